"""Every format of RDF says what it was given: read back by Oxigraph and, where it can, by rdflib."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterable

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given

from kg.export import jsonld, nanopub, nquads, rdf12, trig, turtle
from kg.export.source import Source
from kg.query.graph_view import GraphView
from kg.rdf import vocabulary as v
from kg.rdf.validation import validate
from tests.support.portions import BASE, Listed
from tests.support.statements import MADE_UP, of_articles, stated

_QUADS = {
    "nquads": (nquads.write, ox.RdfFormat.N_QUADS, "nquads"),
    "trig": (trig.write, ox.RdfFormat.TRIG, "trig"),
    "jsonld": (jsonld.write, ox.RdfFormat.JSON_LD, "json-ld"),
}
WRITERS = [turtle.write, nquads.write, trig.write, jsonld.write, rdf12.write, nanopub.write]


def written(write: Callable, portion: Listed) -> bytes:
    stream = io.BytesIO()
    write(Source(portion), stream)
    return stream.getvalue()


def same(quads: Iterable[ox.Quad]) -> set[str]:
    """What is the same for the same quads, whatever their blank nodes are called."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in dataset}


def by_rdflib(data: bytes, format: str) -> set[str]:
    """What rdflib reads, which makes some numbers simpler."""
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=format)
    return same(ox.parse(dataset.serialize(format="nquads"), ox.RdfFormat.N_QUADS))


def triples(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    return [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads]


# rdflib warns of every literal that is none of its datatype, in two ways.
pytestmark = pytest.mark.filterwarnings("ignore:Parsing weird boolean")


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, "rdflib")


@pytest.mark.parametrize("format", _QUADS)
@given(quads=MADE_UP)
def test_any_quads_come_back(format: str, quads: list[ox.Quad]) -> None:
    write, oxigraph, rdflibs = _QUADS[format]
    data = written(write, stated(quads))
    assert same(ox.parse(data, oxigraph)) == same(quads)
    assert by_rdflib(data, rdflibs) == by_rdflib(written(nquads.write, stated(quads)), "nquads")


@given(quads=MADE_UP)
def test_any_triples_come_back_from_turtle(quads: list[ox.Quad]) -> None:
    data = written(turtle.write, stated(quads))
    assert same(ox.parse(data, ox.RdfFormat.TURTLE)) == same(triples(quads))
    plain = written(nquads.write, stated(triples(quads)))
    assert by_rdflib(data, "turtle") == by_rdflib(plain, "nquads")


@given(quads=MADE_UP)
def test_any_quads_come_back_from_rdf_12(quads: list[ox.Quad]) -> None:
    assert same(ox.parse(written(rdf12.write, stated(quads)), ox.RdfFormat.TRIG)) == same(quads)


@pytest.mark.parametrize("format", _QUADS)
def test_the_statements_of_articles_come_back(format: str) -> None:
    write, oxigraph, rdflibs = _QUADS[format]
    portion = of_articles()
    data = written(write, portion)
    assert same(ox.parse(data, oxigraph)) == same(portion.given_quads)
    assert by_rdflib(data, rdflibs) == by_rdflib(written(nquads.write, portion), "nquads")
    assert data == written(write, portion)


@pytest.mark.parametrize("format", _QUADS)
def test_what_comes_back_passes_the_gate(format: str) -> None:
    write, oxigraph, _ = _QUADS[format]
    graphs: dict[object, list[ox.Quad]] = {}
    for quad in ox.parse(written(write, of_articles()), oxigraph):
        graphs.setdefault(quad.graph_name, []).append(quad)
    assert len(graphs) == 2
    assert [validate(quads) for quads in graphs.values()] == [(), ()]


@pytest.mark.parametrize("write", WRITERS)
def test_nothing_is_written_of_nothing(write: Callable) -> None:
    data = written(write, stated(()))
    format = ox.RdfFormat.JSON_LD if write is jsonld.write else ox.RdfFormat.TRIG
    assert list(ox.parse(data, format)) == []


@pytest.mark.parametrize("write", [turtle.write, trig.write, rdf12.write, nanopub.write])
def test_prefixes_are_declared_in_order(write: Callable) -> None:
    lines = written(write, of_articles()).decode().splitlines()
    lines = lines[lines[0].startswith("VERSION") :]
    declared = [line for line in lines if line.startswith("@prefix")]
    assert declared == sorted(declared) == lines[: len(declared)]
    assert len(declared) == len(set(declared)) >= len(v.prefixes(BASE))


def test_turtle_says_each_thing_once_and_names_no_graph() -> None:
    articles = of_articles()
    data = written(turtle.write, articles).decode()
    assert data.count("\nent:Russia ") == 1
    assert len(list(ox.parse(data, ox.RdfFormat.TURTLE))) == len(set(triples(articles.given_quads)))
    assert len(set(triples(articles.given_quads))) < len(articles.given_quads)


def test_trig_has_one_block_for_each_graph() -> None:
    lines = written(trig.write, of_articles()).decode().splitlines()
    assert [line for line in lines if line.endswith("{")] == ["doc:d1 {", "doc:d2 {"]


def test_names_need_no_escapes() -> None:
    names = ("entity/Acme_Inc.", "entity/U.S._Army", "entity/S%C3%A3o_Paulo", "claim/c1#when", "entity/")
    quads = [
        ox.Quad(*(ox.NamedNode(BASE + name) for name in ("entity/x", "relation/is", name))) for name in names
    ]
    text = written(turtle.write, stated(quads)).decode()
    assert "\\" not in text
    assert text.splitlines()[-1] == (
        "ent:x rel:is <https://kg.example/claim/c1#when>, <https://kg.example/entity/>,"
        " <https://kg.example/entity/Acme_Inc.>, ent:S%C3%A3o_Paulo, ent:U.S._Army ."
    )
    assert len(rdflib.Graph().parse(data=text, format="turtle")) == len(names)


def test_what_a_query_constructed_is_written_without_graphs() -> None:
    edge = ox.Quad(
        *(ox.NamedNode(f"{BASE}{path}") for path in ("entity/NATO", "relation/warn", "entity/Russia"))
    )
    portion = stated((edge,), GraphView(construct="CONSTRUCT WHERE { ?s ?p ?o }"))
    assert "ent:NATO rel:warn ent:Russia ." in written(trig.write, portion).decode().splitlines()
    for write, format, _ in _QUADS.values():
        assert list(ox.parse(written(write, portion), format)) == [edge]


def test_progress_counts_the_statements() -> None:
    portion, counted = of_articles(), []
    for write in WRITERS:
        counted.clear()
        write(Source(portion, progress=counted.append), io.BytesIO())
        assert sum(counted) == len(portion.given_quads)
