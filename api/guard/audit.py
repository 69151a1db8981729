"""The log of writes: STORE/audit.jsonl, a line for each request that was let write, whatever came of it.

A line has who (token and address), what (method, path, and what the view notes: documents, graph, job) and
the status answered: 202 where a job goes on, whose end stands under its id in the list of jobs. Requests that
were refused are in the request log alone, so that nobody without a token can fill this one.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask, Response

from api.current import asked, extension
from api.guard.callers import bearer
from api.settings import Settings
from kg.graph import KnowledgeGraph

FILE = "audit.jsonl"
_FACTS = "kg.audited"  # in the environment of a request that writes: what there is to know of it
_log = logging.getLogger("kg.api")


class Log:
    """An append-only file of JSON lines that several processes may write, gone on with in a new one when it
    is full: audit.jsonl is the newest, then audit.1.jsonl, and so on."""

    def __init__(self, folder: Path, *, size: int, files: int) -> None:
        """`size` is in bytes; `files` is how many full ones are kept."""
        self._file, self._size, self._files = folder / FILE, size, files

    def append(self, line: dict[str, Any]) -> None:
        """Writes one line whole, readable by the owner alone. Raises OSError."""
        data = (json.dumps(line) + "\n").encode("ascii")
        target = self._opened()
        try:
            if os.fstat(target).st_size + len(data) > self._size and os.fstat(target).st_size:
                self._shift()
                os.close(target)
                target = self._opened()
            os.write(target, data)
        finally:
            os.close(target)

    def _opened(self) -> int:
        """The newest file, open and locked against being moved away."""
        while True:
            target = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            fcntl.flock(target, fcntl.LOCK_EX)
            try:
                if os.path.samestat(os.fstat(target), self._file.stat()):
                    return target
            except FileNotFoundError:
                pass
            os.close(target)

    def _shift(self) -> None:
        for number in range(self._files, 0, -1):
            older = self._file.with_name(f"audit.{number}.jsonl")
            newer = self._file.with_name(f"audit.{number - 1}.jsonl") if number > 1 else self._file
            if newer.exists():
                newer.replace(older)


def register(app: Flask, graph: KnowledgeGraph, settings: Settings) -> None:
    """Let `app` log what is written; a graph in memory has no place for it."""
    if graph.folder is not None:
        app.extensions["kg.audit"] = Log(graph.folder, size=settings.audit_size, files=settings.audit_files)
        app.after_request(_append)


def note(**facts: Any) -> None:
    """Marks the current request as one that writes, with what there is to know of it: `documents=[…]`,
    `graph="…"`, `job="…"`; JSON values."""
    environ = asked().environ
    environ[_FACTS] = {**environ.get(_FACTS, {}), **facts}


def _append(response: Response) -> Response:
    request = asked()
    facts = request.environ.get(_FACTS)
    if facts is not None:
        token = bearer()
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "request": request.environ.get("kg.request_id"),
            "token": token.name if token else None,
            "token_id": token.id if token else None,
            "client": request.remote_addr,
            "method": request.method,
            "path": request.path,
            "status": response.status_code,
            **facts,
        }
        try:
            extension("kg.audit").append(line)
        except OSError as error:  # what is written is written; a full disk shows in the error log
            _log.error("the audit log cannot be written", exc_info=error)
    return response
