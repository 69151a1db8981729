"""SPARQL 1.1 Protocol by its sections: what a request may be, and what must be refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kg.graph import KnowledgeGraph
from tests.api.guarded import guarded
from tests.api.test_problems import problem

FORM = "application/x-www-form-urlencoded"
QUERY, UPDATE = "application/sparql-query", "application/sparql-update"
WIRE, DENIAL = ("https://kg.example/document/" + name for name in ("wire-1", "denial-1"))
COUNT = "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a kg:Claim }"


def number(answer: TestResponse) -> int:
    assert answer.status_code == 200, answer.text
    return int(json.loads(answer.data)["results"]["bindings"][0]["n"]["value"])


# Section 2.1: query


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods(client: FlaskClient, method: str) -> None:
    answer = client.open("/sparql?query=ASK{}", method=method)
    problem(answer, 405, "method-not-allowed")
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS, POST"


@pytest.mark.parametrize("media_type", ["text/plain", "application/json", "multipart/form-data", "", None])
def test_other_media_types(client: FlaskClient, media_type: str | None) -> None:
    for body in (b"ASK {}", b"query=ASK%20%7B%7D"):
        answer = client.post("/sparql", data=body, content_type=media_type)
        problem(answer, 415, "unsupported-media-type")


@pytest.mark.parametrize("charset", ["UTF-16", "ISO-8859-1"])
def test_other_charsets(client: FlaskClient, charset: str) -> None:
    body = "ASK {}".encode(charset)
    problem(
        client.post("/sparql", data=body, content_type=f"{QUERY}; charset={charset}"),
        415,
        "unsupported-media-type",
    )


def test_bytes_that_are_no_utf8(client: FlaskClient) -> None:
    for answer in (
        client.post("/sparql", data=b"ASK { ?s ?p '\xe9' }", content_type=QUERY),
        client.post("/sparql", data=b"query=ASK+%7B+%3Fs+%3Fp+'%E9'+%7D", content_type=FORM),
        client.get("/sparql?query=ASK+%7B+%3Fs+%3Fp+'%E9'+%7D"),
    ):
        problem(answer, 400, "bad-request")


def test_one_query_and_no_more(client: FlaskClient) -> None:
    for answer in (
        client.get("/sparql?query=ASK{}&query=SELECT*{}"),
        client.post("/sparql", data="query=ASK{}&query=ASK{}", content_type=FORM),
        client.post("/sparql?query=ASK{}", data="query=ASK{}", content_type=FORM),
        client.post("/sparql?query=ASK{}", data="ASK{}", content_type=QUERY),
        client.post("/sparql?query=ASK{}", data="", content_type=QUERY),
        client.get("/sparql?query=ASK{}&query="),
        client.post("/sparql", data="", content_type=FORM),
        client.post("/sparql", data="", content_type=QUERY),
        client.get("/sparql?default-graph-uri=" + quote(WIRE)),
        client.get("/sparql?query="),
    ):
        problem(answer, 400, "invalid-parameter")


def test_the_dataset_of_a_direct_post_stands_in_its_url(client: FlaskClient) -> None:
    def count(query: str, *pairs: tuple[str, str]) -> int:
        return number(client.post("/sparql?" + urlencode(pairs), data=query, content_type=QUERY))

    assert count(COUNT) == 6
    assert count(COUNT, ("default-graph-uri", WIRE)) == 3
    assert count(COUNT, ("default-graph-uri", WIRE), ("default-graph-uri", DENIAL)) == 5
    assert count(COUNT, ("named-graph-uri", WIRE)) == 0
    named = COUNT.replace("{", "{ GRAPH ?g {") + "}"
    assert count(named, ("named-graph-uri", WIRE), ("named-graph-uri", DENIAL)) == 5
    assert count(named, ("default-graph-uri", WIRE), ("named-graph-uri", DENIAL)) == 2


def test_the_dataset_of_a_form_may_stand_on_both_sides(client: FlaskClient) -> None:
    pairs = urlencode([("query", COUNT), ("default-graph-uri", DENIAL)])
    url = "/sparql?" + urlencode([("default-graph-uri", WIRE)])
    assert number(client.post(url, data=pairs, content_type=FORM)) == 5


def test_the_dataset_of_the_request_goes_before_that_of_the_query(client: FlaskClient) -> None:
    query = COUNT.replace("{", f"FROM <{WIRE}> {{")
    assert number(client.get("/sparql", query_string={"query": query})) == 3
    chosen = {"query": query, "default-graph-uri": DENIAL}
    assert number(client.get("/sparql", query_string=chosen)) == 2


def test_relative_names_begin_at_the_address_of_the_endpoint(client: FlaskClient) -> None:
    query = "SELECT (str(<x>) AS ?x) (str(<../y#z>) AS ?y) (str(<>) AS ?self) {}"
    answer = client.get("/sparql", query_string={"query": query, "format": "csv"})
    assert answer.text.split() == [
        "x,y,self",
        "http://localhost/x,http://localhost/y#z,http://localhost/sparql",
    ]
    own = client.get(
        "/sparql",
        query_string={"query": "BASE <http://a.example/b/> SELECT (str(<c>) AS ?x) {}", "format": "csv"},
    )
    assert own.text.split() == ["x", "http://a.example/b/c"]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) ?s { ?s ?p ?o }",
        "SELECT ?x { BIND(1 AS ?x) BIND(2 AS ?x) }",
        "SELECT * { ?s foo:bar ?o }",
        "SELECT * { ?s ?p 'x }",
        "SELECT * { { _:a ?p ?o } { _:a ?p ?o } }",
        "CONSTRUCT { ?s ?p ?o FILTER(true) } { ?s ?p ?o }",
    ],
)
def test_what_does_not_parse_is_400(client: FlaskClient, query: str) -> None:
    assert client.get("/sparql", query_string={"query": query}).status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        "BASE <http://a.example/> PREFIX : <b#> SELECT * { :a (:b|^:c)/:d*+? <e> }".replace("*+?", "*"),
        "SELECT ?s (SUM(?o) AS ?n) { ?s ?p ?o } GROUP BY ?s HAVING (COUNT(*) > 1) ORDER BY DESC(?n) OFFSET 1",
        "SELECT * { { SELECT ?s { ?s ?p ?o } LIMIT 1 } MINUS { ?s a ?t } } VALUES (?a ?b) { (1 UNDEF) }",
        "DESCRIBE <x> ?s { ?s ?p ?o } LIMIT 1",
        "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1",
        "CONSTRUCT { [ ?p ( ?o 1 ) ] } { ?s ?p ?o FILTER NOT EXISTS { ?s a ?o } } LIMIT 1",
        'ASK { ?s ?p ?o ; ?q \'x\'@en, """y"""^^<urn:t>, true, 1.0e6, -5 . }',
        "PREFIX kg: <urn:mine#> SELECT (IF(bound(?y), 1, kg:a) AS ?z) { }",
    ],
)
def test_every_form_of_query_passes(client: FlaskClient, query: str) -> None:
    assert client.get("/sparql", query_string={"query": query}).status_code == 200


# Section 2.1.6: content negotiation


@pytest.mark.parametrize(
    ("query", "formats"),
    [
        ("ASK {}", {"json": "application/sparql-results+json", "tsv": "text/tab-separated-values"}),
        (
            "CONSTRUCT { <urn:a> <urn:b> 'c' } {}",
            {
                "turtle": "text/turtle",
                "ntriples": "application/n-triples",
                "rdfxml": "application/rdf+xml",
                "jsonld": "application/ld+json",
                "trig": "application/trig",
                "nquads": "application/n-quads",
                "n3": "text/n3",
            },
        ),
    ],
)
def test_each_format_by_name_and_by_accept(client: FlaskClient, query: str, formats: dict[str, str]) -> None:
    for name, media_type in formats.items():
        by_name = client.get("/sparql", query_string={"query": query, "format": name})
        by_accept = client.get("/sparql", query_string={"query": query}, headers={"Accept": media_type})
        assert by_name.status_code == by_accept.status_code == 200
        assert by_name.mimetype == by_accept.mimetype == media_type
        assert by_name.data == by_accept.data


def test_a_kind_of_answer_that_is_not_acceptable(client: FlaskClient) -> None:
    for query, accept in (
        ("ASK {}", "text/turtle"),
        ("DESCRIBE <urn:x>", "text/csv"),
        ("ASK {}", "audio/ogg"),
    ):
        answer = client.get("/sparql", query_string={"query": query}, headers={"Accept": accept})
        assert problem(answer, 406, "not-acceptable")["offers"]
    answer = client.get("/sparql", query_string={"query": "CONSTRUCT {} {}", "format": "csv"})
    assert problem(answer, 400, "invalid-parameter")["parameter"] == "format"


# HTTP


def test_head_is_get_without_the_body(client: FlaskClient) -> None:
    for query in ("ASK {}", "SELECT * { ?a ?b ?c . ?d ?e ?f }"):
        answer = client.head("/sparql", query_string={"query": query})
        assert (answer.status_code, answer.data) == (200, b"")
        assert answer.mimetype == "application/sparql-results+json" and answer.headers["ETag"]
    assert client.head("/sparql?query=ASK{}").headers["Content-Length"] == "26"


def test_a_query_asked_again_is_not_run_again(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = {"query": "SELECT * { ?s ?p ?o } LIMIT 3"}
    first = client.get("/sparql", query_string=pairs)
    etag = first.headers["ETag"]

    def stream(*arguments: object, **named: object) -> None:
        raise AssertionError("the query was run")

    monkeypatch.setattr(KnowledgeGraph, "stream", stream)
    for method in ("GET", "HEAD"):
        again = client.open("/sparql", method=method, query_string=pairs, headers={"If-None-Match": etag})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", etag)
    monkeypatch.undo()
    for other in ({"format": "csv"}, {"default-graph-uri": WIRE}, {"query": pairs["query"] + " "}):
        answer = client.get("/sparql", query_string=pairs | other, headers={"If-None-Match": etag})
        assert answer.status_code == 200 and answer.headers["ETag"] != etag


@pytest.mark.parametrize("call", ["now()", "RAND()", "uuid()", "StrUUID()", "BNODE('x')", "\\u004EOW()"])
def test_what_changes_by_itself_has_no_etag(client: FlaskClient, call: str) -> None:
    answer = client.get("/sparql", query_string={"query": f"SELECT ({call} AS ?x) {{}}"})
    assert "ETag" not in answer.headers


# Section 2.2: update


@pytest.fixture(scope="module")
def writer() -> Iterator[tuple[FlaskClient, dict[str, str]]]:
    with guarded() as made:
        yield made.client, made.bearing("write")


INSERT = "INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> <urn:o> } }"


def test_what_is_no_update(writer: tuple[FlaskClient, dict[str, str]]) -> None:
    client, token = writer
    encoded = urlencode({"update": INSERT})
    refused = (
        client.get("/sparql?" + encoded, headers=token),
        client.get("/sparql?query=ASK{}&" + encoded, headers=token),
        client.post("/sparql", data=encoded + "&" + encoded, content_type=FORM, headers=token),
        client.post("/sparql", data=encoded + "&query=ASK{}", content_type=FORM, headers=token),
        client.post("/sparql?query=ASK{}", data=INSERT, content_type=UPDATE, headers=token),
        client.post("/sparql", data=encoded, content_type=None, headers=token),
        client.post("/sparql", data=INSERT, content_type="text/plain", headers=token),
        client.post("/sparql", data=INSERT, content_type=f"{UPDATE}; charset=utf-16", headers=token),
        client.post("/sparql", data=b"INSERT DATA { <a> <b> '\xe9' }", content_type=UPDATE, headers=token),
    )
    assert {answer.status_code for answer in refused} <= {400, 415}
    assert client.get("/sparql?query=ASK{GRAPH<urn:g>{}}&format=csv").text.strip() == "false"


def test_an_update_needs_a_token(writer: tuple[FlaskClient, dict[str, str]]) -> None:
    client, _ = writer
    problem(client.post("/sparql", data=INSERT, content_type=UPDATE), 401, "unauthorized")
    problem(client.post("/sparql", data={"update": INSERT}), 401, "unauthorized")
