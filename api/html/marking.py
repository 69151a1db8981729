"""A claim's sentence as HTML with its words marked: every character escaped, every offset clipped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from markupsafe import Markup, escape

from kg.query.rows import ClaimRow

_MARK = Markup('<mark class="{0}" title="{0}">{1}</mark>')
Marks = Iterable[tuple[str, Sequence[tuple[int, int]]]]


def marked(claim: ClaimRow) -> Markup:
    """The sentence with `<mark>` of class subject, relation, object and cue around their words."""
    marks: list[tuple[str, Sequence[tuple[int, int]]]] = [
        ("cue", [span for holder in claim.holders for span in holder.cue_spans]),
        ("relation", claim.relation_spans),
        ("object", claim.object.spans if claim.object else ()),
        ("subject", claim.subject.spans),
    ]
    return _html(claim.sentence, claim.sentence_span[0], marks)


def mentioned(sentence: str, offset: int, claims: Iterable[ClaimRow]) -> Markup:
    """A sentence that begins at `offset`, with the words of the subjects and objects of its claims marked."""
    slots = [slot for claim in claims for slot in (claim.subject, claim.object) if slot]
    return _html(sentence, offset, [("mention", slot.spans) for slot in slots])


def _html(sentence: str, offset: int, marks: Marks) -> Markup:
    cover: list[str | None] = [None] * len(sentence)
    spans = [
        (end - begin, begin - offset, end - offset, name) for name, places in marks for begin, end in places
    ]
    # The longest first, so that a span inside another shows.
    for _, begin, end, kind in sorted(spans, key=lambda span: -span[0]):
        for place in range(max(begin, 0), min(end, len(sentence))):
            cover[place] = kind
    _close_gaps(sentence, cover)
    parts = []
    place = 0
    for name, run in groupby(cover):
        length = sum(1 for _ in run)
        words = escape(sentence[place : place + length])
        parts.append(_MARK.format(name, words) if name else words)
        place += length
    return Markup("").join(parts)


def _close_gaps(sentence: str, cover: list[str | None]) -> None:
    """Words of one kind that only spaces part become one stretch."""
    last = -1  # the place before the gap
    for place, name in enumerate(cover):
        if name is None:
            continue
        between = sentence[last + 1 : place]
        if last >= 0 and cover[last] == name and between and between.isspace():
            cover[last + 1 : place] = [name] * (place - last - 1)
        last = place
