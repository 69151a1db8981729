"""A few reader processes, started when first needed, each answering one query at a time under a deadline.

A query that runs for long leaves the processors to the others. It makes room for those that wait, too: it
goes on aside or, where enough do so already, is ended before it has answered anything. The process that takes
the place of its own gets no query before it has started, for that takes longer than most queries.
"""

from __future__ import annotations

import pickle
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Condition, Thread

from kg.errors import ForbiddenQueryError, KgError, QueryBusyError, QueryError, QueryTimeoutError
from kg.location import Location
from kg.query import evaluation, query_text
from kg.query.evaluation import Answer, Head, Question
from kg.query.messages import END, ERROR, HEAD, PIECE, Request
from kg.query.reader import Reader, ended
from kg.query.reader_limits import QueryStatus, ReaderLimits
from kg.query.stream import Stream

_GRACE = 0.25  # seconds after its deadline in which a process ends itself
_WAITING = 8  # times its patience is how long a query may take that has little of the processor
_FILL = 5  # times its patience after which a query may be ended where enough others run aside
_LOOK = 0.1  # seconds between looks at a query: whether it is long, and whoever asked is still there
_START = 30.0  # seconds that a process may take to start
_NOTHING = Question("ASK {}")


def _stays() -> bool:
    return False


class Readers:
    """Asks a store through processes that are killed when a query takes too long or too much.

    Attributes:
        limits: may be replaced at any time; running processes keep their memory.
    """

    def __init__(self, store: Path | Location, limits: ReaderLimits | None = None) -> None:
        """`store` is the folder of the quads, or the server that has them."""
        self.limits = limits or ReaderLimits()
        self._store = Location.of(store)
        self._closed = False
        self._changed = Condition()
        self._idle: list[Reader] = []
        self._starting: list[Reader] = []
        self._state = 0
        self._running: list[_Run] = []
        self._waiting = 0
        self._outcomes: Counter[str] = Counter()

    def ask(self, question: Question, state: int, timeout: float) -> Answer:
        """The answer to a question, whole. Arguments and errors as `stream`."""
        return self.stream(question, state, timeout).whole()

    def stream(
        self, question: Question, state: int, timeout: float, gone: Callable[[], bool] = _stays
    ) -> Stream:
        """The answer to a question as it comes. Where there is an error before its first bytes, it is raised
        here or by `Stream.begin`.

        Args:
            state: a number that changes when the store has been written.
            timeout: seconds, waiting for a free process included.
            gone: asked now and then whether nobody wants the answer any more.

        Raises:
            QueryTimeoutError: no answer in time.
            QueryBusyError: too many are waiting.
            ResultTooLargeError: it needs more memory, or has a larger answer, than is allowed.
            QueryError: as `evaluation.answer`.
        """
        # Also where no process has the time to say so.
        if query_text.calls_service(question.text):
            raise ForbiddenQueryError(evaluation.NO_SERVICE)
        run = self._begun(timeout, gone)
        self._state = state
        try:
            head = run.head(Request(question, state, run.deadline))
        except BaseException:
            run.close()
            raise
        return Stream(head, run)

    @property
    def status(self) -> QueryStatus:
        """What has become of the queries so far."""
        with self._changed:
            return QueryStatus(len(self._running), self._waiting, **self._outcomes)

    def close(self) -> None:
        """Ends the processes: those at work when they are done."""
        with self._changed:
            self._closed = True
            idle, self._idle = self._idle, []
            for reader in self._starting:
                reader.kill()
            while self._starting:
                self._changed.wait()
        for reader in idle:
            reader.close()

    def _begun(self, timeout: float, gone: Callable[[], bool]) -> _Run:
        """A free process for a query, which nobody else has until it is released."""
        now = time.monotonic()
        deadline = now + timeout
        with self._changed:
            if not self._room():
                if self._waiting >= self.limits.waiting:
                    self._outcomes["refused"] += 1
                    raise QueryBusyError(f"{self._waiting} queries are waiting already: ask again later")
                self._wait(deadline, timeout, gone)
            reader = self._idle.pop() if self._idle else Reader(self._store, self.limits.memory)
            run = _Run(self, reader, timeout, deadline, gone)
            self._running.append(run)
        return run

    def _wait(self, deadline: float, timeout: float, gone: Callable[[], bool]) -> None:
        self._waiting += 1
        try:
            while not self._room():
                left = deadline - time.monotonic()
                if left <= 0:
                    self._outcomes["timed_out"] += 1
                    raise QueryTimeoutError(f"no answer within {timeout:g} s: other queries are running")
                if gone():
                    self._outcomes["killed"] += 1
                    raise QueryError("whoever asked has gone")
                self._changed.wait(min(left, _LOOK))
        finally:
            self._waiting -= 1

    def _room(self) -> bool:
        """Whether another query may run, after making room for it where that can be done."""
        limits, now = self.limits, time.monotonic()
        for run in list(self._running):
            if now > run.deadline + _GRACE:  # its reader reads no more, so nobody else has noticed
                self._end(run, QueryTimeoutError(f"the query took longer than {run.timeout:g} s"))
        if self._free():
            return True
        for run in list(self._running):
            if run.aside or not run.long(now):
                continue
            if sum(other.aside for other in self._running) < limits.aside:
                run.aside = True
                run.reader.slow_down()
            elif run.ripe(now):
                self._end(run, QueryBusyError("too many long queries are running: ask again later"))
            else:
                continue
            self._replace()
            if self._free():
                return True
        return False

    def _free(self) -> bool:
        """Whether a process waits for a query, or there may be one more."""
        return self._beside() < self.limits.processes and (bool(self._idle) or self._wanted())

    def _beside(self) -> int:
        """How many queries take up one of the places."""
        return sum(not run.aside for run in self._running)

    def _end(self, run: _Run, verdict: QueryError) -> None:
        """Ends a query that another thread reads, which is told why."""
        run.verdict = verdict
        run.reader.kill()
        self._running.remove(run)

    def release(self, run: _Run, outcome: str, *, reusable: bool) -> None:
        """Takes a process back at the end of its query."""
        reader: Reader | None = run.reader
        with self._changed:
            self._outcomes[outcome] += 1
            if run in self._running:
                self._running.remove(run)
            if reusable and not run.reader.slowed and self._wanted():
                self._idle.append(run.reader)
                reader = None
            else:
                self._replace()
            self._changed.notify()
        if reader is not None:
            reader.close()

    def _replace(self) -> None:
        """Starts a process in place of one that is aside or has ended."""
        if self._wanted():
            with suppress(OSError):  # the next query tries, too, and is told
                reader = Reader(self._store, self.limits.memory)
                self._starting.append(reader)
                Thread(target=self._start, args=(reader,), name="reader", daemon=True).start()

    def _start(self, reader: Reader) -> None:
        """Waits until a process has opened the store; where it cannot, the next query is told why."""
        begun = reader.started(Request(_NOTHING, self._state, time.monotonic() + _START), _START)
        with self._changed:
            self._starting.remove(reader)
            kept = begun and self._wanted()
            if kept:
                self._idle.append(reader)
            self._changed.notify_all()
        if not kept:
            reader.close()

    def _wanted(self) -> bool:
        """Whether there may be one more process that waits for queries."""
        there = len(self._idle) + len(self._starting) + self._beside()
        return not self._closed and there < self.limits.processes


class _Run:
    """A query that is being answered: the source of a stream.

    Attributes:
        aside: whether it no longer takes up a place.
        delivering: whether some of its answer has come.
        verdict: why another thread has ended it.
    """

    def __init__(
        self, readers: Readers, reader: Reader, timeout: float, deadline: float, gone: Callable[[], bool]
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
                frame = self.reader.frame(_LOOK)
            except EOFError:
                raise self._ended() from None
            if frame is not None:
                return frame
            now = time.monotonic()
            if now > self.deadline + _GRACE:
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
