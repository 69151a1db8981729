"""A query that a reader process is answering, seen from the side of who asked."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable
from typing import Protocol

from kg.errors import KgError, QueryError, QueryTimeoutError
from kg.query.evaluation import Head
from kg.query.messages import END, ERROR, HEAD, PIECE, Request
from kg.query.reader import Reader, ended
from kg.query.reader_limits import ReaderLimits

GRACE = 0.25  # seconds after its deadline in which a process ends itself
LOOK = 0.1  # seconds between looks at a query: whether it is long, and whoever asked is still there
_WAITING = 8  # times its patience is how long a query may take that has little of the processor
_FILL = 5  # times its patience after which a query may be ended where enough others run aside


class Keeper(Protocol):
    """Whose process it is."""

    @property
    def limits(self) -> ReaderLimits: ...

    def release(self, run: Run, outcome: str, *, reusable: bool) -> None: ...


class Run:
    """A query that is being answered: the source of a stream.

    Attributes:
        aside: whether it no longer takes up a place.
        delivering: whether some of its answer has come.
        verdict: why another thread has ended it.
    """

    def __init__(
        self, readers: Keeper, reader: Reader, timeout: float, deadline: float, gone: Callable[[], bool]
    ) -> None:
        self.reader = reader
        self.timeout = timeout
        self.deadline = deadline
        self.aside = self.delivering = False
        self.verdict: QueryError | None = None
        self._readers = readers
        self._gone = gone
        self._released = False

    def head(self, request: Request) -> Head:
        """Puts the question; what its answer is. Raises as `Readers.stream`."""
        try:
            self.reader.begin(request)
        except BrokenPipeError:
            raise self._ended() from None
        body = self._received(HEAD)
        head = pickle.loads(body or b"")
        assert isinstance(head, Head)
        return head

    def long(self, now: float) -> bool:
        """Whether it has taken long enough to let others go first. A query that only waits for a processor
        has not, unless that lasts."""
        patience, lasted = self._readers.limits.patience, self.reader.lasted(now)
        return lasted >= patience and (lasted >= _WAITING * patience or self.reader.worked() >= patience)

    def ripe(self, now: float) -> bool:
        """Whether it may be ended to make room: it has had its fill, and nothing of its answer has come."""
        return not self.delivering and self.reader.lasted(now) >= _FILL * self._readers.limits.patience

    def piece(self) -> bytes | None:
        piece = self._received(PIECE)
        self.delivering = True
        return piece

    def close(self) -> None:
        self._release("killed", reusable=False)

    def _received(self, wanted: bytes) -> bytes | None:
        """The bytes of the next frame, which is of that kind; None for the last. Raises the error in it."""
        kind, body = self._frame()
        if kind == END:
            self._release("finished", reusable=True)
            return None
        if kind == ERROR:
            error = pickle.loads(body)
            assert isinstance(error, KgError)
            self._release("failed", reusable=True)
            raise error
        assert kind == wanted
        return body

    def _frame(self) -> tuple[bytes, bytes]:
        while True:
            try:
                frame = self.reader.frame(LOOK)
            except EOFError:
                raise self._ended() from None
            if frame is not None:
                return frame
            now = time.monotonic()
            if now > self.deadline + GRACE:
                self.verdict = QueryTimeoutError(f"the query took longer than {self.timeout:g} s")
                raise self._ended()
            if self._gone():
                raise QueryError("whoever asked has gone")
            if not self.delivering and self.long(now):
                self.reader.slow_down()

    def _ended(self) -> QueryError:
        """Why the process has ended, or is to."""
        error = self.verdict or ended(self.reader.stop(), self.timeout)
        self._release("timed_out" if isinstance(error, QueryTimeoutError) else "killed", reusable=False)
        return error

    def _release(self, outcome: str, *, reusable: bool) -> None:
        if not self._released:
            self._released = True
            self._readers.release(self, outcome, reusable=reusable)
