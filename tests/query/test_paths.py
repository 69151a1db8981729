"""How two entities are connected, with the evidence."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from kg.errors import InputError, NotFoundError
from kg.graph import KnowledgeGraph
from kg.query.adjacency import Adjacency
from kg.query.index import Index
from tests.support.readings import talks, troops


def ways(graph: KnowledgeGraph, source: str, target: str, **options: Any) -> list[tuple[str, ...]]:
    return [tuple(n.id for n in path.nodes) for path in graph.paths(source, target, **options).paths]


def test_each_step_has_its_evidence(graph: KnowledgeGraph) -> None:
    [path] = graph.paths("Moscow", "garrison").paths
    assert (path.length, path.weight) == (2, 3)
    assert [(node.id, node.label, node.type) for node in path.nodes] == [
        ("Moscow", "Moscow", "City"),
        ("Russia", "Russia", "Country"),
        ("garrison", "garrisons", "Concept"),
    ]
    first, second = path.steps
    assert (first.source, first.target, first.weight) == ("Moscow", "Russia", 1)
    [capital] = first.edges
    assert (capital.relation, capital.relation_id, capital.forward) == ("has capital", "has_capital", False)
    assert (capital.claims, capital.document) == (("c6",), "d2")
    assert capital.sentence.startswith("Moscow is the capital of Russia")
    [moves] = second.edges
    assert (moves.forward, moves.weight, moves.claims) == (True, 2, ("c1", "c7"))
    assert moves.sentence == graph.claim("c1").sentence


def test_along_the_edges_only(graph: KnowledgeGraph) -> None:
    assert ways(graph, "Moscow", "garrison", directed=True) == []
    assert ways(graph, "Russia", "garrison", directed=True) == [("Russia", "garrison")]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({}, True),
        ({"max_length": 1}, False),
        ({"min_weight": 2}, False),
        ({"without": ["has capital"]}, False),
        ({"without": ["has_capital"]}, False),
        ({"without": ["unheard of"]}, True),
    ],
)
def test_what_may_be_on_the_way(graph: KnowledgeGraph, options: dict[str, Any], found: bool) -> None:
    assert bool(ways(graph, "Moscow", "garrison", **options)) == found


def test_concepts_may_be_ends_but_not_between() -> None:
    with KnowledgeGraph.open() as graph:
        reading = troops()
        moves = reading.claims[0]
        assert moves.object is not None
        back = replace(
            moves, id="c9", subject=moves.object, object=reading.claims[1].subject, holders=(), content=()
        )
        graph.add(replace(reading, claims=(moves, back)))
        assert ways(graph, "Russia", "NATO") == [("Russia", "garrison", "NATO")]
        assert ways(graph, "Russia", "NATO", concepts=False) == []
        assert ways(graph, "Russia", "garrison", concepts=False) == [("Russia", "garrison")]


def test_entities_without_edges_have_no_paths(graph: KnowledgeGraph) -> None:
    found = graph.paths("Jens_Stoltenberg", "Russia")
    assert (found.paths, found.truncated) == ((), False)


def test_paths_are_those_of_the_graph_as_it_is(graph: KnowledgeGraph) -> None:
    assert ways(graph, "Russia", "Moscow")
    graph.remove("d2")
    with pytest.raises(NotFoundError):
        graph.paths("Russia", "Moscow")
    assert ways(graph, "Russia", "garrison")
    graph.add(talks())
    assert ways(graph, "Russia", "Moscow")


@pytest.mark.parametrize(
    ("ends", "options", "told"),
    [
        (("Russia", "Russia"), {}, "to itself"),
        (("Russia", "Moscow"), {"k": 0}, "k must be from 1 to 20, not 0"),
        (("Russia", "Moscow"), {"k": 21}, "k must be from 1 to 20, not 21"),
        (("Russia", "Moscow"), {"max_length": 7}, "max_length must be from 1 to 6, not 7"),
        (("Russia", "Moscow"), {"min_weight": 0}, "min_weight must be at least 1, not 0"),
    ],
)
def test_values_that_there_are_not(
    graph: KnowledgeGraph, ends: tuple[str, str], options: dict[str, int], told: str
) -> None:
    with pytest.raises(InputError, match=re.escape(told)):
        graph.paths(*ends, **options)


@pytest.mark.parametrize("ends", [("Russia", "Atlantis"), ("Atlantis", "Russia")])
def test_entities_that_there_are_not(graph: KnowledgeGraph, ends: tuple[str, str]) -> None:
    with pytest.raises(NotFoundError, match="Atlantis"):
        graph.paths(*ends)


def test_other_questions_go_on_while_the_edges_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with KnowledgeGraph.open(tmp_path / "store") as writer:
        writer.add(troops())
    begun, go_on, made = Event(), Event(), Adjacency.__init__

    def slow(self: Adjacency, index: Index) -> None:
        begun.set()
        assert go_on.wait(300)
        made(self, index)

    monkeypatch.setattr(Adjacency, "__init__", slow)
    with KnowledgeGraph.open(tmp_path / "store", read_only=True) as graph:
        source, target = next((edge.source, edge.target) for edge in graph.edges())
        found: list[object] = []
        asking = Thread(target=lambda: found.append(graph.paths(source, target)))
        asking.start()
        assert begun.wait(60)
        looking = Thread(target=lambda: graph.entity(source))
        looking.start()
        looking.join(60)
        assert not looking.is_alive()
        go_on.set()
        asking.join(60)
        assert found
