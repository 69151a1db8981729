"""Workers that answer requests, kept running: one that dies is replaced, and none outlives its supervisor."""

from __future__ import annotations

import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from queue import Empty, SimpleQueue
from select import select
from types import FrameType

from api.guard.tally import Tally
from api.serving import crowd
from api.serving.worker import READY, Plan
from kg.errors import KgError

_PACKAGE = Path(__file__).resolve().parents[2]
_STARTING = 60.0  # seconds that a worker may take until it answers
_SHORT = 5.0  # seconds: a worker that lived no longer died of its start
_TRIES = 6  # deaths of that kind, one after the other, until there is no sense in further ones
_PAUSE = 0.2  # seconds before the second try; twice as many before each further one
_KILLING = 2.0  # seconds beyond the grace for a worker to end by itself


class WorkerError(KgError):
    """No worker can be kept running."""


class Supervisor:
    """Runs so many workers on some sockets until it is told to stop."""

    def __init__(self, plan: Plan, sockets: Sequence[socket.socket], workers: int) -> None:
        """
        Args:
            plan: what each worker does; its descriptors and its place are filled in here.
        """
        self._plan = plan
        self._sockets = sockets
        self._count = workers
        self._crowd = crowd.shared(workers)
        self._tally = Tally()
        self._workers: list[_Worker] = []
        self._events: SimpleQueue[_Worker | None] = SimpleQueue()
        self._stopping = 0
        self._short = 0  # deaths soon after the start, one after the other

    def run(self, ready: Callable[[], None]) -> None:
        """Serves until SIGTERM, SIGINT or `stop`; a second signal leaves no grace.

        Args:
            ready: called once all workers answer.

        Raises:
            WorkerError: a worker cannot start, or dies again and again.
        """
        handlers = {number: signal.signal(number, self._signalled) for number in _SIGNALS}
        try:
            for place in range(self._count):
                self._start(place)
            for worker in self._workers:
                complaint = worker.started(_STARTING)
                if complaint is not None and not self._stopping:
                    raise WorkerError(complaint)
            if not self._stopping:
                ready()
            self._keep()
        finally:
            self._end()
            for number, handler in handlers.items():
                signal.signal(number, handler)

    def stop(self) -> None:
        """Ends `run`; for signal handlers too."""
        self._stopping += 1
        self._events.put(None)

    def _signalled(self, number: int, frame: FrameType | None) -> None:
        self.stop()

    def _start(self, place: int) -> None:
        plan = replace(
            self._plan, sockets=tuple(one.fileno() for one in self._sockets), crowd=self._crowd, place=place
        )
        self._workers.append(_Worker(plan, self._events, self._tally.environment))

    def _keep(self) -> None:
        while not self._stopping:
            gone = self._events.get()
            if gone is None or self._stopping:
                continue
            self._workers.remove(gone)
            complaint = gone.started(0) or "a worker ended"
            code = gone.clear()
            self._tally.replaced(gone.pid)
            self._short = self._short + 1 if gone.lived() < _SHORT else 0
            if self._short >= _TRIES:
                raise WorkerError(f"the workers end as soon as they start: {complaint}, {_ending(code)}")
            print(f"kg: {complaint}, {_ending(code)}; starting another", file=sys.stderr, flush=True)
            if self._short:
                self._wait(_PAUSE * 2 ** (self._short - 1))
            if not self._stopping:
                self._start(gone.place)

    def _wait(self, seconds: float) -> None:
        """Waits, unless it is told to stop; a worker that ends meanwhile is seen to afterwards."""
        end, seen = time.monotonic() + seconds, []
        while not self._stopping and (left := end - time.monotonic()) > 0:
            with suppress(Empty):
                seen.append(self._events.get(timeout=left))
        for event in seen:
            self._events.put(event)

    def _end(self) -> None:
        for one in self._sockets:
            one.close()
        for worker in self._workers:
            worker.terminate()
        asked = self._stopping
        end = time.monotonic() + self._plan.settings.grace + _KILLING
        while time.monotonic() < end and self._stopping <= max(asked, 1):
            if not any(worker.alive() for worker in self._workers):
                break
            with suppress(Empty):
                self._events.get(timeout=0.1)
        for worker in self._workers:
            worker.clear()
        os.close(self._crowd)
        self._tally.close()


_SIGNALS = (signal.SIGTERM, signal.SIGINT)


class _Worker:
    """One process, and all that it starts: they are a group of their own, which the terminal's Ctrl-C does
    not reach and which can be ended as a whole."""

    def __init__(
        self, plan: Plan, events: SimpleQueue[_Worker | None], environment: Mapping[str, str]
    ) -> None:
        self.place = plan.place
        places = [str(_PACKAGE), os.environ.get("PYTHONPATH", "")]
        self._report, told = os.pipe()
        self._begun = time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "api.serving.worker"],
            stdin=subprocess.PIPE,
            env={**os.environ, **environment, "PYTHONPATH": os.pathsep.join(filter(None, places))},
            pass_fds=(*plan.sockets, plan.crowd, told),
            process_group=0,
        )
        os.close(told)
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):
            pickle.dump(replace(plan, report=told), self._process.stdin)
            self._process.stdin.flush()
        self._ended: float | None = None
        self._said: str | None = None
        threading.Thread(target=self._watch, args=(events,), daemon=True).start()

    def _watch(self, events: SimpleQueue[_Worker | None]) -> None:
        self._process.wait()
        self._ended = time.monotonic()
        events.put(self)

    def started(self, seconds: float) -> str | None:
        """None if it answers, in so many seconds; else what keeps it from that."""
        if self._said is None:
            if not select([self._report], [], [], seconds)[0]:
                return f"a worker does not answer within {seconds:g} s"
            self._said = os.read(self._report, 4096).decode("utf-8", "replace").strip()
        return None if self._said == READY else self._said or "a worker ended as it started"

    @property
    def pid(self) -> int:
        return self._process.pid

    def alive(self) -> bool:
        return self._process.poll() is None

    def lived(self) -> float:
        """Seconds from its start to its end."""
        return (self._ended or time.monotonic()) - self._begun

    def terminate(self) -> None:
        with suppress(ProcessLookupError):
            self._process.terminate()

    def clear(self) -> int:
        """Ends what is left of it and of what it started, and gives its exit code."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        code = self._process.wait()
        if self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()
        with suppress(OSError):
            os.close(self._report)
        return code


def _ending(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
