"""Portions made by CONSTRUCT."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError, QueryError, QueryTimeoutError
from kg.graph import KnowledgeGraph
from kg.query.graph_view import GraphView
from tests.support.readings import edited, talks, troops

EDGES = "CONSTRUCT { ?s ?p ?o } WHERE { ?p a rdf:Property . ?s ?p ?o }"


def test_plain_edges_are_as_they_are(graph: KnowledgeGraph, on_disk: KnowledgeGraph) -> None:
    for asked in (graph, on_disk):
        with asked.portion() as whole, asked.portion(GraphView(construct=EDGES), timeout=60) as part:
            assert list(part.edges()) == list(whole.edges())
            assert list(part.nodes()) == [node for node in whole.nodes() if node.degree]
            assert list(part.links()) == list(whole.links())
            assert list(part.claims()) == []
            assert (part.node_count, part.edge_count, part.documents) == (7, 4, 2)


def test_statements_are_the_triples(graph: KnowledgeGraph) -> None:
    with graph.portion(GraphView(construct=EDGES)) as part:
        found = [str(quad) for quad in part.quads()]
    assert found == sorted(found)
    assert found == sorted(
        line.removesuffix(" .")
        for line in graph.query(EDGES).serialize("application/n-triples").decode().splitlines()
    )


OTHERS = """
CONSTRUCT {
  ?s <urn:verb:spoke%20of> ?o . ?s rel:moves_troops ent:Moscow .
  ?s schema:knows <http://a.example/people/Jo> .
  <http://a.example/people/Jo> a schema:Person ; skos:prefLabel "Jo" , "Jo B." ; skos:altLabel "Joe" ;
    skos:exactMatch <urn:jo> ; rdfs:seeAlso _:b ; rdfs:comment "not known here" .
  <urn:verb:spoke%20of> rdfs:label "speaks of" .
  <urn:x:lone> a <urn:x:Kind> .
} WHERE { ?s rel:moves_troops ?o }
"""


def test_what_the_graph_does_not_have(graph: KnowledgeGraph) -> None:
    with graph.portion(GraphView(construct=OTHERS)) as part:
        edges, nodes = list(part.edges()), list(part.nodes())
        quads = list(part.quads())
    assert [edge.id for edge in edges] == [
        "Russia|https://schema.org/knows|http://a.example/people/Jo",
        "Russia|moves_troops|Moscow",
        "Russia|urn:verb:spoke%2520of|garrison",
    ]
    assert [edge.label for edge in edges] == ["knows", "moves troops", "speaks of"]
    for edge in edges:
        assert (edge.weight, edge.polarity, edge.certainty, edge.confidence) == (1, None, None, None)
        assert (edge.holders, edge.claims, edge.intervals, edge.first, edge.affirmed) == (
            (),
            (),
            (),
            None,
            True,
        )
    assert [(node.id, node.label, node.type, node.degree) for node in nodes] == [
        ("Moscow", "Moscow", "City", 1),
        ("Russia", "Russia", "Country", 3),
        ("garrison", "garrisons", "Concept", 1),
        ("http://a.example/people/Jo", "Jo", "Person", 1),
        ("urn:verb:spoke%20of", "speaks of", "", 0),
        ("urn:x:lone", "lone", "Kind", 0),
    ]
    jo = nodes[3]
    assert (jo.iri, jo.aliases, jo.links, jo.claims) == (jo.id, ("Jo B.", "Joe"), ("urn:jo",), 0)
    assert len(quads) == 12


def test_without_concepts(graph: KnowledgeGraph) -> None:
    with graph.portion(GraphView(construct=EDGES, concepts=False)) as part:
        assert [edge.id for edge in part.edges()] == [
            "Emmanuel_Macron|meets|Vladimir_Putin",
            "Russia|has_capital|Moscow",
        ]
        assert not [quad for quad in part.quads() if "garrison" in str(quad)]
        assert part.node_count == 4


def test_nothing_found(graph: KnowledgeGraph) -> None:
    with graph.portion(GraphView(construct="CONSTRUCT WHERE { <urn:x> <urn:y> <urn:z> }")) as part:
        assert [*part.nodes(), *part.edges(), *part.links(), *part.quads()] == []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o }",
        "# CONSTRUCT\nPREFIX a: <urn:CONSTRUCT> ask {}",
        "BASE <urn:x> DESCRIBE ent:Russia",
        "PREFIX # hidden\na: <urn:a> SELECT * { ?s ?p ?o }",
    ],
)
def test_other_queries(graph: KnowledgeGraph, query: str) -> None:
    with pytest.raises(InputError, match="CONSTRUCT"), graph.portion(GraphView(construct=query)):
        pass


@pytest.mark.parametrize("query", ["CONSTRUCT {", "DROP ALL", "", "CONSTRUCT {} { SERVICE <urn:x> {} }"])
def test_queries_that_are_none(graph: KnowledgeGraph, query: str) -> None:
    with pytest.raises(QueryError), graph.portion(GraphView(construct=query)):
        pass


def test_too_long(on_disk: KnowledgeGraph) -> None:
    query = "CONSTRUCT { ?a ?b ?c } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . FILTER(?a = ?l) }"
    with pytest.raises(QueryTimeoutError), on_disk.portion(GraphView(construct=query), timeout=0.5):
        pass


def test_triples_stay_while_somebody_writes(tmp_path: Path) -> None:
    with KnowledgeGraph.open(tmp_path / "store") as graph:
        graph.add(troops())
        graph.add(talks())
        with graph.portion(GraphView(construct=EDGES), timeout=60) as part:
            before = list(part.edges())
            graph.remove("d2")
            graph.add(edited(troops(), "d9"))
            assert list(part.edges()) == before
            assert len(list(part.quads())) == len(before)
