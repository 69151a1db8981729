"""Portions of a graph on a server are those of the same graph here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.errors import StoreError
from kg.graph import KnowledgeGraph
from kg.query.graph_view import GraphView
from kg.query.portion import Portion
from tests.support.readings import edited, talks, troops
from tests.support.rumours import rumours

READINGS = (troops(), talks(), *map(rumours, range(3)))
EDGES = "CONSTRUCT { ?s ?p ?o } WHERE { ?p a rdf:Property . ?s ?p ?o }"


@pytest.fixture(scope="module")
def embedded() -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph.open() as graph:
        for reading in READINGS:
            graph.add(reading)
        yield graph


@pytest.fixture(params=["oxigraph", pytest.param("virtuoso", marks=pytest.mark.virtuoso)])
def server(request: pytest.FixtureRequest) -> Iterator[str]:
    """A server with the same documents."""
    named: str = request.getfixturevalue(f"{request.param}_server")
    with KnowledgeGraph.open(named) as graph:
        for document in graph.documents():
            graph.remove(document.id)
        for reading in READINGS:
            graph.add(reading)
        yield named
        for document in graph.documents():
            graph.remove(document.id)


def lists(part: Portion) -> list[object]:
    return [list(part.nodes()), list(part.edges()), list(part.claims()), list(map(str, part.quads()))]


def test_the_same(embedded: KnowledgeGraph, server: str) -> None:
    views = (GraphView(), GraphView(holder="Bob", affirmed=False), GraphView(construct=EDGES))
    with KnowledgeGraph.open(server, read_only=True) as graph:
        for view in views:
            with graph.portion(view, timeout=60) as part, embedded.portion(view) as expected:
                assert lists(part) == lists(expected)


def test_a_change_is_noticed(server: str) -> None:
    with (
        KnowledgeGraph.open(server) as writer,
        KnowledgeGraph.open(server, read_only=True) as graph,
        graph.portion() as part,
    ):
        edges = list(part.edges())
        writer.add(edited(troops(), "d9"))
        assert list(part.edges()) == edges
        with pytest.raises(StoreError, match="changed meanwhile"):
            list(part.quads())
