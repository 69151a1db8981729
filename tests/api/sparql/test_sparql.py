"""The SPARQL 1.1 Protocol, as programs and as people use it."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest
import rdflib
from flask.testing import FlaskClient

from api.sparql import examples
from kg.graph import KnowledgeGraph
from tests.api.test_problems import problem

SELECT = (
    "SELECT ?label { <https://kg.example/entity/Russia> <http://www.w3.org/2000/01/rdf-schema#label> ?label }"
)
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o . FILTER(isIRI(?o)) }"
HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def bindings(data: bytes) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(data)["results"]["bindings"]
    return rows


def test_three_ways_to_ask(client: FlaskClient) -> None:
    answers = (
        client.get("/sparql", query_string={"query": SELECT}),
        client.post("/sparql", data={"query": SELECT}),
        client.post("/sparql", data=SELECT.encode(), content_type="application/sparql-query"),
        client.post("/sparql", data=SELECT.encode(), content_type="application/sparql-query; charset=UTF-8"),
    )
    for answer in answers:
        assert answer.status_code == 200
        assert answer.mimetype == "application/sparql-results+json"
        assert bindings(answer.data) == [{"label": {"type": "literal", "value": "Russia"}}]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/xml", "application/xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/*, application/json;q=0.5", "text/csv"),
        ("text/csv;q=0.3, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
        (HTML, "text/html"),
    ],
)
def test_results_in_the_format_liked_best(client: FlaskClient, accept: str, media_type: str) -> None:
    answer = client.get("/sparql", query_string={"query": SELECT}, headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    assert "Accept" in answer.headers["Vary"]
    if media_type.endswith("json"):
        assert bindings(answer.data)
    elif media_type.endswith("xml"):
        assert ElementTree.fromstring(answer.data).tag.endswith("sparql")
    elif media_type == "text/csv":
        assert list(csv.reader(io.StringIO(answer.text))) == [["label"], ["Russia"]]
    elif media_type == "text/tab-separated-values":
        assert answer.text.split() == ["?label", '"Russia"']


@pytest.mark.parametrize(
    ("accept", "media_type", "reader"),
    [
        ("*/*", "text/turtle", "turtle"),
        ("text/turtle", "text/turtle", "turtle"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/rdf+xml", "application/rdf+xml", "xml"),
        ("application/ld+json", "application/ld+json", "json-ld"),
        ("application/json", "application/json", "json-ld"),
    ],
)
def test_graphs_read_back(client: FlaskClient, accept: str, media_type: str, reader: str) -> None:
    answer = client.get("/sparql", query_string={"query": CONSTRUCT}, headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    triples = client.get(
        "/sparql", query_string={"query": CONSTRUCT}, headers={"Accept": "application/n-triples"}
    )
    read = rdflib.Graph().parse(data=answer.data, format=reader)
    assert len(read) == len(triples.data.splitlines()) > 50
    assert set(read) == set(rdflib.Graph().parse(data=triples.data, format="nt"))


def test_describe_and_ask(client: FlaskClient) -> None:
    describe = client.get("/sparql?query=" + quote("DESCRIBE <https://kg.example/entity/Russia>"))
    assert describe.mimetype == "text/turtle" and "Russia" in describe.text
    ask = client.get("/sparql?query=ASK{}")
    assert json.loads(ask.data)["boolean"] is True
    xml = client.get("/sparql?query=ASK{}", headers={"Accept": "application/sparql-results+xml"})
    assert "true" in xml.text


def test_the_format_parameter_goes_before_accept(client: FlaskClient) -> None:
    answer = client.get(
        "/sparql", query_string={"query": SELECT, "format": "tsv"}, headers={"Accept": "audio/ogg"}
    )
    assert answer.mimetype == "text/tab-separated-values"
    wrong = client.get("/sparql", query_string={"query": SELECT, "format": "turtle"})
    assert problem(wrong, 400, "invalid-parameter")["parameter"] == "format"


def test_a_format_that_the_form_of_query_lacks(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"query": SELECT}, headers={"Accept": "text/turtle"})
    problem(answer, 406, "not-acceptable")


def test_the_dataset_may_be_chosen(client: FlaskClient, graph: KnowledgeGraph) -> None:
    wire, denial = ("https://kg.example/document/" + name for name in ("wire-1", "denial-1"))
    count = "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a <https://kg.example/ontology#Claim> }"

    def counted(query: str, *dataset: tuple[str, str], form: bool = False) -> int:
        pairs = urlencode([("query", query), *dataset])
        if form:
            answer = client.post("/sparql", data=pairs, content_type="application/x-www-form-urlencoded")
        else:
            answer = client.get("/sparql?" + pairs)
        assert answer.status_code == 200, answer.text
        return int(bindings(answer.data)[0]["n"]["value"])

    assert counted(count) == 6
    for form in (False, True):
        assert counted(count, ("default-graph-uri", wire), form=form) == 3
        both = (("default-graph-uri", wire), ("default-graph-uri", denial))
        assert counted(count, *both, form=form) == 5
        named = count.replace("{ ?c", "{ GRAPH ?g { ?c") + "}"
        assert counted(named, ("named-graph-uri", denial), form=form) == 2
    foreign = {"query": count, "default-graph-uri": "https://kg.example/document/none"}
    problem(client.get("/sparql", query_string=foreign), 403, "forbidden-query")


@pytest.mark.parametrize(
    "query",
    ["", "SELEC", "SELECT * {", "SELECT * { ?s ?p }", "ASK {} ASK {}", "SELECT ?x { } GROUP BY ?y", "\x00"],
)
def test_malformed_queries_are_400_with_a_reason(client: FlaskClient, query: str) -> None:
    for answer in (
        client.get("/sparql", query_string={"query": query}),
        client.post("/sparql", data={"query": query}),
        client.post("/sparql", data=query.encode(), content_type="application/sparql-query"),
    ):
        assert answer.status_code == 400
        assert answer.mimetype == "application/problem+json"
        assert json.loads(answer.data)["detail"]


def test_what_the_protocol_forbids(client: FlaskClient) -> None:
    problem(client.get("/sparql?query="), 400, "invalid-parameter")
    problem(client.post("/sparql", data={"timeout": "1"}), 400, "invalid-parameter")
    problem(client.get("/sparql?query=ASK{}&query=ASK{}"), 400, "invalid-parameter")
    twice = client.post("/sparql?query=ASK{}", data=b"ASK {}", content_type="application/sparql-query")
    problem(twice, 400, "invalid-parameter")
    latin = client.post(
        "/sparql", data="ASK { ?s ?p 'é' }".encode("latin-1"), content_type="application/sparql-query"
    )
    problem(latin, 400, "bad-request")
    other = client.post("/sparql", data=b"ASK {}", content_type="application/sparql-query; charset=utf-16")
    problem(other, 415, "unsupported-media-type")
    problem(client.put("/sparql", data=b"ASK {}"), 405, "method-not-allowed")


def test_nothing_is_written_and_nothing_is_fetched(client: FlaskClient, graph: KnowledgeGraph) -> None:
    before = graph.stats()
    update = "INSERT DATA { <urn:a> <urn:b> <urn:c> }"
    problem(client.post("/sparql", data={"update": update}), 403, "read-only")
    problem(client.get("/sparql", query_string={"update": update}), 400, "bad-request")
    direct = client.post("/sparql", data=update.encode(), content_type="application/sparql-update")
    problem(direct, 403, "read-only")
    assert client.get("/sparql", query_string={"query": update}).status_code in (400, 403)
    service = "SELECT * { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }"
    problem(client.get("/sparql", query_string={"query": service}), 403, "forbidden-query")
    assert graph.stats() == before


def test_reading_is_open_to_other_origins(client: FlaskClient) -> None:
    for address in ("/sparql?query=ASK{}", "/sparql?query=bad", "/v1/stats", "/v1/nothing", "/openapi.json"):
        answer = client.get(address, headers={"Origin": "https://editor.example"})
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    preflight = client.options(
        "/sparql",
        headers={"Origin": "https://editor.example", "Access-Control-Request-Method": "POST"},
    )
    assert preflight.status_code in (200, 204)
    assert {"GET", "POST"} <= set(preflight.headers["Access-Control-Allow-Methods"].split(", "))
    assert "Content-Type" in preflight.headers["Access-Control-Allow-Headers"]
    assert preflight.headers["Allow"] == "GET, HEAD, OPTIONS, POST"


def test_a_browser_gets_the_form(client: FlaskClient) -> None:
    answer = client.get("/sparql", headers={"Accept": HTML})
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    assert "<textarea" in answer.text and "Who says what about Russia?" in answer.text


def test_each_example_is_answered(client: FlaskClient, graph: KnowledgeGraph) -> None:
    offered = examples.read(graph.base)
    assert len(offered) > 4
    for example in offered:
        plain = client.get("/sparql", query_string={"query": example.query})
        assert plain.status_code == 200, (example.title, plain.text)
        html = client.get("/sparql", query_string={"query": example.query}, headers={"Accept": HTML})
        assert html.status_code == 200 and "Answer" in html.text


def test_examples_follow_the_base() -> None:
    assert "<https://graph.example/entity/>" in examples.read("https://graph.example/")[0].query


def test_a_page_shows_what_is_wrong(client: FlaskClient) -> None:
    answer = client.get("/sparql?query=SELECT+<script>", headers={"Accept": HTML})
    assert (answer.status_code, answer.mimetype) == (400, "text/html")
    assert 'role="alert"' in answer.text and "<script>" not in answer.text


def test_names_in_a_result_lead_to_their_pages(client: FlaskClient) -> None:
    query = "SELECT ?s { ?s a <https://schema.org/City> }"
    answer = client.get("/sparql", query_string={"query": query}, headers={"Accept": HTML})
    assert 'href="/entity/%D0%9A%D0%B8%D1%97%D0%B2_%F0%9F%98%80%2Fsouth%3F%23%2525"' in answer.text


def test_a_short_query_leaves_room_for_its_answer(client: FlaskClient) -> None:
    page = client.get("/sparql", query_string={"query": "ASK {}"}, headers={"Accept": "text/html"}).text
    assert 'rows="6"' in page
    assert 'rows="18"' in client.get("/sparql", headers={"Accept": "text/html"}).text
