"""`kg serve`: processes that share a socket, are replaced, follow the writer, and end as they should."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from api.serving.listening import listen, port_of
from kg.graph import KnowledgeGraph
from tests.api.readings import READINGS
from tests.support.serving import KG, ROOT, Served, gone, serving

# Some seconds of work, however quick the machine is within reason.
_SLOW = """SELECT (count(*) AS ?n) {
  { SELECT * { ?a ?b ?c } LIMIT 150 } { SELECT * { ?d ?e ?f } LIMIT 150 } { SELECT * { ?g ?h ?i } LIMIT 150 }
  FILTER (?a != ?d && ?e != ?h) }"""

_ENDLESS = _SLOW.replace("150", "1000")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    with KnowledgeGraph.open(tmp_path / "store") as graph:
        for reading in READINGS[:2]:
            graph.add(reading)
    return tmp_path / "store"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    place = tmp_path_factory.mktemp("served") / "store"
    with KnowledgeGraph.open(place) as graph:
        for reading in READINGS:
            graph.add(reading)
    with serving(place, "--workers", "2", KG_MAX_BODY="20000", KG_MAX_UPLOAD="20000") as server:
        yield server


def ask(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=30) as answer:
        read: bytes = answer.read()
    return read


def sparql(server: Served, query: str) -> bytes:
    return ask(f"{server.url}/sparql?{urllib.parse.urlencode({'query': query, 'timeout': '30'})}")


def test_ids_with_slashes_survive_the_server(served: Served) -> None:
    found = f"{served.url}/v1/entities/%D0%9A%D0%B8%D1%97%D0%B2_%F0%9F%98%80%2Fsouth%3F%23%2525/relations"
    assert json.loads(ask(found))["items"][0]["id"] == "c-met"


def test_a_body_too_large_is_our_problem(served: Served) -> None:
    request = urllib.request.Request(
        f"{served.url}/sparql", b"x" * 30_000, {"Content-Type": "application/sparql-query"}
    )
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(request)
    assert error.value.code == 413
    assert error.value.headers["Content-Type"] == "application/problem+json"


def test_many_at_once(served: Served) -> None:
    answers: list[int] = []

    def several() -> None:
        for path in ("/", "/sparql?query=SELECT*%7B?s+?p+?o%7D", "/v1/claims", "/document/wire-1") * 5:
            with urllib.request.urlopen(served.url + path) as answer:
                answer.read()
                answers.append(answer.status)

    threads = [threading.Thread(target=several) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 120


def test_connections_are_shared_out(served: Served) -> None:
    clients = [HTTPConnection("127.0.0.1", served.port, timeout=30) for _ in range(12)]
    held = _settled(served)  # those of earlier tests may still be closing
    for client in clients:
        client.request("GET", "/healthz")
        client.getresponse().read()
    shares = sorted(_connections(pid) - before for pid, before in held.items())
    for client in clients:
        client.close()
    assert sum(shares) == 12 and shares[0] >= 4, shares


def _settled(served: Served) -> dict[int, int]:
    held: dict[int, int] = {}
    while held != (now := {pid: _connections(pid) for pid in served.workers()}):
        held = now
        time.sleep(0.3)
    return held


def _connections(pid: int) -> int:
    links = (os.readlink(link) for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink())
    return sum(link.startswith("socket:") for link in links)


def test_what_is_added_shows_on_every_worker_within_a_second(store: Path) -> None:
    with serving(store, "--workers", "2") as server:
        clients = [HTTPConnection("127.0.0.1", server.port, timeout=30) for _ in range(8)]

        def documents(client: HTTPConnection) -> int:
            client.request("GET", "/v1/documents")
            return len(json.load(client.getresponse())["items"])

        assert [documents(client) for client in clients] == [2] * 8
        with KnowledgeGraph.open(store) as graph:
            graph.add(READINGS[2])
            time.sleep(0.5)
            assert [documents(client) for client in clients] == [3] * 8
            graph.remove("wire-1")
            time.sleep(0.5)
            assert [documents(client) for client in clients] == [2] * 8


def test_a_worker_that_dies_is_replaced(store: Path) -> None:
    with serving(store, "--workers", "2") as server:
        first = server.workers()
        sparql(server, "ASK {}")
        readers = [pid for pid in server.family() if pid not in first]
        os.kill(first[0], signal.SIGKILL)
        assert gone([first[0]], 5)
        for _ in range(20):
            assert ask(f"{server.url}/healthz")
        end = time.monotonic() + 20
        while len(server.workers()) < 2 and time.monotonic() < end:
            time.sleep(0.05)
        assert len(server.workers()) == 2 and first[0] not in server.workers()
        assert readers


@pytest.mark.slow
def test_workers_that_die_again_and_again_end_the_server(store: Path) -> None:
    with serving(store, "--workers", "1") as server:
        (store / "kg-store.json").write_text("{}")
        os.kill(server.workers()[0], signal.SIGKILL)
        _, err = server.process.communicate(timeout=60)
    assert server.process.returncode == 1
    assert "kg: error: the workers end as soon as they start: " in err and "kg-store.json" in err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_running_requests_end_before_the_server_does(store: Path, number: signal.Signals) -> None:
    with serving(store, "--workers", "2") as server:
        answers: list[bytes] = []
        running = threading.Thread(target=lambda: answers.append(sparql(server, _SLOW)))
        running.start()
        time.sleep(0.7)
        family = server.family()
        assert not answers, "the query is too quick to show anything"
        server.process.send_signal(number)
        time.sleep(0.3)
        with pytest.raises(OSError):
            HTTPConnection("127.0.0.1", server.port, timeout=2).connect()
        running.join(30)
        assert json.loads(answers[0])["results"]["bindings"]
        assert server.process.wait(15) == 0
        assert gone(family, 1)


def test_a_grace_that_is_over_is_over(store: Path) -> None:
    with serving(store, "--workers", "1", "--grace", "0.2") as server:
        query = f"{server.url}/sparql?{urllib.parse.urlencode({'query': _ENDLESS, 'timeout': '60'})}"
        client = threading.Thread(target=_quietly, args=(query,), daemon=True)
        client.start()
        time.sleep(0.7)
        family = server.family()
        server.process.terminate()
        assert server.process.wait(6) == 0
        assert gone(family, 1)


def _quietly(url: str) -> None:
    with suppress(OSError, HTTPException):
        ask(url)


def test_nothing_outlives_a_supervisor_that_is_killed(store: Path) -> None:
    with serving(store, "--workers", "2", "--grace", "0.5") as server:
        for _ in range(8):
            sparql(server, "SELECT * { ?s ?p ?o }")
        endless = urllib.parse.urlencode({"query": _ENDLESS, "timeout": "60"})
        threading.Thread(target=_quietly, args=(f"{server.url}/sparql?{endless}",), daemon=True).start()
        time.sleep(0.7)
        family = server.family()
        assert len(family) > 2
        server.process.kill()
        assert gone(family, 8)


def test_a_store_that_is_none_is_one_line(tmp_path: Path) -> None:
    command = [*KG, "serve", "--port", "0", "--store", str(tmp_path / "none")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=ROOT)
    assert done.returncode == 1
    assert done.stderr.startswith("kg: error: ") and done.stderr.count("\n") == 1


def test_names_and_addresses() -> None:
    sockets = listen("localhost", 0)
    port = port_of(sockets)
    assert {one.getsockname()[1] for one in sockets} == {port}
    with pytest.raises(OSError, match="in use"):
        listen("127.0.0.1", port)
    for one in sockets:
        one.close()
    for nonsense in ("256.0.0.1", "no such host", "a" * 300):
        with pytest.raises(OSError, match="no such address"):
            listen(nonsense, 0)


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine has no IPv6")
def test_every_address() -> None:
    sockets = listen("*", 0)
    assert {one.family for one in sockets} == {socket.AF_INET, socket.AF_INET6}
    for one in sockets:
        one.close()
