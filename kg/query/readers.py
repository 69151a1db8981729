"""A few reader processes, started when first needed, each answering one query at a time under a deadline.

A query that runs for long leaves the processors to the others. It makes room for those that wait, too: it
goes on aside or, where enough do so already, is ended before it has answered anything. The process that takes
the place of its own gets no query before it has started, for that takes longer than most queries.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Condition, Lock, Thread

from kg.errors import ForbiddenQueryError, QueryBusyError, QueryError, QueryTimeoutError
from kg.location import Location
from kg.query import evaluation, query_text
from kg.query.evaluation import Answer, Question
from kg.query.messages import Request
from kg.query.reader import Reader
from kg.query.reader_limits import QueryStatus, ReaderLimits
from kg.query.running_query import GRACE, LOOK, Run
from kg.query.stream import Stream

_START = 30.0  # seconds that a process may take to start
_NOTHING = Question("ASK {}")


def _stays() -> bool:
    return False


def _nothing() -> None:
    pass


class Readers:
    """Asks a store through processes that are killed when a query takes too long or too much.

    Attributes:
        limits: may be replaced at any time; running processes keep their memory.
        waits: called by a thread that is about to wait for an answer.
    """

    def __init__(self, store: Path | Location, limits: ReaderLimits | None = None) -> None:
        """`store` is the folder of the quads, or the server that has them."""
        self.limits = limits or ReaderLimits()
        self.waits: Callable[[], None] = _nothing
        self._store = Location.of(store)
        self._closed = False
        self._changed = Condition()
        self._idle: list[Reader] = []
        self._starting: list[Reader] = []
        self._state = 0
        self._running: list[Run] = []
        self._waiting = 0
        self._outcomes: Counter[str] = Counter()
        self._counting = Lock()
        self._spared = 0

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
        self.waits()
        run = self._begun(timeout, gone)
        self._state = state
        try:
            head = run.head(Request(question, state, run.deadline))
        except BaseException:
            run.close()
            raise
        return Stream(head, run)

    def spared(self) -> None:
        """Counts a query that has been answered without them, and does not wait for them either."""
        with self._counting:
            self._spared += 1

    @property
    def status(self) -> QueryStatus:
        """What has become of the queries so far."""
        with self._changed, self._counting:
            outcomes = self._outcomes + Counter(finished=self._spared)
            return QueryStatus(len(self._running), self._waiting, **outcomes)

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

    def _begun(self, timeout: float, gone: Callable[[], bool]) -> Run:
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
            run = Run(self, reader, timeout, deadline, gone)
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
                self._changed.wait(min(left, LOOK))
        finally:
            self._waiting -= 1

    def _room(self) -> bool:
        """Whether another query may run, after making room for it where that can be done."""
        limits, now = self.limits, time.monotonic()
        for run in list(self._running):
            if now > run.deadline + GRACE:  # its reader reads no more, so nobody else has noticed
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

    def _end(self, run: Run, verdict: QueryError) -> None:
        """Ends a query that another thread reads, which is told why."""
        run.verdict = verdict
        run.reader.kill()
        self._running.remove(run)

    def release(self, run: Run, outcome: str, *, reusable: bool) -> None:
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
