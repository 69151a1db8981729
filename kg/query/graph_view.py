"""Which part of the graph is wanted: the conditions of a view, which add up."""

from __future__ import annotations

from dataclasses import dataclass, fields

from kg.errors import InputError
from kg.query.choices import Wanted

_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class GraphView:
    """A part of the graph, the whole of it by default: the claims that every condition lets through, and the
    entities they connect.

    Attributes:
        entity: the id of an entity; what lies within `depth` edges of it, at most `limit` entities: the
            nearest, and of these the ones with the most claims about them and those nearer.
        depth: up to 3.
        holder: an entity's id, or “publisher”: according to whom.
        since, until: the first and last day, ISO dates, as for `KnowledgeGraph.relations`.
        relation: a relation's label or id; those narrower than it count as it.
        document: the id of the document that said so.
        event_type: a root class of PLOVER.
        min_confidence: the least confidence of a claim, from 0 to 1.
        min_weight: how many claims an edge needs.
        concepts: whether entities of the types CONCEPT and PROPOSITION are in it, beside those with names.
        affirmed: only what is affirmed, as the plain edges are; else also edges that claims deny or merely
            suppose, each marked as such.
        construct: a SPARQL CONSTRUCT query, whose triples are the edges and statements; alone, or with
            `concepts` and nothing else.
    """

    entity: str | None = None
    depth: int = 1
    limit: int = 1000
    holder: str | None = None
    since: str | None = None
    until: str | None = None
    relation: str | None = None
    document: str | None = None
    event_type: str | None = None
    min_confidence: float | None = None
    min_weight: int = 1
    concepts: bool = True
    affirmed: bool = True
    construct: str | None = None

    def __post_init__(self) -> None:
        """Raises `InputError` for a number out of its range, and for conditions that exclude each other."""
        if self.depth < 1 or self.limit < 1 or self.min_weight < 1:
            raise InputError("depth, limit and min_weight must be at least 1")
        if self.depth > _DEEPEST:
            raise InputError(f"the depth must be at most {_DEEPEST}, not {self.depth}")
        if self.construct is not None and any(
            getattr(self, condition.name) != condition.default
            for condition in fields(self)
            if condition.name not in ("construct", "concepts")
        ):
            raise InputError("a view made by CONSTRUCT has no other conditions")

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return self == GraphView()

    @property
    def wanted(self) -> Wanted:
        """The conditions on single claims."""
        return Wanted(
            holder=self.holder,
            since=self.since,
            until=self.until,
            relation=self.relation,
            document=self.document,
            event_type=self.event_type,
            min_confidence=self.min_confidence,
        )
