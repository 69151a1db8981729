"""What a view lets see of one state of the graph: its nodes, its edges and the statements behind them.

All lists come in a fixed order and one after the other: none but the nodes' need fit into memory. Reading
them raises `StoreError` where that cannot be read any more which the portion was made of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import pyoxigraph

from kg.query.graph_view import GraphView
from kg.query.rows import ClaimRow

Interval = tuple[str, str]  # first and last day, ISO dates, both in it


@dataclass(frozen=True, slots=True)
class GraphNode:
    """An entity of a view. `claims` and `documents` are counted in the whole graph, `degree` counts the
    other entities it has edges with in the view. `first` and `last` are the days between which its edges are
    dated, None where none is.

    What a CONSTRUCT names that is no entity of the graph has its IRI as `id`, no counts but its degree, and
    “” for a type where the query tells none."""

    id: str
    iri: str
    label: str
    type: str
    aliases: tuple[str, ...]
    links: tuple[str, ...]
    degree: int
    claims: int
    documents: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """The claims of a view that say the same of the same two entities.

    Attributes:
        id: of the edge, unique in the graph and the same in every view: source, kind and target.
        relation: the relation's label, `relation_id` its id; of a CONSTRUCT also a predicate that is none of
            the graph's relations, by its IRI.
        label: the relation in words; “(denied)” or “(supposed)” follows where it is not affirmed.
        kind: what tells parallel edges apart: the relation's id, and “~denied” or “~supposed”.
        weight: how many claims say so; 1 for what only a CONSTRUCT says.
        holders: labels, sorted: who holds the claims; publishers where the publisher narrates.
        polarity: of all the claims: “positive” or “negative”; None where no claim is behind the edge.
        certainty: of the most certain claim, or None.
        confidence: of the surest claim, or None.
        first, last: the days between which the claims are dated, None where none is.
        intervals: the days that the claims are dated by, ascending, those that touch taken together.
        claims, sentences, documents: ids, in the order of reading; a sentence's is that of its document,
            “#char=” and its offsets.
    """

    id: str
    source: str
    target: str
    relation: str
    relation_id: str
    label: str
    kind: str
    weight: int
    holders: tuple[str, ...]
    polarity: str | None
    certainty: str | None
    affirmed: bool
    confidence: float | None
    first: str | None
    last: str | None
    intervals: tuple[Interval, ...]
    claims: tuple[str, ...]
    sentences: tuple[str, ...]
    documents: tuple[str, ...]


class Portion(Protocol):
    """The part of the graph that a view lets see. Every list can be asked for again.

    Attributes:
        view: the view.
        base: what all IRIs of the graph begin with.
        state: a name for the state of the graph.
        documents: how many documents the graph has.
        node_count, edge_count: how many there are in the view.
    """

    view: GraphView
    base: str
    state: str
    documents: int
    node_count: int
    edge_count: int

    def nodes(self) -> Iterator[GraphNode]:
        """The entities, by id. Without conditions all there are; else those with an edge, and the one
        around which the view lies."""
        ...

    def edges(self) -> Iterator[GraphEdge]:
        """The edges, by source, kind and target; both ends are among the nodes."""
        ...

    def links(self) -> Iterator[tuple[str, str, int]]:
        """Source, target and weight of each edge, in the order of `edges`, for what counts and lays out."""
        ...

    def claims(self) -> Iterator[ClaimRow]:
        """The claims behind the edges, by document and place. None for a view made by CONSTRUCT."""
        ...

    def quads(self) -> Iterator[pyoxigraph.Quad]:
        """The statements, graph by graph, in each as N-Quads sorts them. Of the whole graph all; else what
        the documents of the claims say of these claims, of what they are made of and of themselves, and the
        plain edges that these claims affirm (see `kg.query.statement_selection`); of a CONSTRUCT its
        triples, in the default graph."""
        ...
