"""A portion is of one state, whoever writes meanwhile; and it takes no more memory for more edges."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Thread

import pytest

from kg.errors import StoreError
from kg.graph import KnowledgeGraph
from kg.query.graph_view import GraphView
from kg.query.portion import Portion
from tests.support.readings import edited, talks, troops
from tests.support.rumours import rumours
from tests.support.synthetic import fill


@pytest.fixture
def store(tmp_path: Path) -> Path:
    folder = tmp_path / "store"
    with KnowledgeGraph.open(folder) as graph:
        graph.add(troops())
        graph.add(talks())
    return folder


def lists(part: Portion) -> list[object]:
    return [list(part.nodes()), list(part.edges()), list(part.claims()), list(map(str, part.quads()))]


def rewrite(graph: KnowledgeGraph) -> None:
    """Replaces one document, removes the other, and adds some."""
    graph.add(edited(troops(), "d9"))
    graph.remove("d2")
    for number in range(30):
        graph.add(rumours(number))


@pytest.mark.parametrize("view", [GraphView(), GraphView(entity="Russia"), GraphView(affirmed=False)])
@pytest.mark.parametrize("read_only", [False, True])
def test_writers_are_not_seen(store: Path, view: GraphView, read_only: bool) -> None:
    with ExitStack() as opened:
        writer = opened.enter_context(KnowledgeGraph.open(store))
        graph = writer
        if read_only:
            graph = opened.enter_context(KnowledgeGraph.open(store, read_only=True))
        with graph.portion(view) as part:
            before = lists(part)
        with graph.portion(view) as part:
            edges = part.edges()
            first = next(edges)
            rewrite(writer)
            assert lists(part) == before
            assert [first, *edges] == before[1]
            with graph.portion(view) as newer:
                assert newer.state != part.state
                assert newer.documents == 31


def test_several_at_once_while_somebody_writes(store: Path) -> None:
    with KnowledgeGraph.open(store) as writer, KnowledgeGraph.open(store, read_only=True) as graph:
        found: list[bool] = []

        def export() -> None:
            for _ in range(5):
                with graph.portion() as part:
                    edges, quads = list(part.edges()), list(part.quads())
                    told = {str(quad.subject) for quad in quads if str(quad.object).endswith("#Claim>")}
                    named = {f"<{graph.base}claim/{claim}>" for edge in edges for claim in edge.claims}
                    found.append(
                        named <= told and {row.iri for row in part.claims()} == {node[1:-1] for node in told}
                    )

        threads = [Thread(target=export) for _ in range(3)]
        for thread in threads:
            thread.start()
        for number in range(20):
            writer.add(rumours(number))
        for thread in threads:
            thread.join()
    assert found == [True] * 15


def test_in_memory_a_change_is_noticed(graph: KnowledgeGraph) -> None:
    with graph.portion() as part:
        edges = list(part.edges())
        graph.add(edited(troops(), "d9"))
        assert list(part.edges()) == edges
        assert len(list(part.claims())) == 7
        with pytest.raises(StoreError, match="changed meanwhile"):
            list(part.quads())


def test_not_to_be_read_afterwards(graph: KnowledgeGraph) -> None:
    with graph.portion() as part:
        edges = part.edges()
    with pytest.raises(StoreError):
        next(edges)


@pytest.fixture(scope="module")
def large() -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph.open() as graph:
        fill(graph._view, 2000, 20_000)
        yield graph


def test_memory_stays_flat(large: KnowledgeGraph) -> None:
    with large.portion() as part:
        assert part.edge_count > 15_000
        tracemalloc.start()
        try:
            for listed in (part.nodes(), part.edges(), part.links()):
                for _ in listed:
                    pass
            assert tracemalloc.get_traced_memory()[1] < 4 * 2**20
        finally:
            tracemalloc.stop()


def test_claims_of_edges_are_counted(large: KnowledgeGraph) -> None:
    with large.portion(GraphView(affirmed=False)) as part:
        assert sum(weight for *_, weight in part.links()) == 20_000
        assert sum(len(edge.claims) for edge in part.edges()) == 20_000
