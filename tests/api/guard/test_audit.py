"""The log of writes: who did what, and nobody else."""

from __future__ import annotations

import json
import stat
import threading
from pathlib import Path
from typing import Any

from api.guard.audit import FILE, Log
from api.settings import Settings
from tests.api.guarded import guarded


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_a_write_is_noted_with_who_and_what() -> None:
    with guarded() as made:
        answer = made.client.put("/try/write?secret=1", data=b"body", headers=made.bearing("write"))
        file = made.folder / FILE
        (line,) = lines(file)
        assert line["request"] == answer.headers["X-Request-Id"]
        assert (line["token"], line["method"], line["path"]) == ("write", "PUT", "/try/write")
        assert (line["status"], line["documents"], line["client"]) == (200, ["d1"], "127.0.0.1")
        assert "secret" not in file.read_text() and "body" not in file.read_text()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_reading_and_what_was_refused_are_not_noted() -> None:
    with guarded() as made:
        made.client.get("/v1/stats", headers=made.bearing("admin"))
        made.client.post("/try/write")
        made.client.post("/try/write", headers=made.bearing("read"))
        made.client.post("/sparql", data={"query": "ASK {}"}, headers=made.bearing("admin"))
        assert not (made.folder / FILE).exists()


def test_a_write_that_failed_is_noted_with_its_status() -> None:
    with guarded(Settings(max_upload=10)) as made:
        made.client.post("/try/write", data=b"x" * 20, headers=made.bearing("write"))
        assert [line["status"] for line in lines(made.folder / FILE)] == [413]


def test_nothing_breaks_its_lines(tmp_path: Path) -> None:
    paths = ["/x\n{}\r\u2028\x85", "/\ud800", "/\x1b[31m"]
    for path in paths:
        Log(tmp_path, size=1000, files=1).append({"path": path})
    parts = (tmp_path / FILE).read_bytes().split(b"\n")[:-1]
    assert [json.loads(part)["path"] for part in parts] == paths


def test_full_files_are_kept_for_a_while(tmp_path: Path) -> None:
    log = Log(tmp_path, size=1000, files=3)
    for number in range(200):
        log.append({"number": number, "filling": "x" * 50})
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert kept == ["audit.1.jsonl", "audit.2.jsonl", "audit.3.jsonl", FILE]
    assert all(path.stat().st_size <= 1000 for path in tmp_path.iterdir())
    newest = [line["number"] for name in ("audit.1.jsonl", FILE) for line in lines(tmp_path / name)]
    assert newest == list(range(newest[0], 200))


def test_several_write_it_and_no_line_is_lost(tmp_path: Path) -> None:
    def write(name: str) -> None:
        log = Log(tmp_path, size=4000, files=100)
        for number in range(100):
            log.append({"name": name, "number": number})

    threads = [threading.Thread(target=write, args=(str(name),)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = [(line["name"], line["number"]) for file in tmp_path.iterdir() for line in lines(file)]
    assert sorted(found) == [(str(name), number) for name in range(4) for number in range(100)]
