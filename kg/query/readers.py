"""A few reader processes, started when first needed, each answering one query at a time under a deadline."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from queue import Empty, LifoQueue

from kg.errors import QueryError, QueryTimeoutError, ResultTooLargeError
from kg.query.evaluation import Answer, Question
from kg.query.messages import Request, receive, send

_PACKAGE = Path(__file__).resolve().parents[2]


class Readers:
    """Asks a store on disk through processes that are killed when a query takes too long or too much."""

    def __init__(self, path: Path, *, processes: int = 2, memory: int = 2 * 2**30) -> None:
        """
        Args:
            path: the quads on disk.
            processes: how many queries run at once; further ones wait, their deadline running.
            memory: bytes that one query may take.
        """
        self._path = path
        self._memory = memory
        self._closed = False
        self._free: LifoQueue[subprocess.Popen[bytes] | None] = LifoQueue()
        for _ in range(processes):
            self._free.put(None)

    def ask(self, question: Question, state: int, timeout: float) -> Answer:
        """The answer to a question, whole.

        Args:
            state: a number that changes when the store has been written.
            timeout: seconds, waiting for a free process included.

        Raises:
            QueryTimeoutError: no answer in time.
            ResultTooLargeError: it needs more memory, or has a larger answer, than is allowed.
            QueryError: as `evaluation.answer`.
        """
        deadline = time.monotonic() + timeout
        try:
            process = self._free.get(timeout=timeout)
        except Empty:
            raise QueryTimeoutError(f"no answer within {timeout:g} s: other queries are running") from None
        try:
            process = process or _start(self._path, self._memory)
            reply = _exchange(process, Request(question, state, deadline))
            if reply is None:
                code, process = _stop(process), None
                raise _ended(code, timeout)
        except BaseException:
            # An exchange broken off halfway leaves a reply behind that the next query must not get.
            if process is not None:
                _stop(process)
                process = None
            raise
        finally:
            if process is not None and self._closed:
                _stop(process)
                process = None
            self._free.put(process)
        if isinstance(reply, QueryError):
            raise reply
        return reply

    def close(self) -> None:
        """Ends the processes: those at work when they are done."""
        self._closed = True
        while True:
            try:
                process = self._free.get_nowait()
            except Empty:
                return
            if process is not None:
                _stop(process)


def _start(path: Path, memory: int) -> subprocess.Popen[bytes]:
    places = [str(_PACKAGE), os.environ.get("PYTHONPATH", "")]
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "kg.query.reader_process", str(path), str(memory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, places))},
    )


def _exchange(process: subprocess.Popen[bytes], request: Request) -> Answer | QueryError | None:
    """The reply to a request, or None where the process has ended without one."""
    assert process.stdin is not None and process.stdout is not None
    try:
        send(process.stdin, request)
        reply = receive(process.stdout)
    except (EOFError, BrokenPipeError):
        return None
    assert isinstance(reply, Answer | QueryError)
    return reply


def _stop(process: subprocess.Popen[bytes]) -> int:
    process.kill()
    with process:
        return process.wait()


def _ended(code: int, timeout: float) -> QueryError:
    if code == -signal.SIGALRM:
        return QueryTimeoutError(f"the query took longer than {timeout:g} s and was ended")
    if code in (-signal.SIGABRT, -signal.SIGKILL, -signal.SIGSEGV, -signal.SIGBUS):
        return ResultTooLargeError("the query needs more memory than it may take and was ended")
    return QueryError(f"the process that answers queries ended with code {code}")
