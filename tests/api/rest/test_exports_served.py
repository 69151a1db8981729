"""Exports over a real socket: in pieces, never a part for the whole, and nothing left behind."""

from __future__ import annotations

import json
import os
import signal
import socket
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse, IncompleteRead
from pathlib import Path
from select import select
from urllib.parse import urlencode

import pytest

from kg.graph import KnowledgeGraph
from tests.api.rest.test_exports import ENDLESS
from tests.support.many import fill
from tests.support.serving import Served, alive, serving
from tests.support.waiting import until

EXPORTER = "kg.export_process"
NARROW = 16 * 1024  # bytes that a client takes ahead


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place: Path = tmp_path_factory.mktemp("exported") / "store"
    fill(place, 150)
    return place


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[Served]:
    with serving(store, "--workers", "1", KG_EXPORTS="1", KG_EXPORT_TIMEOUT="300") as opened:
        yield opened


def asked(server: Served, suffix: str, **view: str) -> HTTPConnection:
    """A connection of a client that takes little ahead, after its request."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=120)
    connection.sock = socket.socket()
    connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, NARROW)
    connection.sock.settimeout(120)
    connection.sock.connect(("127.0.0.1", server.port))
    connection.request("GET", f"/v1/export/graph.{suffix}?{urlencode(view)}")
    return connection


def begun(server: Served, suffix: str, **view: str) -> HTTPResponse:
    """The answer to a request, as soon as there is room for an export."""
    answers: list[HTTPResponse] = []

    def taken() -> bool:
        answers.append(asked(server, suffix, **view).getresponse())
        return answers[-1].status != 503

    until(taken)
    return answers[-1]


def endless(server: Served) -> HTTPConnection:
    """The connection of a client whose export has begun, and would not end."""
    connections: list[HTTPConnection] = []

    def refused() -> bool:
        return bool(select([connections[-1].sock], [], [], 0)[0])

    def taken() -> bool:
        connections.append(asked(server, "ttl", construct=ENDLESS))
        until(lambda: server.helping(EXPORTER) or refused())
        return not refused()

    until(lambda: not server.helping(EXPORTER))
    until(taken)
    return connections[-1]


def test_a_large_file_comes_in_pieces(server: Served, store: Path) -> None:
    answer = begun(server, "nq")
    assert answer.status == 200 and answer.headers["Transfer-Encoding"] == "chunked"
    assert "Content-Length" not in answer.headers and answer.headers["ETag"].startswith('W/"')
    with KnowledgeGraph.open(store, read_only=True) as graph:
        lines = [line.strip().encode() for line in graph.nquads()]
    assert sorted(answer.read().splitlines()) == sorted(lines)
    until(lambda: not server.helping(EXPORTER))


def test_others_go_first(server: Served) -> None:
    answer = begun(server, "nq")
    (exporter,) = server.helping(EXPORTER)
    (worker,) = server.workers()
    assert os.getpriority(os.PRIO_PROCESS, exporter) > os.getpriority(os.PRIO_PROCESS, worker)
    answer.read()


def test_a_process_that_dies_breaks_the_file_off(server: Served) -> None:
    answer = begun(server, "nq")
    answer.read(1)
    (exporter,) = server.helping(EXPORTER)
    os.kill(exporter, signal.SIGKILL)
    with pytest.raises(IncompleteRead):
        answer.read()


def test_a_client_that_does_not_read_on_and_goes_ends_the_process(server: Served) -> None:
    answer = begun(server, "nq")
    answer.read(1)
    assert server.helping(EXPORTER)
    answer.close()
    until(lambda: not server.helping(EXPORTER))


def test_a_client_that_goes_before_the_first_byte_ends_the_process(server: Served) -> None:
    connection = endless(server)
    connection.close()
    until(lambda: not server.helping(EXPORTER))


def test_beyond_those_at_once_there_is_an_answer_at_once(server: Served) -> None:
    connection = endless(server)
    refused = asked(server, "ttl").getresponse()
    assert refused.status == 503 and int(refused.headers["Retry-After"]) > 0
    assert json.loads(refused.read())["type"].endswith("busy")
    connection.close()
    answer = begun(server, "jsonld", entity="NATO")
    assert answer.status == 200 and json.loads(answer.read())


def test_memory_stays_flat(server: Served) -> None:
    (worker,) = server.workers()

    def held() -> int:
        lines = Path(f"/proc/{worker}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) // 1024

    size = len(begun(server, "nq").read())
    before = held()
    for _ in range(3):
        assert len(begun(server, "nq").read()) == size
    assert size > 4 * 2**20 and held() - before < 16


def test_no_process_outlives_its_worker(store: Path) -> None:
    with serving(store, "--workers", "1", KG_EXPORT_TIMEOUT="300") as opened:
        connection = endless(opened)
        (exporter,) = opened.helping(EXPORTER)
        (worker,) = opened.workers()
        os.kill(worker, signal.SIGKILL)
        until(lambda: not alive(exporter))
        connection.close()
