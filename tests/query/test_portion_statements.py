"""The statements and claims of portions: what the whole has, and what stands alone without the rest."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import pyoxigraph as ox
import pytest

from kg.graph import KnowledgeGraph
from kg.query.graph_view import GraphView
from kg.rdf import vocabulary as v
from kg.rdf.terms import value
from kg.rdf.validation import validate
from tests.support import plain_portion
from tests.support.readings import talks, troops
from tests.support.rumours import rumours

VIEWS = {
    "according to": GraphView(holder="Bob"),
    "denied and supposed too": GraphView(affirmed=False),
    "around": GraphView(entity="Guild", depth=2, limit=4),
    "names": GraphView(concepts=False),
    "sure": GraphView(min_confidence=0.9),
    "of a document": GraphView(document="n2", min_confidence=0.7),
}


@pytest.fixture(scope="module")
def told() -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph.open() as opened:
        for number in range(6):
            opened.add(rumours(number))
        opened.add(troops())
        opened.add(talks())
        opened.update("INSERT DATA { GRAPH <urn:notes> { ent:Ann rdfs:comment 'seen', 'heard' } }")
        yield opened


def statements(graph: KnowledgeGraph, view: GraphView) -> list[ox.Quad]:
    with graph.portion(view) as part:
        return list(part.quads())


def test_the_whole_is_all_statements(told: KnowledgeGraph) -> None:
    found = statements(told, GraphView())
    assert sorted(f"{quad} ." for quad in found) == list(told.nquads())


@pytest.mark.parametrize("name", ["whole", *VIEWS])
def test_sorted_graph_by_graph(told: KnowledgeGraph, name: str) -> None:
    found = statements(told, VIEWS.get(name, GraphView()))
    keys = [(str(quad.graph_name), str(quad)) for quad in found]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("name", VIEWS)
def test_each_document_stands_alone(told: KnowledgeGraph, name: str) -> None:
    found = statements(told, VIEWS[name])
    assert found
    for _, quads in groupby(found, key=lambda quad: quad.graph_name):
        assert validate(quads) == ()


@pytest.mark.parametrize("name", VIEWS)
def test_what_is_said_of_the_claims(told: KnowledgeGraph, name: str) -> None:
    found = statements(told, VIEWS[name])
    every = set(statements(told, GraphView()))
    chosen = plain_portion.chosen(told, VIEWS[name])
    assert set(found) <= every
    assert {value(quad.subject) for quad in found if quad.object == v.CLAIM} == {row.iri for row in chosen}
    start = f"{told.base}relation/"
    edges = {tuple(map(value, quad.triple)) for quad in found if value(quad.predicate).startswith(start)}
    assert edges == {
        (told.entity(row.subject.id).iri, start + row.relation_id, told.entity(row.object.id).iri)
        for row in chosen
        if row.edge and row.object
    }
    # All that is said in a document of what its claims are made of, but what would lead to others.
    of_claims = {node for row in chosen for node in (row.iri, *_parts(row.iri, every))}
    lost = {quad for quad in every - set(found) if value(quad.subject) in of_claims}
    assert {quad.predicate for quad in lost} <= {v.CONTENT}
    assert not {value(quad.object) for quad in lost} & {row.iri for row in chosen}


def _parts(claim: str, every: set[ox.Quad]) -> set[str]:
    return {node for quad in every if (node := value(quad.subject)).startswith(f"{claim}#")}


def test_names_go_with_the_claims(told: KnowledgeGraph) -> None:
    found = statements(told, GraphView(entity="Emmanuel_Macron"))
    said = {(value(quad.subject).rpartition("/")[2], value(quad.predicate)) for quad in found}
    assert ("Moscow", v.EXACT_MATCH.value) in said  # where they met
    assert ("meets", v.LABEL.value) in said
    assert ("Russia", v.LABEL.value) not in said
    assert {value(quad.graph_name) for quad in found} == {f"{told.base}document/d2"}


def test_all_claims_of_the_whole(told: KnowledgeGraph) -> None:
    with told.portion() as part:
        assert list(part.claims()) == plain_portion.every_claim(told)
