"""What two graphs differ in: documents, and the claims that were read out of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kg.graph import KnowledgeGraph
from kg.query.rows import ClaimRow, DocumentRow
from kg.rdf import vocabulary as v

_PAGE = 500  # claims
_DIGESTS = f"SELECT ?graph ?digest {{ GRAPH ?graph {{ ?graph {v.DIGEST} ?digest }} }}"


@dataclass(frozen=True, slots=True)
class Statement:
    """What a claim says, without where it stands: two claims that say the same are equal. `holders` are
    ids, innermost first; empty where the publisher narrates."""

    subject: str
    relation: str
    object: str | None
    holders: tuple[str, ...]
    polarity: str
    certainty: str
    temporality: str
    conditional: bool
    when: str | None

    def __str__(self) -> str:
        """It as a line.

        >>> said = Statement("Russia", "moves", "troops", (), "positive", "certain", "future", False, None)
        >>> print(said)
        Russia —moves→ troops [publisher, positive/certain/future]
        """
        holders = " < ".join(self.holders) or "publisher"
        stance = f"{self.polarity}/{self.certainty}/{self.temporality}{'/conditional' * self.conditional}"
        when = f", {self.when}" if self.when else ""
        return f"{self.subject} —{self.relation}→ {self.object or ''} [{holders}, {stance}{when}]"


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """A document that the two graphs do not have alike. `change` is “added”, “removed” or “changed”, where
    both have one of that source. `id` is that of the second graph where it has it."""

    change: str
    id: str
    source: str
    title: str | None
    added: tuple[Statement, ...]
    removed: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What makes the second of two graphs of the first. `same` counts the documents that both have alike."""

    revisions: tuple[str, str]
    same: int
    documents: tuple[DocumentChange, ...]


def difference(first: KnowledgeGraph, second: KnowledgeGraph) -> Difference:
    """Compares two graphs; documents are sorted by source. Raises `StoreError`."""
    before, after = _documents(first), _documents(second)
    changes = []
    for source in sorted(before.keys() | after.keys()):
        old, new = before.get(source), after.get(source)
        if old is not None and new is not None and (old[0].id, old[1]) == (new[0].id, new[1]):
            continue
        held = Counter(_statements(first, old[0])) if old else Counter()
        holds = Counter(_statements(second, new[0])) if new else Counter()
        known = new or old
        assert known is not None
        changes.append(
            DocumentChange(
                change="changed" if old and new else "added" if new else "removed",
                id=known[0].id,
                source=source,
                title=known[0].title,
                added=tuple(sorted((holds - held).elements(), key=str)),
                removed=tuple(sorted((held - holds).elements(), key=str)),
            )
        )
    same = len(after) - sum(change.change != "removed" for change in changes)
    return Difference((first.revision, second.revision), same, tuple(changes))


def _documents(graph: KnowledgeGraph) -> dict[str, tuple[DocumentRow, str]]:
    """The documents and their digests, by source."""
    digests = {str(iri): str(digest) for iri, digest in graph.query(_DIGESTS).rows}
    return {row.source: (row, digests.get(row.iri, "")) for row in graph.documents()}


def _statements(graph: KnowledgeGraph, document: DocumentRow) -> Iterator[Statement]:
    cursor: str | None = None
    while True:
        page = graph.claims(document=document.id, limit=_PAGE, cursor=cursor)
        yield from map(_statement, page.rows)
        cursor = page.next
        if cursor is None:
            return


def _statement(claim: ClaimRow) -> Statement:
    return Statement(
        subject=claim.subject.id,
        relation=claim.relation,
        object=claim.object.id if claim.object else None,
        holders=tuple(holder.id for holder in claim.holders),
        polarity=claim.polarity,
        certainty=claim.certainty,
        temporality=claim.temporality,
        conditional=claim.conditional,
        when=claim.when_start,
    )
