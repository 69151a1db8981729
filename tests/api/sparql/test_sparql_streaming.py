"""Answers to SPARQL over a real socket: at once, in pieces, and never a part for the whole."""

from __future__ import annotations

import json
import os
import signal
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse, IncompleteRead
from pathlib import Path
from select import select
from urllib.parse import urlencode

import pytest

from kg.graph import KnowledgeGraph
from tests.api.readings import READINGS
from tests.support.serving import Served, children, serving
from tests.support.waiting import LONG, until

READER = "kg.query.reader_process"
LIMIT = 8 * 2**20
MANY = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
LARGE = MANY + " LIMIT 8000"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    place = tmp_path_factory.mktemp("served") / "store"
    with KnowledgeGraph.open(place) as graph:
        for reading in READINGS:
            graph.add(reading)
    settings = {"KG_READERS": "1", "KG_QUEUE": "1", "KG_MAX_BYTES": str(LIMIT), "KG_TIMEOUT": "60"}
    with serving(place, "--workers", "1", **settings) as opened:
        yield opened


def sent(server: Served, query: str, **parameters: str) -> HTTPConnection:
    """A query on its way, of whose answer little can lie between the server and who reads it."""
    connection = HTTPConnection("127.0.0.1", server.port)
    connection.sock = socket.socket()
    connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2**16)
    connection.sock.settimeout(2 * LONG)
    connection.sock.connect(("127.0.0.1", server.port))
    connection.request("GET", "/sparql?" + urlencode({"query": query, **parameters}))
    return connection


def asked(server: Served, query: str, **parameters: str) -> tuple[HTTPConnection, HTTPResponse]:
    connection = sent(server, query, **parameters)
    return connection, connection.getresponse()


def answers(server: Served) -> bool:
    with urllib.request.urlopen(f"{server.url}/sparql?query=ASK%7B%7D&timeout=60", timeout=120) as answer:
        return bool(json.load(answer)["boolean"])


def killed(server: Served) -> float:
    return server.number('kg_queries_total{outcome="killed"}')


def test_a_small_answer_has_its_length(server: Served) -> None:
    _, answer = asked(server, "ASK {}")
    assert answer.headers["Content-Length"] == str(len(answer.read()))
    assert answer.headers["ETag"].startswith('W/"')


def test_a_large_answer_comes_in_pieces(server: Served) -> None:
    _, answer = asked(server, LARGE, format="tsv")
    assert answer.status == 200 and answer.headers["Transfer-Encoding"] == "chunked"
    assert "Content-Length" not in answer.headers and answer.headers["ETag"]
    assert answer.read().count(b"\n") == 8001


def test_the_first_bytes_do_not_wait_for_the_last(server: Served) -> None:
    until(lambda: not server.running())
    connection, answer = asked(server, MANY + " LIMIT 30000", format="csv", timeout="60")
    assert answer.read(1) == b"a"
    assert server.running() == 1  # it cannot go on before more is read
    assert answer.read().count(b"\n") >= 30001
    connection.close()


def test_too_large_an_answer_is_broken_off(server: Served) -> None:
    _, answer = asked(server, MANY, format="tsv")
    assert answer.status == 200
    with pytest.raises(IncompleteRead):
        answer.read()
    assert answers(server)


def test_a_killed_reader_breaks_the_answer_off(server: Served) -> None:
    answers(server)
    until(lambda: len(server.helping(READER)) == 1)  # others may still be ending
    (reader,) = server.helping(READER)
    _, answer = asked(server, LARGE.replace("8000", "30000"), format="tsv", timeout="60")
    answer.read(1)
    os.kill(reader, signal.SIGKILL)
    with pytest.raises(IncompleteRead):
        answer.read()
    assert answers(server)


def test_an_error_before_the_first_byte_is_a_problem(server: Served) -> None:
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(f"{server.url}/sparql?" + urlencode({"query": ENDLESS, "timeout": "0.3"}))
    assert error.value.code == 503
    assert json.load(error.value)["type"].endswith("deadline")


@pytest.mark.parametrize("query", [ENDLESS, MANY])
def test_a_client_that_goes_away_frees_the_reader(server: Served, query: str) -> None:
    until(lambda: not server.running())
    before = killed(server)
    connection = sent(server, query, format="csv", timeout="60")
    until(server.running)
    connection.close()
    until(lambda: killed(server) == before + 1)
    assert not server.running() and answers(server)


def test_beyond_the_queue_there_is_an_answer_at_once(server: Served) -> None:
    until(lambda: not server.running())
    # One runs, two go on aside, one waits: one is told something long before any has had its time.
    connections = [sent(server, ENDLESS, timeout="60") for _ in range(5)]
    told = select([connection.sock for connection in connections], [], [], 30)[0]
    first = next(connection for connection in connections if connection.sock in told)
    answer = first.getresponse()
    assert answer.status == 503 and answer.headers["Retry-After"]
    assert json.load(answer)["type"].endswith("busy")
    until(server.running)
    for connection in connections:
        connection.close()
    until(lambda: not server.running())
    assert answers(server)


def test_memory_stays_flat(server: Served) -> None:
    (worker,) = children(server.process.pid)

    def held() -> int:
        lines = Path(f"/proc/{worker}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) // 1024

    asked(server, LARGE, format="tsv")[1].read()
    before = held()
    for _ in range(5):
        asked(server, MANY + " LIMIT 25000", format="tsv")[1].read()
    assert held() - before < 24
