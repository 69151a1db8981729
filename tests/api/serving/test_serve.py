"""`kg serve`: processes that share a socket, are replaced, follow the writer, and end as they should."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import threading
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
from tests.support.answering import Asked, Reply, answering
from tests.support.serving import KG, ROOT, Served, connects, gone, serving
from tests.support.waiting import LONG, until

_ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
_ENDED = "kg: error: the workers end as soon as they start: "
_NONE = b'{"head":{"vars":["held"]},"results":{"bindings":[]}}'


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
    with urllib.request.urlopen(url, timeout=600) as answer:
        read: bytes = answer.read()
    return read


def sparql(server: Served, query: str, seconds: int = 60) -> bytes:
    return ask(f"{server.url}/sparql?{urllib.parse.urlencode({'query': query, 'timeout': seconds})}")


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
    clients = [HTTPConnection("127.0.0.1", served.port, timeout=LONG) for _ in range(12)]
    until(lambda: not _held(served.port))  # those of earlier tests may still be closing
    held = {pid: _connections(pid) for pid in served.workers()}
    for client in clients:
        client.request("GET", "/healthz")
        client.getresponse().read()
    shares = sorted(_connections(pid) - before for pid, before in held.items())
    for client in clients:
        client.close()
    assert sum(shares) == 12 and shares[0] >= 4, shares


def _held(port: int) -> int:
    """How many connections to a port the server has not closed."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    established, left_by_the_client = "01", "08"
    return sum(
        row[1].endswith(f":{port:04X}") and row[3] in (established, left_by_the_client) for row in rows
    )


def _connections(pid: int) -> int:
    links = (os.readlink(link) for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink())
    return sum(link.startswith("socket:") for link in links)


def test_what_is_added_shows_on_every_worker(store: Path) -> None:
    with serving(store, "--workers", "2") as server:
        clients = [HTTPConnection("127.0.0.1", server.port, timeout=LONG) for _ in range(8)]

        def documents(client: HTTPConnection) -> int:
            client.request("GET", "/v1/documents")
            return len(json.load(client.getresponse())["items"])

        assert [documents(client) for client in clients] == [2] * 8
        with KnowledgeGraph.open(store) as graph:
            graph.add(READINGS[2])
            until(lambda: [documents(client) for client in clients] == [3] * 8, 10)
            graph.remove("wire-1")
            until(lambda: [documents(client) for client in clients] == [2] * 8, 10)


def test_a_worker_that_dies_is_replaced(store: Path) -> None:
    with serving(store, "--workers", "2") as server:
        first = server.workers()
        sparql(server, "ASK {}")
        readers = [pid for pid in server.family() if pid not in first]
        os.kill(first[0], signal.SIGKILL)
        gone([first[0]])
        for _ in range(20):
            assert ask(f"{server.url}/healthz")
        until(lambda: len(server.workers()) == 2 and first[0] not in server.workers())
        assert readers


@pytest.mark.slow
def test_workers_that_die_again_and_again_end_the_server(store: Path) -> None:
    with serving(store, "--workers", "1") as server:
        (store / "kg-store.json").write_text("{}")
        os.kill(server.workers()[0], signal.SIGKILL)
        assert server.process.wait(900) == 1
        until(lambda: any(_ENDED in line and "kg-store.json" in line for line in server.log))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_running_requests_end_before_the_server_does(number: signal.Signals) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def reply(asked: Asked) -> Reply:
        if "?held" in asked.form.get("query", [""])[0]:
            begun.set()
            go_on.wait(500)
        return Reply(body=_NONE)

    with (
        answering(reply) as (host, _),  # the store, which holds the answer back
        serving(
            f"sparql+http://{host}/sparql", "--workers", "2", "--grace", "600", KG_MAX_TIMEOUT="600"
        ) as server,
    ):
        answers: list[bytes] = []
        running = threading.Thread(
            target=lambda: answers.append(sparql(server, "SELECT ?held { ?s ?p ?held }", 600))
        )
        running.start()
        assert begun.wait(2 * LONG)
        family = server.family()
        server.process.send_signal(number)
        until(lambda: not connects(server.port))
        assert not answers and server.process.poll() is None
        go_on.set()
        running.join(2 * LONG)
        assert json.loads(answers[0])["head"]["vars"] == ["held"]
        assert server.process.wait(2 * LONG) == 0
        gone(family)


def test_a_grace_that_is_over_is_over(store: Path) -> None:
    with serving(store, "--workers", "1", "--grace", "0.2", KG_MAX_TIMEOUT="600") as server:
        threading.Thread(target=_in_vain, args=(server,), daemon=True).start()
        until(server.running)
        family = server.family()
        server.process.terminate()
        assert server.process.wait(2 * LONG) == 0  # long before the query has had its time
        gone(family)


def _in_vain(server: Served) -> None:
    with suppress(OSError, HTTPException):
        sparql(server, _ENDLESS, 600)


def test_nothing_outlives_a_supervisor_that_is_killed(store: Path) -> None:
    with serving(store, "--workers", "2", "--grace", "0.5", KG_MAX_TIMEOUT="600") as server:
        for _ in range(8):
            sparql(server, "SELECT * { ?s ?p ?o }")
        threading.Thread(target=_in_vain, args=(server,), daemon=True).start()
        until(server.running)
        family = server.family()
        assert len(family) > 2
        server.process.kill()
        gone(family)


def test_a_store_that_is_none_is_one_line(tmp_path: Path) -> None:
    command = [*KG, "serve", "--port", "0", "--store", str(tmp_path / "none")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, cwd=ROOT)
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
