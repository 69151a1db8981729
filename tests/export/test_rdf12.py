"""RDF 1.2: claims have their triples as terms, which asserts none of them."""

from __future__ import annotations

import io

import pyoxigraph as ox

from kg.export import rdf12
from kg.export.source import Source
from kg.rdf import quads
from kg.rdf import vocabulary as v
from kg.rdf.terms import value
from tests.support.portions import BASE, Listed
from tests.support.statements import of_articles, stated

REIFIES = v.term("rdf:reifies")


def read_back(portion: Listed) -> list[ox.Quad]:
    stream = io.BytesIO()
    rdf12.write(Source(portion), stream)
    return list(ox.parse(stream.getvalue(), ox.RdfFormat.TRIG))


def test_every_claim_with_an_object_has_its_triple() -> None:
    terms = {
        value(quad.subject): quad.object for quad in read_back(of_articles()) if quad.predicate == REIFIES
    }
    assert sorted(terms) == [f"{BASE}claim/c{number}" for number in range(1, 8)]
    names = ("entity/NATO", "relation/sees", "entity/sign_of_de-escalation")
    assert terms[f"{BASE}claim/c4"] == ox.Triple(*(ox.NamedNode(BASE + name) for name in names))


def test_what_is_denied_is_not_asserted() -> None:
    found = read_back(of_articles())
    terms = {quad.object for quad in found if quad.subject.value == f"{BASE}claim/c4"}
    denied = {term for term in terms if isinstance(term, ox.Triple)}
    assert len(denied) == 1
    assert not denied & {quad.triple for quad in found}


def test_without_the_triple_terms_it_is_the_graph_with_its_digest() -> None:
    rest = [quad for quad in read_back(of_articles()) if quad.predicate != REIFIES]
    assert set(rest) == set(of_articles().given_quads)
    for graph in {quad.graph_name for quad in rest}:
        own = [quad for quad in rest if quad.graph_name == graph]
        assert [value(quad.object) for quad in own if quad.predicate == v.DIGEST] == [quads.digest(own)]


def test_a_claim_without_an_object_has_none() -> None:
    claim = ox.NamedNode(f"{BASE}claim/c9")
    said = [(v.TYPE, v.CLAIM), (v.SUBJECT, claim), (v.PREDICATE, ox.NamedNode(f"{BASE}relation/resigns"))]
    portion = stated(ox.Quad(claim, predicate, object) for predicate, object in said)
    assert set(read_back(portion)) == set(portion.quads())


def test_the_version_is_announced() -> None:
    stream = io.BytesIO()
    rdf12.write(Source(stated(())), stream)
    assert stream.getvalue().startswith(b'VERSION "1.2"\n')
