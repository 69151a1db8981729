"""The vocabulary of relations, and what is narrower than what."""

from __future__ import annotations

import pytest

from kg.errors import InputError, NotFoundError
from kg.graph import KnowledgeGraph

_NARROWER = """
INSERT DATA { rel:moves_troops rdfs:subPropertyOf rel:acts . rel:acts rdfs:subPropertyOf rel:does .
              rel:does rdfs:subPropertyOf rel:acts . rel:meets rdfs:subPropertyOf rel:acts }"""


@pytest.fixture
def ordered(graph: KnowledgeGraph) -> KnowledgeGraph:
    """The graph of two articles, with an order of its relations that goes in a circle."""
    graph.update(_NARROWER)
    return graph


def test_the_most_used_first(graph: KnowledgeGraph) -> None:
    rows = graph.vocabulary().rows
    assert (rows[0].label, rows[0].claims, rows[0].edges) == ("moves troops", 2, 1)
    assert rows[0].iri == "https://kg.example/relation/moves_troops"
    assert sum(row.claims for row in rows) == graph.stats().claims
    assert sum(row.edges for row in rows) == graph.stats().edges


def test_words(graph: KnowledgeGraph) -> None:
    assert [row.label for row in graph.vocabulary("troops").rows] == ["moves troops"]
    assert graph.vocabulary("roops").rows == graph.vocabulary("…").rows == ()


@pytest.mark.parametrize("sort", ["-claims", "-edges", "label"])
def test_pages(graph: KnowledgeGraph, sort: str) -> None:
    whole = graph.vocabulary(sort=sort).rows
    first = graph.vocabulary(sort=sort, limit=2)
    rest = graph.vocabulary(sort=sort, limit=50, cursor=first.next)
    assert (*first.rows, *rest.rows) == whole


def test_counts_go_with_documents(graph: KnowledgeGraph) -> None:
    graph.remove("d1")
    [row] = graph.vocabulary("moves").rows
    assert (row.claims, row.edges) == (1, 1)
    graph.remove("d2")
    assert graph.vocabulary().rows == ()


def test_one(ordered: KnowledgeGraph) -> None:
    row = ordered.relation("moves troops")
    assert row == ordered.relation("moves_troops")
    assert [broad.id for broad in row.broader] == ["acts", "does"]
    assert row.narrower == ()
    assert [claim.id for claim in row.examples] == ["c1", "c7"]


def test_what_is_narrower_counts(ordered: KnowledgeGraph) -> None:
    assert [row.id for row in ordered.relations("Russia", relation="acts").rows] == ["c1", "c7"]
    assert [row.id for row in ordered.claims(relation="does").rows] == ["c1", "c5", "c7"]
    assert [row.label for row in ordered.neighbours("Russia", relation="acts").nodes] == [
        "Russia",
        "garrisons",
    ]
    assert ordered.relations("Russia", relation="meets").rows == ()


def test_what_is_not_there(graph: KnowledgeGraph) -> None:
    with pytest.raises(NotFoundError, match="no relation “flies”"):
        graph.relation("flies")
    with pytest.raises(InputError, match="no sort “claims”"):
        graph.vocabulary(sort="claims")
