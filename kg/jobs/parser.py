"""Making documents of what was sent, in a process beside: a page can be written so that its markup takes
minutes, or ends the process that reads it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Lock

from kg.errors import InputError
from kg.jobs import parser_process
from kg.jobs.document_json import load_document
from kg.model import Document
from kg.text import Sent

_PACKAGE = Path(__file__).resolve().parents[2]


class Parser:
    """A process that is started when first needed, and anew after a document that has ended it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def document(self, sent: Sent, seconds: float) -> Document:
        """The document of what was sent.

        Raises:
            InputError: it cannot be read, or not in so many seconds.
        """
        with self._lock:
            answer = self._answer(parser_process.request(sent, seconds))
            if not answer.endswith(b"\n"):
                raise InputError(self._ended(seconds))
        if answer.startswith(b'{"error":'):
            raise InputError(json.loads(answer)["error"])
        return load_document(answer)

    def _answer(self, line: bytes) -> bytes:
        """The answer to a line; no whole line where the process has ended over it."""
        if self._process is None or self._process.poll() is not None:
            self._process = _start()
        assert self._process.stdin is not None and self._process.stdout is not None
        try:
            self._process.stdin.write(line + b"\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            return b""
        return self._process.stdout.readline()

    def _ended(self, seconds: float) -> str:
        """Why the process has ended."""
        assert self._process is not None
        process, self._process = self._process, None
        process.kill()
        code = process.wait()
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            with suppress(BrokenPipeError):  # what it was still to be told
                pipe.close()
        if code == -signal.SIGALRM:
            return f"takes longer than {seconds:g} s to read"
        return "ends the process that reads it"


def _start() -> subprocess.Popen[bytes]:
    places = [str(_PACKAGE), os.environ.get("PYTHONPATH", "")]
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "kg.jobs.parser_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, places))},
    )
