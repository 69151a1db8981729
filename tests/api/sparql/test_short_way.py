"""The short way to the plainest queries gives what the long one gives, and leaves everything else to it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import product
from urllib.parse import quote, quote_plus

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.app import create_app
from api.settings import Settings
from kg.graph import KnowledgeGraph
from tests.api.guarded import guarded
from tests.api.readings import READINGS

PLAIN = (
    "SELECT ?p ?o WHERE { ent:Russia ?p ?o }",
    "select * { ?s rdfs:label ?o } limit 40",
    "PREFIX x: <https://kg.example/entity/> SELECT ?o { x:Russia rdfs:label ?o . }",
    'SELECT ?s { ?s rdfs:label "Ру́сь"@en }',
    "SELECT ?o { <Nobody> rdfs:label ?o }",
)
OTHERS = (
    "SELECT * { ?s ?p ?o }",
    "ASK { ent:Russia ?p ?o }",
    "DESCRIBE ent:Russia",
    "SELECT (STRLEN(STRUUID()) AS ?n) {}",
    "SELECT ?o { <now> rdfs:label ?o }",
    "SELECT ?o { ent:Russia nope:at_all ?o }",
    'SELECT ?o { ent:Russia ?p "\x01" }',
    "SELECT ?o {",
    " ",
    "",
)
ACCEPTS = (
    None,
    "*/*",
    "application/json",
    "application/sparql-results+xml;q=0.9, text/csv;q=0.3",
    "text/tab-separated-values",
    "text/turtle",
    "text/html,*/*;q=0.1",
    "image/png",
)
ENCODINGS = (None, "gzip, deflate", "zstd", "identity")


@pytest.fixture(scope="module")
def ways() -> Iterator[tuple[FlaskClient, FlaskClient]]:
    """Two applications over one graph: one with the short way, and one without."""
    with KnowledgeGraph.open() as graph:
        for reading in READINGS:
            graph.add(reading)
        short = create_app(graph, settings=Settings(hosts=("localhost", "kg.test")))
        long = create_app(graph, settings=Settings(hosts=("localhost", "kg.test"), query_rate=1e9))
        yield short.test_client(), long.test_client()


def told(client: FlaskClient, address: str, **headers: str | None) -> tuple[int, bytes, dict[str, str]]:
    given = {name.replace("_", "-"): value for name, value in headers.items() if value is not None}
    answer = client.get(address, headers=given)
    kept = {name: value for name, value in answer.headers.items() if name not in ("X-Request-Id", "Date")}
    if answer.mimetype == "text/html":  # a page says how long the query took
        return (
            answer.status_code,
            b"",
            {name: value for name, value in kept.items() if name != "Content-Length"},
        )
    return answer.status_code, answer.data, kept


def address(query: str) -> str:
    return "/sparql?query=" + (quote(query) if len(query) % 2 else quote_plus(query))


@pytest.mark.parametrize("query", [*PLAIN, *OTHERS])
def test_both_ways_give_the_same(ways: tuple[FlaskClient, FlaskClient], query: str) -> None:
    short, long = ways
    for accept, encoding in product(ACCEPTS, ENCODINGS):
        headers = {"Accept": accept, "Accept_Encoding": encoding}
        expected = told(long, address(query), **headers)
        assert told(short, address(query), **headers) == expected
        assert told(short, address(query), **headers) == expected  # it may be kept now


@pytest.mark.parametrize(
    "address",
    [
        "/sparql?query=SELECT+?o+{+ent:Russia+?p+?o+}&format=csv",
        "/sparql?query=SELECT+?o+{+ent:Russia+?p+?o+}&query=ASK+{}",
        "/sparql?query=SELECT+?o+{+ent:Russia+?p+?o+}&update=CLEAR+ALL",
        "/sparql?query=%FF",
        '/sparql?query=SELECT+?o+{+ent:Russia+?p+"%C3%A9"+.+?s+?p+?o+}',
        '/sparql?query=SELECT+?p+{+?s+?p+"\u00e9"+}',
        '/sparql?query=SELECT+?p+{+?s+?p+"%E9"+}',
        "/sparql?query",
        "/sparql?",
        "/sparql/?query=SELECT+?o+{+ent:Russia+?p+?o+}",
    ],
)
def test_other_addresses_give_the_same(ways: tuple[FlaskClient, FlaskClient], address: str) -> None:
    short, long = ways
    assert told(short, address) == told(long, address)


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": "Bearer wrong"},
        {"If_None_Match": "*"},
        {"If_None_Match": '"other"'},
        {"Host": "elsewhere.test"},
        {"Host": "kg.test:81"},
        {"Host": "kg.test:x"},
        {"X_Long": "x" * 9000},
        {"Origin": "https://other.test"},
        {"Range": "bytes=0-1"},
        {"Upgrade": "websocket", "Connection": "Upgrade"},
    ],
)
def test_other_headers_give_the_same(ways: tuple[FlaskClient, FlaskClient], headers: dict[str, str]) -> None:
    short, long = ways
    assert told(short, address(PLAIN[0]), **headers) == told(long, address(PLAIN[0]), **headers)


def test_an_answer_is_not_modified_for_who_has_it(ways: tuple[FlaskClient, FlaskClient]) -> None:
    short, _ = ways
    tag = short.get(address(PLAIN[0])).headers["ETag"]
    assert short.get(address(PLAIN[0]), headers={"If-None-Match": tag}).status_code == 304


def _blocked(app: Flask) -> FlaskClient:
    """A client of an application whose long way is blocked."""
    app.view_functions["sparql.endpoint"] = lambda: ("the long way", 418)
    return app.test_client()


def test_it_is_a_way_of_its_own(caplog: pytest.LogCaptureFixture) -> None:
    with guarded(Settings(kept_answers=0)) as served, caplog.at_level(logging.INFO, "kg.api.access"):
        client = _blocked(served.app)
        for query in PLAIN:
            assert client.get(address(query)).status_code == 200
        assert {vars(record)["fields"]["route"] for record in caplog.records} == {"/sparql"}
        for query in OTHERS:
            assert client.get(address(query)).status_code == 418
        assert client.head(address(PLAIN[0])).status_code == 418
        assert client.post(address(PLAIN[0])).status_code == 418


@pytest.mark.parametrize(
    "settings",
    [
        Settings(read_token=True),
        Settings(query_rate=1.0, query_burst=1),
        Settings(cors_origins=("https://a.test",)),
    ],
)
def test_where_readers_are_looked_at_there_is_none(settings: Settings) -> None:
    with guarded(settings) as served:
        assert _blocked(served.app).get(address(PLAIN[0])).status_code in (401, 418)


def test_an_answer_that_is_kept_is_given_so_whatever_was_asked() -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    with guarded() as served:
        first = served.client.get(address(query))
        again = _blocked(served.app).get(address(query))
        assert (again.status_code, again.data) == (200, first.data)
        graph: KnowledgeGraph = served.app.extensions["kg.graph"]
        graph.remove(READINGS[0].document.id)
        assert served.client.get(address(query)).status_code == 418


def test_a_closed_graph_is_left_to_the_long_way() -> None:
    with guarded() as served:
        graph: KnowledgeGraph = served.app.extensions["kg.graph"]
        client = _blocked(served.app)
        graph.close()
        assert client.get(address(PLAIN[0])).status_code == 418
