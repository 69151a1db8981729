"""Plain edges and what lies around an entity."""

from __future__ import annotations

import pytest

from kg.errors import InputError
from kg.graph import KnowledgeGraph


def test_edges_are_gathered_from_claims(graph: KnowledgeGraph) -> None:
    rows = {(row.source, row.relation, row.target): row for row in graph.edges()}
    assert list(rows) == [
        ("Emmanuel_Macron", "meets", "Vladimir_Putin"),
        ("NATO", "warns", "attack_is_imminent"),
        ("Russia", "has capital", "Moscow"),
        ("Russia", "moves troops", "garrison"),
    ]
    moves = rows["Russia", "moves troops", "garrison"]
    assert (moves.weight, moves.claims, moves.documents) == (2, ("c1", "c7"), ("d1", "d2"))
    assert moves.holders == ("Russia",)


def test_narrators_hold_what_nobody_in_the_text_does(graph: KnowledgeGraph) -> None:
    holders = {row.relation: row.holders for row in graph.edges()}
    assert holders["warns"] == ("Example Wire",)
    assert holders["meets"] == ("talks.txt",)  # of no publisher


def test_edges_are_those_of_sparql(graph: KnowledgeGraph) -> None:
    found = graph.query("SELECT ?s ?p ?o { ?p a rdf:Property . ?s ?p ?o }").rows
    told = {
        (graph.entity(row.source).iri, row.relation_id, graph.entity(row.target).iri) for row in graph.edges()
    }
    assert {(str(s), str(p).rpartition("/")[2], str(o)) for s, p, o in found} == told
    assert len(found) == len(told) == graph.stats().edges


def test_around(graph: KnowledgeGraph) -> None:
    near = graph.neighbours("Russia")
    assert [row.id for row in near.nodes] == ["Russia", "Moscow", "garrison"]
    assert [(row.source, row.target) for row in near.edges] == [("Russia", "Moscow"), ("Russia", "garrison")]
    assert not near.truncated


def test_further_around(graph: KnowledgeGraph) -> None:
    assert [row.id for row in graph.neighbours("Moscow").nodes] == ["Moscow", "Russia"]
    assert [row.id for row in graph.neighbours("Moscow", depth=2).nodes] == ["Moscow", "Russia", "garrison"]


@pytest.mark.parametrize(("limit", "ids"), [(1, ["Russia"]), (2, ["Russia", "Moscow"])])
def test_cut_short(graph: KnowledgeGraph, limit: int, ids: list[str]) -> None:
    near = graph.neighbours("Russia", limit=limit)
    assert [row.id for row in near.nodes] == ids
    assert near.truncated
    assert all({row.source, row.target} <= set(ids) for row in near.edges)


def test_denied_claims_are_no_edges(graph: KnowledgeGraph) -> None:
    assert [row.id for row in graph.neighbours("Jens_Stoltenberg").nodes] == ["Jens_Stoltenberg"]


@pytest.mark.parametrize("wrong", [{"depth": 0}, {"limit": 0}])
def test_values_that_there_are_not(graph: KnowledgeGraph, wrong: dict[str, int]) -> None:
    with pytest.raises(InputError, match="at least 1"):
        graph.neighbours("Russia", **wrong)
