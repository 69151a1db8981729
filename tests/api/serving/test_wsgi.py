"""`api.wsgi:app` under gunicorn and waitress: the graph and the settings come from the environment."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.graph import KnowledgeGraph
from tests.api.readings import READINGS
from tests.support.serving import ROOT, connects
from tests.support.waiting import LONG, until

_GUNICORN = ["-m", "gunicorn", "-w", "2", "--threads", "4", "-b", "127.0.0.1:{port}", "api.wsgi:app"]
_WAITRESS = ["-m", "waitress", "--listen=127.0.0.1:{port}", "api.wsgi:app"]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("wsgi") / "store"
    with KnowledgeGraph.open(place) as graph:
        graph.add(READINGS[0])
    return place


def start(command: list[str], store: Path, port: int) -> subprocess.Popen[str]:
    arguments = [part.format(port=port) for part in command]
    environment = {**os.environ, "KG_STORE": str(store), "KG_TITLE": "Under another server"}
    return subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, env=environment, text=True, stderr=subprocess.PIPE
    )


@contextmanager
def running(command: list[str], store: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = start(command, store, port)
    try:
        until(lambda: server.poll() is not None or connects(port))
        assert server.poll() is None
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.communicate(timeout=2 * LONG)


def documents(url: str) -> int:
    with urllib.request.urlopen(url + "/v1/documents", timeout=LONG) as answer:
        return len(json.load(answer)["items"])


@pytest.mark.parametrize("command", [_GUNICORN, _WAITRESS], ids=["gunicorn", "waitress"])
def test_another_server_answers_and_follows(command: list[str], store: Path) -> None:
    with running(command, store) as url:
        for path in ("/", "/v1/entities/Russia/relations", "/sparql?query=ASK%7B?s+?p+?o%7D") * 4:
            with urllib.request.urlopen(url + path, timeout=LONG) as answer:
                body = answer.read()
                if path == "/":
                    assert b"Under another server" in body
        with KnowledgeGraph.open(store) as graph:
            graph.add(READINGS[1])
        until(lambda: [documents(url) for _ in range(8)] == [2] * 8, 10)
        with KnowledgeGraph.open(store) as graph:
            graph.remove(READINGS[1].document.id)


def test_a_graph_opened_before_the_fork_is_refused_in_words(store: Path) -> None:
    server = start([*_GUNICORN[:-1], "--preload", _GUNICORN[-1]], store, 0)
    try:
        _, err = server.communicate(timeout=2 * LONG)
    finally:
        server.kill()
    assert server.returncode != 0
    assert "leave out --preload" in err
