"""The request log: one line of JSON for each, and nothing in it that is secret."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Response, request

from api.guard import logs
from api.settings import Settings
from tests.api.guarded import Guarded, guarded


@pytest.fixture(scope="module")
def made() -> Iterator[Guarded]:
    with guarded(Settings(slow_query=600)) as made:
        made.app.add_url_rule("/try/fail", "try.fail", lambda: 1 / 0)
        made.app.add_url_rule("/try/broken", "try.broken", lambda: Response(_rows(), mimetype="text/csv"))
        yield made


def _rows() -> Iterator[bytes]:
    yield b"one"
    raise RuntimeError("gone")


def _slow() -> str:
    logs.asked(request.environ, "SELECT * { ?s ?p ?o } #" + "\n" * 2000)
    time.sleep(0.1)
    return ""


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[list[dict[str, Any]]]:
    """What was logged, as it would be written."""
    found: list[dict[str, Any]] = []

    class Keeping(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written = logs.JsonLines().format(record)
            assert len(written.splitlines()) == 1
            found.append(json.loads(written))

    handler = Keeping()
    logger = logging.getLogger("kg.api")
    logger.addHandler(handler)
    level = logger.level
    logger.setLevel(logging.INFO)
    yield found
    logger.removeHandler(handler)
    logger.setLevel(level)


def test_a_request_gives_a_line(made: Guarded, lines: list[dict[str, Any]]) -> None:
    answer = made.client.get("/v1/entities/NATO", headers=made.bearing("read"))
    (line,) = lines
    assert line["request"] == answer.headers["X-Request-Id"]
    assert {key: line[key] for key in ("level", "method", "route", "status", "client", "token")} == {
        "level": "info",
        "method": "GET",
        "route": "/v1/entities/<id:id>",
        "status": 200,
        "client": "127.0.0.1",
        "token": "read",
    }
    assert line["bytes"] == len(answer.data) and line["ms"] >= 0


@pytest.mark.parametrize(
    ("brought", "taken"),
    [("abc-123.x_Y", True), ("", False), ("x" * 65, False), ("a b", False), ("é", False), ("{}", False)],
)
def test_a_sane_request_id_is_kept(made: Guarded, brought: str, taken: bool) -> None:
    answer = made.client.get("/healthz", headers={"X-Request-Id": brought})
    assert (answer.headers["X-Request-Id"] == brought) == taken
    assert answer.headers["X-Request-Id"]


def test_no_token_no_query_and_no_body_is_logged(made: Guarded, lines: list[dict[str, Any]]) -> None:
    secret = made.secrets["write"]
    made.client.get(f"/v1/entities?q=confidential&token={secret}")
    made.client.get("/sparql", query_string={"query": "SELECT * { ?s ?confidential ?o } LIMIT 1"})
    made.client.post("/sparql", data={"query": "ASK { 'confidential' ?p ?o }"})
    made.client.post("/try/write", data=b"confidential", headers=made.bearing("write"))
    made.client.post("/try/write", headers={"Authorization": "Bearer confidential"})
    made.client.get("/nothing/confidential")
    text = json.dumps(lines)
    assert len(lines) == 6
    assert "confidential" not in text and secret not in text
    assert lines[-1]["route"] == "unmatched"


def test_line_breaks_from_clients_stay_inside_their_line(made: Guarded, lines: list[dict[str, Any]]) -> None:
    made.client.get("/entity/x%0a%7B%22level%22%3A%22error%22%7D%0d%0a")
    made.client.open("/v1/stats", method="GET\n{}")
    logging.getLogger("kg.api").error("%s", "two\nlines\u2028three\x85four\x1b[31m")
    assert len(lines) == 3


def test_a_failure_is_logged_with_its_request(made: Guarded, lines: list[dict[str, Any]]) -> None:
    answer = made.client.get("/try/fail")
    assert answer.status_code == 500 and "ZeroDivision" not in answer.text
    error, access = lines
    assert error["level"] == "error" and "ZeroDivisionError" in error["traceback"]
    assert error["request"] == access["request"] == answer.headers["X-Request-Id"]


def test_a_broken_answer_is_marked(made: Guarded, lines: list[dict[str, Any]]) -> None:
    with pytest.raises(RuntimeError):
        made.client.get("/try/broken")
    assert lines[-1]["broken_off"] is True and lines[-1]["bytes"] == 3


def test_a_slow_query_is_shown_cut_and_named_by_its_hash(lines: list[dict[str, Any]]) -> None:
    with guarded(Settings(slow_query=0.1)) as made:
        made.app.add_url_rule("/try/slow", "try.slow", _slow)
        made.client.get("/try/slow")
    line = lines[0]
    assert line["message"] == "slow query" and line["ms"] >= 100
    assert len(line["query"]) == 500 and line["length"] == 2023 and len(line["sha256"]) == 64


def test_the_process_writes_lines_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    handlers, level, own = list(root.handlers), root.level, logging.getLogger("kg").level
    try:
        logs.configure(Settings())
        logs.access.info("request", extra={"fields": {"route": "/x"}})
        logging.getLogger("kg.api").debug("unseen")
        written = capsys.readouterr()
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        logging.getLogger("kg").setLevel(own)
    assert written.out == ""
    assert json.loads(written.err)["route"] == "/x"
