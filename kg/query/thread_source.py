"""An answer made by a thread of this process, for a graph in memory or on another server.

The thread asks and reads: what Oxigraph finds must stay in the thread that asked. It cannot be stopped, but
ends with the next bytes that nobody wants.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import TypeAlias

from kg.errors import QueryError, QueryTimeoutError
from kg.query import evaluation
from kg.query.evaluation import Found, Head, Question
from kg.query.stream import Stream

_PIECE = 64 * 1024  # bytes that are gathered before they are handed over
_AHEAD = 4  # pieces by which the thread may be ahead
_LOOK = 0.25  # seconds between looks whether the other side is still there

Evaluated: TypeAlias = Callable[[], AbstractContextManager[Found]]


def stream(
    evaluated: Evaluated, question: Question, timeout: float | None, gone: Callable[[], bool]
) -> Stream:
    """The answer to a question as it comes.

    Args:
        evaluated: gives what the query finds, within the thread.
        timeout: seconds after which nobody waits any more.
        gone: asked now and then whether nobody wants the answer any more.

    Raises:
        QueryError, StoreError: as `evaluated`, and as `evaluation.write`.
        QueryTimeoutError: no answer in time.
    """
    source = _ThreadSource(evaluated, question, timeout, gone)
    try:
        return Stream(source.head(), source)
    except BaseException:
        source.close()
        raise


class _UnwantedError(Exception):
    """Whoever asked has gone."""


def _bare(error: Exception) -> Exception:
    """An error without the frames it came through, whose variables another thread must not let go of."""
    link: BaseException | None = error
    while link is not None:
        link.__traceback__ = None
        link = link.__cause__ or link.__context__
    return error


class _ThreadSource:
    def __init__(
        self, evaluated: Evaluated, question: Question, timeout: float | None, gone: Callable[[], bool]
    ) -> None:
        self._evaluated = evaluated
        self._question = question
        self._timeout = timeout
        self._deadline = None if timeout is None else time.monotonic() + timeout
        self._gone = gone
        self._unwanted = Event()
        self._pieces: Queue[Head | bytes | Exception | None] = Queue(_AHEAD)
        self._gathered = bytearray()
        Thread(target=self._answer, name="query", daemon=True).start()

    def head(self) -> Head:
        head = self._next()
        assert isinstance(head, Head)
        return head

    def piece(self) -> bytes | None:
        piece = self._next()
        assert not isinstance(piece, Head)
        return piece

    def close(self) -> None:
        self._unwanted.set()

    def _next(self) -> Head | bytes | None:
        while True:
            with suppress(Empty):
                found = self._pieces.get(timeout=_LOOK)
                if isinstance(found, Exception):
                    raise found
                return found
            if self._deadline is not None and time.monotonic() > self._deadline:
                raise QueryTimeoutError(f"the query took longer than {self._timeout:g} s")
            if self._gone():
                raise QueryError("whoever asked has gone")

    def _answer(self) -> None:
        """What the thread does."""
        with suppress(_UnwantedError):
            try:
                with self._evaluated() as found:
                    head = evaluation.head(found, self._question)
                    self._put(head)
                    evaluation.write(found, head, self._question, self)
                if self._gathered:
                    self._put(bytes(self._gathered))
                self._put(None)
            except _UnwantedError:
                raise
            except Exception as error:
                self._put(_bare(error))

    def write(self, data: bytes) -> int:
        self._gathered += data
        if len(self._gathered) >= _PIECE:
            self._put(bytes(self._gathered))
            self._gathered.clear()
        return len(data)

    def _put(self, piece: Head | bytes | Exception | None) -> None:
        while not self._unwanted.is_set():
            with suppress(Full):
                self._pieces.put(piece, timeout=_LOOK)
                return
        raise _UnwantedError
