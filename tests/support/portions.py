"""Portions of a graph from plain lists, small ones by hand and others made up, and figures for them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import pyoxigraph as ox
from hypothesis import strategies as st

from kg.export.figure import Figure
from kg.query.graph_view import GraphView
from kg.query.portion import GraphEdge, GraphNode, Interval
from kg.query.rows import ClaimRow

BASE = "https://kg.example/"


@dataclass(frozen=True)
class Listed:
    """A `kg.query.portion.Portion` of what it was given."""

    given_nodes: Sequence[GraphNode]
    given_edges: Sequence[GraphEdge]
    given_quads: Sequence[ox.Quad] = ()
    given_claims: Sequence[ClaimRow] = ()
    view: GraphView = field(default_factory=GraphView)
    base: str = BASE
    state: str = "1"
    documents: int = 2

    @property
    def node_count(self) -> int:
        return len(self.given_nodes)

    @property
    def edge_count(self) -> int:
        return len(self.given_edges)

    def nodes(self) -> Iterator[GraphNode]:
        return iter(self.given_nodes)

    def edges(self) -> Iterator[GraphEdge]:
        return iter(self.given_edges)

    def links(self) -> Iterator[tuple[str, str, int]]:
        return ((edge.source, edge.target, edge.weight) for edge in self.given_edges)

    def claims(self) -> Iterator[ClaimRow]:
        return iter(self.given_claims)

    def quads(self) -> Iterator[ox.Quad]:
        return iter(self.given_quads)


def node(
    id: str,
    label: str | None = None,
    type: str = "Concept",
    aliases: tuple[str, ...] = (),
    links: tuple[str, ...] = (),
    degree: int = 1,
    days: Interval | None = None,
) -> GraphNode:
    """A node with two claims in one document."""
    first, last = days or (None, None)
    return GraphNode(
        *(id, f"{BASE}entity/{id}", id if label is None else label, type, aliases, links),
        *(degree, 2, 1, first, last),
    )


def edge(
    source: str,
    relation: str,
    target: str,
    weight: int = 1,
    holders: tuple[str, ...] = ("Wire",),
    intervals: tuple[Interval, ...] = (),
    *,
    denied: bool = False,
) -> GraphEdge:
    """An edge with as many claims as it weighs, each of a sentence of its own."""
    kind = f"{relation}~denied" if denied else relation
    words = relation.replace("_", " ")
    claims = tuple(f"{source}-{kind}-{target}-{number}" for number in range(weight))
    return GraphEdge(
        id=f"{source}|{kind}|{target}",
        source=source,
        target=target,
        relation=words,
        relation_id=relation,
        label=f"{words} (denied)" if denied else words,
        kind=kind,
        weight=weight,
        holders=holders,
        polarity="negative" if denied else "positive",
        certainty="certain",
        affirmed=not denied,
        confidence=0.75,
        first=intervals[0][0] if intervals else None,
        last=intervals[-1][1] if intervals else None,
        intervals=intervals,
        claims=claims,
        sentences=tuple(f"d{number}#char=0,{number + 40}" for number in range(weight)),
        documents=tuple(f"d{number}" for number in range(weight)),
    )


def hostile() -> Listed:
    """Four nodes and four edges: parallel, denied, from a node to itself; with text that breaks formats."""
    february = ("2022-02-15", "2022-02-15")
    return Listed(
        given_nodes=(
            node("Lonely", "Lonely \x07 & <quiet>", "", degree=0),
            node("NATO", "NATO", "Organization", ("North Atlantic; Treaty", 'the "alliance"'), days=february),
            node("Russia", "Россия", "Country", ("=1+1",), ("https://www.geonames.org/2017370/",), degree=2),
            node("garrisons", "garrisons, “barracks”\n]]> 🪖", days=("2022-02-15", "2022-03-01")),
        ),
        given_edges=(
            edge("NATO", "accuse", "Russia", intervals=(february,)),
            edge("Russia", "move_to", "garrisons", holders=("Russia", "a\\b, c")),
            edge("Russia", "move_to", "garrisons", denied=True),
            edge(
                *("garrisons", "empty", "garrisons", 2, ("Russia", "Wire")),
                intervals=(february, ("2022-02-20", "2022-03-01")),
            ),
        ),
        given_quads=tuple(
            ox.Quad(
                ox.NamedNode(f"{BASE}entity/Russia"),
                ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"),
                ox.Literal("Россия", language="ru"),
                ox.NamedNode(f"{BASE}document/{document}"),
            )
            for document in ("d0", "d1")
        ),
    )


def figure(nodes: int, *, placed: bool = True, counted: bool = True) -> Figure:
    """Marks that tell the nodes apart."""
    numbers = np.arange(nodes, dtype=np.float64)
    return Figure(
        size=numbers + 1,
        colour=[(number % 256, 0, 255) for number in range(nodes)],
        community=np.arange(nodes, dtype=np.int64) if counted else None,
        pagerank=numbers / 10 if counted else None,
        betweenness=numbers / 1e7 if counted else None,
        positions=np.column_stack((numbers, -numbers)) / 3 if placed else None,
        sampled=500 if counted else 0,
        layout="ForceAtlas2" if placed else None,
    )


# Everything that text may be, with more than its share of what breaks formats.
TEXT = st.text(
    st.one_of(st.characters(exclude_categories=()), st.sampled_from("\x00\x1f\ud800\r\n\t\"'<>&;,|[]\\")),
    max_size=12,
)


@st.composite
def made_up(draw: st.DrawFn) -> Listed:
    """Some nodes and edges whose labels, names and types may be any text, and whose ids are sane."""
    nodes = [
        node(f"n{number}", draw(TEXT), draw(TEXT), tuple(draw(st.lists(TEXT, max_size=3))))
        for number in range(draw(st.integers(1, 3)))
    ]
    ends = st.sampled_from([one.id for one in nodes])
    pairs = draw(
        st.lists(st.tuples(ends, st.sampled_from(["meet", "accuse"]), ends), unique=True, max_size=4)
    )
    holders = st.lists(TEXT, max_size=3).map(tuple)
    return Listed(nodes, [edge(*pair, 1, draw(holders)) for pair in pairs])


@dataclass(frozen=True)
class Synthetic(Listed):
    """A portion of any size, whose nodes and edges are made as they are read."""

    given_nodes: Sequence[GraphNode] = ()
    given_edges: Sequence[GraphEdge] = ()
    node_count: int = 1000
    edge_count: int = 3000

    def nodes(self) -> Iterator[GraphNode]:
        for number in range(self.node_count):
            days = _days(number)
            yield node(
                *(f"Entity_{number}", f"Entity {number}", ("Person", "Concept", "City")[number % 3]),
                *((f"The {number}th", f"E. {number}") if number % 5 == 0 else (), ()),
                *(number % 20, days),
            )

    def edges(self) -> Iterator[GraphEdge]:
        chance = random.Random(1)
        for number in range(self.edge_count):
            source = number * self.node_count // self.edge_count
            yield edge(
                *(f"Entity_{source}", f"relation_{number % 300}_with"),
                *(f"Entity_{chance.randrange(self.node_count)}", 1 if number % 4 else 3),
                *(("Reuters", "Jens Stoltenberg") if number % 7 == 0 else ("Reuters",), (_days(number),)),
            )

    def links(self) -> Iterator[tuple[str, str, int]]:
        return ((one.source, one.target, one.weight) for one in self.edges())


def _days(number: int) -> Interval:
    first = date(2022, 1, 1) + timedelta(number % 700)
    return first.isoformat(), (first + timedelta(number % 3)).isoformat()
