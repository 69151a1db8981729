"""The application under waitress, over a real socket."""

from __future__ import annotations

import json
import socket
import threading
import time
import urllib.error
import urllib.request

import pytest

from api.serve import serve
from kg.graph import KnowledgeGraph


@pytest.fixture(scope="module")
def address(graph: KnowledgeGraph) -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    threading.Thread(target=serve, args=(graph, "127.0.0.1", port, 4), daemon=True).start()
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.05)
    return f"http://127.0.0.1:{port}"


def test_ids_with_slashes_survive_the_server(address: str) -> None:
    found = f"{address}/v1/entities/%D0%9A%D0%B8%D1%97%D0%B2_%F0%9F%98%80%2Fsouth%3F%23%2525/relations"
    with urllib.request.urlopen(found) as answer:
        assert json.load(answer)["items"][0]["id"] == "c-met"


def test_a_body_too_large_is_our_problem(address: str) -> None:
    request = urllib.request.Request(
        f"{address}/sparql", b"x" * 300_000, {"Content-Type": "application/sparql-query"}
    )
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(request)
    assert error.value.code == 413
    assert error.value.headers["Content-Type"] == "application/problem+json"


def test_many_at_once(address: str) -> None:
    answers: list[int] = []

    def ask() -> None:
        for path in ("/", "/sparql?query=SELECT*%7B?s+?p+?o%7D", "/v1/claims", "/document/wire-1") * 5:
            with urllib.request.urlopen(address + path) as answer:
                answer.read()
                answers.append(answer.status)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 120
