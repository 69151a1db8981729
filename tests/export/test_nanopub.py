"""Nanopublications: well-formed by the rules of the guidelines, and never more asserted than was affirmed."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from kg.errors import InputError
from kg.export import nanopub
from kg.export.source import Source
from kg.graph import KnowledgeGraph
from kg.query.graph_view import GraphView
from kg.query.portion import Portion
from kg.rdf import quads
from kg.rdf import vocabulary as v
from kg.rdf.iris import Iris
from kg.rdf.terms import value
from tests.support.portions import BASE, Listed
from tests.support.readings import talks, troops
from tests.support.statements import of_articles, stated

NP = "http://www.nanopub.org/nschema#"
NANOPUBLICATION = ox.NamedNode(f"{NP}Nanopublication")
LINKS = [ox.NamedNode(f"{NP}has{part}") for part in ("Assertion", "Provenance", "PublicationInfo")]
CREATED = ox.NamedNode("http://purl.org/dc/terms/created")


def written(portion: Portion) -> bytes:
    stream = io.BytesIO()
    nanopub.write(Source(portion), stream)
    return stream.getvalue()


def graphs(portion: Portion) -> dict[str, list[ox.Triple]]:
    """What each graph of the file says, by its IRI."""
    found: dict[str, list[ox.Triple]] = {}
    for quad in ox.parse(written(portion), ox.RdfFormat.TRIG):
        found.setdefault(value(quad.graph_name), []).append(quad.triple)
    return found


def part(claim: str, name: str, portion: Portion) -> list[ox.Triple]:
    return graphs(portion)[f"{BASE}claim/{claim}#{name}"]


def ill_formed(quads: list[ox.Quad]) -> Iterator[str]:
    """Which rules of the guidelines a file of nanopublications breaks, each taken by itself."""
    said: dict[object, list[ox.Triple]] = {}
    for quad in quads:
        if not isinstance(quad.graph_name, ox.NamedNode):
            yield f"without a graph: {quad}"
        said.setdefault(quad.graph_name, []).append(quad.triple)
    heads = [quad for quad in quads if quad.predicate == v.TYPE and quad.object == NANOPUBLICATION]
    placed: list[object] = []
    for head in heads:
        node, name = head.subject, head.graph_name
        links = {
            link: [t.object for t in said[name] if t == ox.Triple(node, link, t.object)] for link in LINKS
        }
        if len(said[name]) != 1 + len(LINKS) or any(len(found) != 1 for found in links.values()):
            yield f"{name}: not one type, assertion, provenance and publication info"
        assertion, provenance, publication = (found[0] for found in links.values())
        placed += [name, assertion, provenance, publication]
        if len({node, name, assertion, provenance, publication}) != 5:
            yield f"{name}: two parts of one name"
        if not (said.get(assertion) and said.get(provenance) and said.get(publication)):
            yield f"{name}: an empty part"
        if assertion not in {triple.subject for triple in said.get(provenance, ())}:
            yield f"{provenance}: does not speak of the assertion"
        if node not in {triple.subject for triple in said.get(publication, ())}:
            yield f"{publication}: does not speak of the nanopublication"
    if len(set(placed)) != len(placed) or set(placed) != set(said):
        yield "graphs that are of no nanopublication, or of two"


def test_they_are_well_formed() -> None:
    found = list(ox.parse(written(of_articles()), ox.RdfFormat.TRIG))
    assert list(ill_formed(found)) == []
    assert sum(quad.object == NANOPUBLICATION for quad in found) == 7


def test_the_rules_see_what_is_wrong() -> None:
    found = list(ox.parse(written(of_articles()), ox.RdfFormat.TRIG))
    for broken in (found[1:], [quad for quad in found if not str(quad.graph_name).endswith("#provenance>")]):
        assert list(ill_formed(broken))


def test_the_same_graph_gives_the_same_bytes() -> None:
    assert written(of_articles()) == written(of_articles())


def test_what_is_affirmed_is_asserted_as_its_triple() -> None:
    names = ("entity/Russia", "relation/moves_troops", "entity/garrison")
    assert part("c1", "assertion", of_articles()) == [
        ox.Triple(*(ox.NamedNode(BASE + name) for name in names))
    ]


def test_what_is_not_affirmed_is_nowhere_a_triple() -> None:
    claims = {claim.id: claim for reading in (troops(), talks()) for claim in reading.claims}
    iris, found = Iris(BASE), graphs(of_articles())
    for id, claim in claims.items():
        assert claim.object is not None
        edge = ox.Triple(
            ox.NamedNode(iris.entity(claim.subject.entity.key)),
            ox.NamedNode(iris.relation(claim.relation.label)),
            ox.NamedNode(iris.entity(claim.object.entity.key)),
        )
        own = [triples for graph, triples in found.items() if graph.startswith(f"{iris.claim(id)}#")]
        assert sum(edge in triples for triples in own) == claim.edge


def test_what_is_denied_is_asserted_as_a_denial() -> None:
    claim = ox.NamedNode(f"{BASE}claim/c4")
    said = {triple.predicate: triple.object for triple in part("c4", "assertion", of_articles())}
    assert said[v.TYPE] == v.CLAIM
    assert value(said[v.POLARITY]).endswith("NEGATIVE")
    assert {v.SUBJECT, v.PREDICATE, v.OBJECT, v.CERTAINTY, v.AFFIRMED} < said.keys()
    assert {triple.subject for triple in part("c4", "assertion", of_articles())} == {claim}
    assert v.POLARITY not in {triple.predicate for triple in part("c4", "provenance", of_articles())}


def test_a_claim_without_an_object_is_described() -> None:
    iris, reading = Iris(BASE), troops()
    given = [
        quad
        for quad in quads.write(reading, iris)
        if not (quad.predicate == v.OBJECT and value(quad.subject) == iris.claim("c2"))
    ]
    predicates = {triple.predicate for triple in part("c2", "assertion", stated(given))}
    assert {v.SUBJECT, v.PREDICATE} < predicates and v.OBJECT not in predicates


def test_the_provenance_says_who_holds_it_and_from_which_sentence() -> None:
    found = part("c7", "provenance", of_articles())
    assertion = ox.NamedNode(f"{BASE}claim/c7#assertion")
    about = {(t.predicate, value(t.object)) for t in found if t.subject == assertion}
    assert {
        (v.term("prov:wasAttributedTo"), f"{BASE}entity/{id}") for id in ("Russia", "Vladimir_Putin")
    } < about
    assert (v.term("prov:hadPrimarySource"), f"{BASE}document/d2") in about
    [sentence] = [iri for predicate, iri in about if predicate == v.term("prov:wasDerivedFrom")]
    words = [
        t.object for t in found if value(t.subject) == sentence and t.predicate == v.term("nif:anchorOf")
    ]
    assert value(words[0]).startswith("Moscow is the capital of Russia")
    assert {value(t.object) for t in found if t.predicate == v.CUE} == {"", "told"}


def test_the_publication_says_who_read_it_and_is_dated_by_the_document() -> None:
    found = part("c1", "publication", of_articles())
    assert [t.object for t in found if t.predicate == CREATED] == [
        ox.Literal("2022-02-15", datatype=v.term("xsd:date"))
    ]
    assert "0" * 12 in {value(t.object) for t in found if t.predicate == v.IDENTIFIER}
    undated = part("c5", "publication", of_articles())
    assert CREATED not in {t.predicate for t in undated}


def test_a_view_has_only_its_claims() -> None:
    with KnowledgeGraph.open(base=BASE) as graph:
        graph.add(troops())
        graph.add(talks())
        with graph.portion(GraphView(holder="Russia")) as portion:
            found = list(ox.parse(written(portion), ox.RdfFormat.TRIG))
            assert list(ill_formed(found)) == []
            names = {value(quad.subject) for quad in found if quad.object == NANOPUBLICATION}
            assert names == {f"{BASE}claim/{id}#nanopublication" for id in ("c1", "c7")}
            whole = graphs(of_articles())
            assert all(set(triples) == set(whole[name]) for name, triples in graphs(portion).items())


def test_what_a_query_constructed_is_refused_in_words() -> None:
    stream = io.BytesIO()
    view = GraphView(construct="CONSTRUCT WHERE { ?s ?p ?o }")
    with pytest.raises(InputError, match="has no claims to make nanopublications of"):
        nanopub.write(Source(Listed((), (), view=view)), stream)
    assert stream.getvalue() == b""
