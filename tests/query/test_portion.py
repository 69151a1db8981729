"""The nodes and edges of portions, against what plain Python counts from all claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError, NotFoundError
from kg.graph import KnowledgeGraph
from kg.query.graph_view import GraphView
from kg.query.portion import GraphEdge
from tests.support import plain_portion
from tests.support.readings import talks, troops
from tests.support.rumours import rumours

ALONE = {
    "whole": GraphView(),
    "denied and supposed too": GraphView(affirmed=False),
    "around": GraphView(entity="Ann"),
    "around, cut short": GraphView(entity="Ann", limit=3),
    "further around": GraphView(entity="Guild", depth=3, limit=5),
    "according to": GraphView(holder="Bob"),
    "narrated": GraphView(holder="publisher"),
    "since": GraphView(since="2023-03-06"),
    "until": GraphView(until="2023-03-03"),
    "of a relation": GraphView(relation="builds bridge"),
    "of a document": GraphView(document="n2"),
    "of an event type": GraphView(event_type="CONSULT"),
    "sure": GraphView(min_confidence=0.8),
    "said more than once": GraphView(min_weight=2),
    "names": GraphView(concepts=False),
}


@pytest.fixture(scope="module")
def told() -> Iterator[KnowledgeGraph]:
    """Rumours, and two articles about something else."""
    with KnowledgeGraph.open() as opened:
        for number in range(12):
            opened.add(rumours(number))
        opened.add(troops())
        opened.add(talks())
        yield opened


def require_as_counted(graph: KnowledgeGraph, view: GraphView) -> None:
    expected = plain_portion.edges(graph, view)
    with graph.portion(view) as part:
        edges, nodes = list(part.edges()), list(part.nodes())
        assert edges == expected
        assert list(part.links()) == [(edge.source, edge.target, edge.weight) for edge in edges]
        assert (part.edge_count, part.node_count) == (len(edges), len(nodes))
        if not view.whole:
            assert list(part.claims()) == plain_portion.chosen(graph, view)
    ends = {end for edge in edges for end in (edge.source, edge.target)}
    if view.whole:
        ends = {row.id for row in graph.entities()}
    elif view.entity is not None:
        ends.add(view.entity)
    assert [node.id for node in nodes] == sorted(ends)
    for node in nodes:
        row, own = graph.entity(node.id), [edge for edge in edges if node.id in (edge.source, edge.target)]
        assert (node.iri, node.label, node.type) == (row.iri, row.label, row.type)
        assert (node.aliases, node.links) == (row.aliases, row.links)
        assert (node.claims, node.documents) == (row.claims, row.documents)
        assert node.degree == len({end for edge in own for end in (edge.source, edge.target)} - {node.id})
        assert node.first == min((edge.first for edge in own if edge.first), default=None)
        assert node.last == max((edge.last for edge in own if edge.last), default=None)


@pytest.mark.parametrize("name", ALONE)
def test_one_condition(told: KnowledgeGraph, name: str) -> None:
    require_as_counted(told, ALONE[name])


def _combined(one: GraphView, other: GraphView) -> GraphView:
    changes = {
        name: getattr(other, name)
        for name in GraphView.__slots__
        if getattr(other, name) != getattr(GraphView(), name)
    }
    return replace(one, **changes)


@pytest.mark.parametrize(("one", "other"), [*combinations(ALONE, 2)])
def test_two_conditions(told: KnowledgeGraph, one: str, other: str) -> None:
    require_as_counted(told, _combined(ALONE[one], ALONE[other]))


@given(names=st.sets(st.sampled_from(sorted(ALONE)), min_size=3))
def test_many_conditions(told: KnowledgeGraph, names: set[str]) -> None:
    view = GraphView()
    for name in sorted(names):
        view = _combined(view, ALONE[name])
    require_as_counted(told, view)


def test_the_same_each_time(told: KnowledgeGraph) -> None:
    def lists() -> list[object]:
        with told.portion(GraphView(affirmed=False)) as part:
            return [list(part.nodes()), list(part.edges()), list(part.claims()), list(part.quads())]

    assert lists() == lists()


def test_lists_side_by_side(told: KnowledgeGraph) -> None:
    with told.portion() as part, told.portion() as other:
        pairs = list(zip(part.edges(), other.edges(), part.links(), strict=True))
    assert all(edge == same and link[2] == edge.weight for edge, same, link in pairs)


def test_a_whole_graph_has_what_has_no_edge(graph: KnowledgeGraph) -> None:
    with graph.portion() as part:
        lone = [node for node in part.nodes() if node.degree == 0]
        assert [(node.id, node.first) for node in lone][:1] == [("Jens_Stoltenberg", None)]
        assert (part.documents, part.base, part.state) == (2, graph.base, graph.version)


def test_an_edge_in_words(graph: KnowledgeGraph) -> None:
    with graph.portion(GraphView(entity="Russia", affirmed=False, document="d1")) as part:
        [edge] = part.edges()
    assert edge == GraphEdge(
        id="Russia|moves_troops|garrison",
        source="Russia",
        target="garrison",
        relation="moves troops",
        relation_id="moves_troops",
        label="moves troops",
        kind="moves_troops",
        weight=1,
        holders=("Russia",),
        polarity="positive",
        certainty="probable",
        affirmed=True,
        confidence=0.9,
        first="2022-02-15",
        last="2022-02-15",
        intervals=(("2022-02-15", "2022-02-15"),),
        claims=("c1",),
        sentences=("d1#char=15,76",),
        documents=("d1",),
    )


def test_narrower_relations_count(graph: KnowledgeGraph) -> None:
    graph.update("INSERT DATA { rel:moves_troops rdfs:subPropertyOf rel:moves }")
    with graph.portion(GraphView(relation="moves")) as part:
        assert [edge.kind for edge in part.edges()] == ["moves_troops"]


def test_an_entity_without_edges_stands_alone(graph: KnowledgeGraph) -> None:
    with graph.portion(GraphView(entity="NATO", concepts=False)) as part:
        assert [node.id for node in part.nodes()] == ["NATO"]
        assert (list(part.edges()), list(part.claims()), list(part.quads())) == ([], [], [])


@pytest.mark.parametrize("name", ["entity", "holder", "document", "relation"])
def test_names_that_there_are_not(graph: KnowledgeGraph, name: str) -> None:
    view = replace(GraphView(), **{name: "unheard-of"})
    with pytest.raises(NotFoundError, match="unheard-of"), graph.portion(view):
        pass


def test_days_that_are_none(graph: KnowledgeGraph) -> None:
    with pytest.raises(InputError, match="no date"), graph.portion(GraphView(since="today")):
        pass


def test_nothing_in_an_empty_graph() -> None:
    with KnowledgeGraph.open() as empty, empty.portion() as part:
        assert (part.node_count, part.edge_count, part.documents) == (0, 0, 0)
        assert [*part.nodes(), *part.edges(), *part.claims(), *part.quads()] == []
