"""kill -9 of the process that writes for a server: what was asked for over HTTP is done, each of it once.

`KG_KILLS=100 pytest tests/durability/test_kill_served.py` kills oftener.
"""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kg.graph import KnowledgeGraph
from kg.jobs import stop_writer
from kg.maintenance.verify import verify
from kg.tokens import Scope, Tokens
from tests.support.serving import serving

KILLS = max(3, int(os.environ.get("KG_KILLS", "12")) // 4)
_NAMES = ("Turkey", "Greece", "Norway", "Japan", "Canada", "Chile", "Kenya", "Peru")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    KnowledgeGraph.open(tmp_path / "store").close()
    return tmp_path / "store"


@pytest.fixture
def served(store: Path) -> Iterator[httpx.Client]:
    """A client of a server of the store, with a token to write."""
    secret = Tokens(store).create("test", Scope.WRITE)
    with (
        serving(store, "--workers", "1", KG_MAX_WAIT="300") as server,
        httpx.Client(
            base_url=server.url, timeout=400, headers={"Authorization": f"Bearer {secret}"}
        ) as client,
    ):
        yield client
    stop_writer(store)


def kill_writer(store: Path) -> bool:
    """Kills the process that writes the store, if it runs."""
    try:
        process = int((store / "writer.lock").read_text("ascii"))
        command = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError):
        return False
    if b"kg.jobs.writer_process" not in command or str(store).encode() not in command:
        return False
    os.kill(process, signal.SIGKILL)
    return True


def test_what_was_asked_for_is_done(store: Path, served: httpx.Client) -> None:
    stopped = threading.Event()
    answers: list[tuple[str, httpx.Response]] = []

    def post() -> None:
        number = 0
        while not stopped.is_set():
            one, other = _NAMES[number % 8], _NAMES[(number // 8 + number + 1) % 8]
            answer = served.post(
                "/v1/documents",
                params={"source": f"note {number}"},
                content=f"{one} thanked {other}. This is note {number}.",
                headers={"Content-Type": "text/plain", "Prefer": "wait=300"},
            )
            answers.append((f"note {number}", answer))
            number += 1

    chance = random.Random(3)
    poster = threading.Thread(target=post)
    poster.start()
    killed = 0
    while killed < KILLS:
        done = len(answers)
        while len(answers) == done and poster.is_alive():  # one more, so that every writer gets to work
            time.sleep(0.01)
        assert poster.is_alive()
        time.sleep(chance.random() * 0.3)
        killed += kill_writer(store)
    stopped.set()
    poster.join(400)
    assert not poster.is_alive()
    assert {answer.status_code for _, answer in answers} <= {200, 201}, answers[-1][1].text
    for source, answer in answers:
        document = answer.json()
        assert document["source"] == source
        again = served.get(f"/v1/documents/{document['id']}")
        assert (again.status_code, again.json()["claims"]) == (200, document["claims"])
    assert served.get("/v1/stats").json()["documents"] == len(answers)
    report = verify(store, shapes=False)
    assert (report.findings, report.documents) == ((), len(answers))
