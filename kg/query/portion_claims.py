"""The claims of a portion, as the index has them, or, where that has gone on meanwhile, read again from the
statements held."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress

from kg.errors import StoreError
from kg.query import digestion
from kg.query.claim_json import GAP
from kg.query.claim_page import ClaimPage
from kg.query.index import Index
from kg.query.labels import Labels, Stored
from kg.query.portion_state import Held
from kg.query.rows import ClaimRow

_PAPERS = "SELECT place, id, digest FROM temp.paper WHERE place > ? ORDER BY place LIMIT 500"
_STORED = """
SELECT c.id, j.json FROM claim c JOIN claim_json j ON j.number = c.number
WHERE c.document = ? ORDER BY c.place
"""
_CHOSEN = "SELECT id FROM temp.told WHERE document = ?"
_BY_PAPER = "CREATE INDEX IF NOT EXISTS temp.told_document ON told (document)"
_MOST = 100_000  # labels kept at a time


def of(held: Held, *, whole: bool) -> Iterator[ClaimRow]:
    """The claims behind the edges, or all of the documents, in the order of reading.

    Raises:
        StoreError: a document is not any more as it was when the graph was held.
    """
    labels, gaps, place = Labels(), 0, ""
    with _stored_claims(held) as stored:
        while papers := held.index.rows(_PAPERS, [place]):
            place = papers[-1][0]
            for _, paper, digest in papers:
                kept = None if whole else chosen(held.index, paper)
                found = (json for key, json in stored(paper, digest) if kept is None or key in kept)
                parts = b",".join(found).split(GAP)
                gaps += len(parts) // 2
                if gaps > _MOST:
                    labels, gaps = Labels(), len(parts) // 2
                labels.learn(held.index, parts[1::2])
                yield from ClaimPage(Stored(parts, labels), None).rows


def chosen(index: Index, document: str) -> frozenset[str]:
    """The claims of a document that are behind edges."""
    index.rows(_BY_PAPER)
    return frozenset(key for (key,) in index.rows(_CHOSEN, [document]))


@contextmanager
def _stored_claims(held: Held) -> Iterator[Callable[[str, str], list[tuple[str, bytes]]]]:
    """Gives the claims of a document of some digest, each with its JSON, in their order."""
    with ExitStack() as opened:
        index: Index | None = held.index
        if held.index.path is not None:
            # A connection whose lists are being read lets no writer in: not even one that reads other tables.
            index = None
            with suppress(StoreError):
                index = Index(held.index.path, read_only=True)
                opened.callback(index.close)

        def stored(document: str, digest: str) -> list[tuple[str, bytes]]:
            if index is not None:
                with index.snapshot():
                    if index.row("SELECT digest FROM document WHERE id = ?", [document]) == (digest,):
                        return index.rows(_STORED, [document])
            rows = digestion.rows(held.document(document, digest), held.iris)
            found = sorted(zip(rows.claims, rows.json, strict=True), key=lambda pair: pair[0].place)
            return [(claim.id, json) for claim, json in found]

        yield stored
