"""`kg serve` over a graph on a SPARQL server: written to, asked for much, and left by its store."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from kg.client import ApiError, Client
from kg.errors import StoreError
from kg.graph import KnowledgeGraph
from kg.tokens import Scope, Tokens
from tests.api.readings import READINGS
from tests.support.servers import free_port
from tests.support.serving import Served, serving
from tests.support.waiting import LONG, until

MANY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def secret(oxigraph_server: str) -> str:
    with KnowledgeGraph.open(oxigraph_server) as graph:
        graph._view.store.update("DROP ALL", {}, None)
        for reading in READINGS:
            graph.add(reading)
        folder = graph.folder
    assert folder is not None
    return Tokens(folder, os.environ).create("remote", Scope.WRITE)


@pytest.fixture(scope="module")
def served(oxigraph_server: str, secret: str) -> Iterator[Served]:
    with serving(oxigraph_server, "--workers", "2", KG_MAX_TIMEOUT="300", KG_WRITER_IDLE="5") as server:
        yield server


def test_what_is_added_and_removed_shows_on_every_worker(served: Served, secret: str) -> None:
    with Client(served.url, token=secret, timeout=300) as writer:
        added = writer.add_text("Peru sold a ferry to Chile.")
        seen = [_relations(served, "Peru") for _ in range(8)]  # connections of their own: both workers
        assert all("sells" in found for found in seen)
        writer.remove(added["id"])
        assert not any(_relations(served, "Peru") for _ in range(8))


def _relations(served: Served, entity: str) -> list[str]:
    with Client(served.url, timeout=300) as client:
        try:
            return [one["relation"] for one in client.relations(entity)]
        except ApiError as error:
            assert error.status == 404
            return []


def test_the_first_rows_do_not_wait_for_the_last(served: Served) -> None:
    connection = HTTPConnection("127.0.0.1", served.port, timeout=2 * LONG)
    connection.request("GET", "/sparql?" + urllib.parse.urlencode({"query": MANY, "timeout": 300}))
    answer = connection.getresponse()
    assert answer.status == 200 and answer.headers["Transfer-Encoding"] == "chunked"
    assert b'"bindings":[{' in answer.read(10_000)
    assert _relations(served, "Russia")
    connection.close()


def test_a_query_without_end_is_ended(served: Served) -> None:
    with Client(served.url, timeout=300) as client:
        with pytest.raises(ApiError) as ended:
            list(client.select(ENDLESS, timeout=1))
        assert ended.value.status == 503
        assert client.ask("ASK { ?s ?p ?o }", timeout=60)


def test_a_store_that_goes_and_comes_back(tmp_path: Path) -> None:
    port = free_port()
    program = [str(Path(sys.executable).with_name("oxigraph")), "serve", "--bind", f"127.0.0.1:{port}"]
    command = [*program, "--location", str(tmp_path / "there")]

    def begun() -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def status(path: str) -> int:
        connection = HTTPConnection("127.0.0.1", server.port, timeout=2 * LONG)
        connection.request("GET", path)
        return connection.getresponse().status

    def there() -> bool:
        try:
            KnowledgeGraph.open(url).close()
        except StoreError:
            return False
        return True

    url = f"sparql+http://127.0.0.1:{port}/"
    store = begun()
    try:
        until(there)
        with KnowledgeGraph.open(url) as graph:
            graph.add(READINGS[0])
        with serving(url, "--workers", "1") as server:
            assert status("/v1/documents") == status("/readyz") == 200
            store.kill()
            store.wait()
            until(lambda: status("/readyz") == 503)
            assert status("/v1/documents") in (502, 503)
            assert status("/sparql?query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D&timeout=60") in (502, 503)
            assert status("/healthz") == 200
            store = begun()
            until(lambda: status("/readyz") == 200)
            assert status("/v1/documents") == 200
    finally:
        store.kill()
        store.wait()
