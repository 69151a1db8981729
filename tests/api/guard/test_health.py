"""Alive, ready, and counted."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.app import create_app
from api.guard import health
from api.settings import Settings
from kg.errors import StoreError
from tests.api.guarded import Guarded, guarded
from tests.api.test_problems import Broken, problem


@pytest.fixture(scope="module")
def made() -> Iterator[Guarded]:
    with guarded() as made:
        yield made


def test_alive_without_a_store() -> None:
    graph: Any = Broken(StoreError("gone"))
    client = create_app(graph).test_client()
    assert client.get("/healthz").json == {"status": "ok"}
    problem(client.get("/readyz"), 503, "unavailable")


def test_ready_when_the_store_answers(made: Guarded) -> None:
    answer = made.client.get("/readyz")
    assert answer.json == {"status": "ready"} and "no-store" in answer.headers["Cache-Control"]


def test_a_store_that_hangs_is_not_ready_and_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    let_go = threading.Event()

    class Hanging:
        folder = None
        read_only = True

        @property
        def version(self) -> str:
            let_go.wait(60)
            return "1"

    monkeypatch.setattr(health, "_PATIENCE", 0.05)
    graph: Any = Hanging()
    client = create_app(graph).test_client()
    try:
        for _ in range(3):
            answer = client.get("/readyz")
            assert problem(answer, 503, "unavailable") and answer.headers["Retry-After"] == "1"
    finally:
        let_go.set()
    monkeypatch.setattr(health, "_PATIENCE", 60.0)
    assert client.get("/readyz").status_code == 200


def value(text: str, sample: str) -> float:
    found = re.search(rf"^{re.escape(sample)} ([0-9.e+]+)$", text, re.MULTILINE)
    return float(found[1]) if found else 0.0


def test_requests_are_counted_by_rule_method_and_status(made: Guarded) -> None:
    sample = 'kg_requests_total{method="GET",route="/v1/entities/<id:id>",status="404"}'
    first = made.client.get("/metrics").text
    before = value(first, sample)
    for number in range(3):
        made.client.get(f"/v1/entities/unheard-of-{number}")
    made.client.get("/nothing/at/all")
    made.client.open("/v1/stats", method="BREW")
    text = made.client.get("/metrics").text
    assert value(text, sample) - before == 3
    assert "unheard-of" not in text and "/nothing" not in text and "BREW" not in text
    assert value(text, 'kg_requests_total{method="GET",route="unmatched",status="404"}') >= 1
    assert value(text, 'kg_request_seconds_count{route="/v1/entities/<id:id>"}') >= 3
    assert value(text, "kg_requests_under_way") == value(first, "kg_requests_under_way") >= 1


def test_what_the_store_holds_is_told(made: Guarded) -> None:
    answer = made.client.get("/metrics")
    assert answer.mimetype == "text/plain"
    assert value(answer.text, 'kg_held{kind="documents"}') == 3
    assert value(answer.text, 'kg_held{kind="triples"}') > 100
    assert value(answer.text, "kg_store_bytes") > 10_000


def test_metrics_may_be_turned_off() -> None:
    with guarded(Settings(metrics=False)) as made:
        problem(made.client.get("/metrics"), 404, "not-found")


_WORKER = """
import sys
from api.app import create_app
from kg.graph import KnowledgeGraph
client = create_app(KnowledgeGraph.open()).test_client()
for _ in range(int(sys.argv[1])):
    client.get("/healthz", buffered=True)
print(client.get("/metrics").text)
"""


def test_workers_tell_of_each_other(tmp_path: Path) -> None:
    def worker(requests: int) -> str:
        return subprocess.run(
            [sys.executable, "-c", _WORKER, str(requests)],
            env={**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)},
            cwd=Path(__file__).parents[3],
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    sample = 'kg_requests_total{method="GET",route="/healthz",status="200"}'
    assert value(worker(2), sample) == 2
    (tmp_path / "restarts").write_text("1")
    text = worker(3)
    assert value(text, sample) == 5
    assert value(text, "kg_worker_restarts") == 1
