"""Which media type to answer with: the Accept header with its q-values (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence

from werkzeug.datastructures import MIMEAccept


def choose(accept: MIMEAccept, offers: Sequence[str]) -> str | None:
    """The offer that `accept` likes best, ties going to the earlier one; None if it admits none."""
    if not accept:
        return offers[0]
    best = max(offers, key=lambda offer: _quality(accept, offer))
    return best if _quality(accept, best) > 0 else None


def _quality(accept: MIMEAccept, offer: str) -> float:
    """The q of the most specific range that covers `offer`, 0 if none does."""
    covering: dict[int, float] = {}
    for media_range, quality in accept:
        bare = media_range.partition(";")[0].strip().lower()
        if bare == offer:
            rank = 2
        elif bare == offer.partition("/")[0] + "/*":
            rank = 1
        elif bare == "*/*":
            rank = 0
        else:
            continue
        covering[rank] = max(quality, covering.get(rank, 0.0))
    return covering[max(covering)] if covering else 0.0
