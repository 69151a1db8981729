"""Answers to SPARQL: over the right graphs, whole, in every form, in time."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from rdflib import Graph, Literal, URIRef

from kg.errors import QueryError, QueryTimeoutError, ResultTooLargeError
from kg.graph import KnowledgeGraph
from kg.query.reader_limits import ReaderLimits
from tests.support.readings import edited, talks
from tests.support.waiting import until

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
DECIMAL = URIRef("http://www.w3.org/2001/XMLSchema#decimal")
MOVES = "SELECT ?o { ent:Russia rel:moves_troops ?o }"


def test_rows_are_terms(graph: KnowledgeGraph) -> None:
    result = graph.query("SELECT ?c ?n ?none { ?c kg:confidence ?n FILTER(?n < 0.7) }")
    assert result.kind == "select"
    assert result.variables == ("c", "n", "none")
    assert result.rows == ((URIRef("https://kg.example/claim/c7"), Literal("0.6", datatype=DECIMAL), None),)


def test_an_edge_of_two_documents_is_found_once(graph: KnowledgeGraph) -> None:
    assert len(graph.query(MOVES).rows) == 1
    assert len(graph.query("SELECT ?g { GRAPH ?g { ent:Russia rel:moves_troops ?o } }").rows) == 2


@pytest.mark.parametrize("clause", ["FROM doc:d1", "FROM doc:d1 FROM doc:d2"])
def test_from_is_the_merge_of_its_graphs(graph: KnowledgeGraph, clause: str) -> None:
    assert len(graph.query(MOVES.replace("{", clause + " {", 1)).rows) == 1


def test_from_leaves_out_the_others(graph: KnowledgeGraph) -> None:
    found = graph.query("SELECT DISTINCT ?c FROM doc:d2 { ?c a kg:Claim }").rows
    assert sorted(str(c)[-2:] for (c,) in found) == ["c5", "c6", "c7"]
    assert not graph.query("SELECT ?g FROM doc:d1 FROM doc:d2 { GRAPH ?g { ?s ?p ?o } }").rows
    assert not graph.query("ASK FROM NAMED doc:d1 { ?s ?p ?o }").boolean
    assert graph.query("ASK FROM NAMED doc:d1 { GRAPH doc:d1 { ?s ?p ?o } }").boolean
    assert not graph.query("ASK FROM NAMED doc:d1 { GRAPH doc:d2 { ?s ?p ?o } }").boolean


def test_the_protocol_overrides_from(graph: KnowledgeGraph) -> None:
    one, two = (graph.document(id).iri for id in ("d1", "d2"))
    count = "SELECT (COUNT(*) AS ?n) FROM doc:d1 { ?c a kg:Claim }"
    assert str(graph.query(count).rows[0][0]) == "4"
    assert str(graph.query(count, default_graphs=[two]).rows[0][0]) == "3"
    assert str(graph.query(count, default_graphs=[one, two]).rows[0][0]) == "7"
    assert str(graph.query(count, named_graphs=[one]).rows[0][0]) == "0"
    named = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    assert len(graph.query(named, default_graphs=[one], named_graphs=[two]).rows) == 1
    assert len(graph.query(named, default_graphs=[one, two], named_graphs=[two]).rows) == 1


def test_prefixes_may_be_declared_again(graph: KnowledgeGraph) -> None:
    query = "PREFIX ent: <urn:other/> ASK { ent:Russia ?p ?o }"
    assert graph.query(query).boolean is False


@pytest.mark.parametrize(
    ("media_type", "start"),
    [
        ("application/sparql-results+json", b'{"head":{"vars":["o"]}'),
        ("application/sparql-results+xml", b"<?xml"),
        ("text/csv", b"o\r\nhttps://kg.example/entity/garrison\r\n"),
        ("text/tab-separated-values", b"?o\n<https://kg.example/entity/garrison>\n"),
    ],
)
@pytest.mark.parametrize("at_once", [True, False])
def test_tables(graph: KnowledgeGraph, media_type: str, start: bytes, at_once: bool) -> None:
    result = graph.query(MOVES, media_type=media_type if at_once else None)
    assert result.serialize(media_type).startswith(start)
    assert [str(o) for (o,) in result.rows] == ["https://kg.example/entity/garrison"]


@pytest.mark.parametrize(
    "media_type",
    ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"],
)
@pytest.mark.parametrize("at_once", [True, False])
def test_graphs(graph: KnowledgeGraph, media_type: str, at_once: bool) -> None:
    query = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o . ?p a rdf:Property }"
    result = graph.query(query, media_type=media_type if at_once else None)
    assert result.kind == "construct"
    body = result.serialize(media_type)
    parsed = Graph().parse(data=body, format={"application/ld+json": "json-ld"}.get(media_type, media_type))
    assert set(parsed) == set(result.rows)
    assert len(parsed) == graph.stats().edges


@pytest.mark.parametrize(
    "media_type", [None, "text/csv", "text/tab-separated-values", "application/sparql-results+xml"]
)
def test_yes_and_no(graph: KnowledgeGraph, media_type: str | None) -> None:
    assert graph.query("ASK { ent:Russia ?p ?o }", media_type=media_type).boolean is True
    assert graph.query("ASK { ent:Atlantis ?p ?o }", media_type=media_type).boolean is False
    assert json.loads(graph.query("ASK {}").serialize())["boolean"] is True


@pytest.mark.parametrize(
    ("query", "media_type"), [(MOVES, "text/turtle"), ("DESCRIBE ent:Russia", "text/csv"), ("ASK {}", "x")]
)
def test_a_form_that_does_not_fit(graph: KnowledgeGraph, query: str, media_type: str) -> None:
    with pytest.raises(QueryError, match="cannot be given as"):
        graph.query(query, media_type=media_type)
    with pytest.raises(QueryError, match="cannot be given as"):
        graph.query(query).serialize(media_type)


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("SELECT * { ?s foo:bar ?o }", "the prefix “foo:” is not declared"),
        ("SELECT ?x { ?s ?p ?o } GROUP BY ?s", "The SELECT contains a variable that is unbound"),
        ("SELECT *\n{ ?s ?p ?o }}", "line 2, column"),
        ("", "does not parse"),
    ],
)
def test_what_does_not_parse(graph: KnowledgeGraph, query: str, complaint: str) -> None:
    with pytest.raises(QueryError, match=complaint) as caught:
        graph.query(query)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("timeout", [None, 30.0])
def test_an_answer_beyond_the_limit_is_no_answer(on_disk: KnowledgeGraph, timeout: float | None) -> None:
    with pytest.raises(ResultTooLargeError, match="larger than"):
        on_disk.query("SELECT * { ?s ?p ?o }", timeout=timeout, max_bytes=1000)
    assert on_disk.query("SELECT * { ?s ?p ?o }", timeout=timeout).rows


def test_errors_cross_from_the_other_process(on_disk: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="is not declared"):
        on_disk.query("SELECT * { ?s foo:bar ?o }", timeout=30)


def test_a_deadline_is_kept_and_the_next_query_answered(on_disk: KnowledgeGraph) -> None:
    begun = time.monotonic()
    with pytest.raises(QueryTimeoutError, match=r"longer than 0.5 s"):
        on_disk.query(ENDLESS, timeout=0.5)
    assert time.monotonic() - begun < 30  # it would take years
    assert on_disk.query("ASK {}", timeout=30).boolean


def test_waiting_for_others_counts(on_disk: KnowledgeGraph) -> None:
    over = Event()

    def endless() -> None:
        with pytest.raises(QueryError, match="has gone"):
            on_disk.stream(ENDLESS, timeout=300, gone=over.is_set).whole()

    on_disk.limit_queries(ReaderLimits(processes=2, patience=600))  # neither makes room for others
    with ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(endless) for _ in range(2)]
        try:
            until(lambda: on_disk.query_status.running == 2)
            with pytest.raises(QueryTimeoutError, match="other queries are running"):
                on_disk.query("ASK {}", timeout=0.1)
            assert on_disk.query_status.running == 2
        finally:
            over.set()
    on_disk.limit_queries(ReaderLimits())
    for one in asked:
        one.result()


def test_other_processes_see_what_was_written(on_disk: KnowledgeGraph) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?c a kg:Claim }"
    before = on_disk.query(count, timeout=30).rows
    other = edited(talks(), "d3")
    on_disk.add(other)
    assert on_disk.query(count, timeout=30).rows == on_disk.query(count).rows != before
    on_disk.add(talks())
    assert on_disk.query(count, timeout=30).rows == before
