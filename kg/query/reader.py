"""One reader process, seen from the side of those who ask it."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from kg.errors import QueryError, QueryTimeoutError, ResultTooLargeError
from kg.location import Location
from kg.query.messages import END, ERROR, OPENED, STORE, Incoming, Request, send

_PACKAGE = Path(__file__).resolve().parents[2]
_PIPE = 2**20  # bytes by which the process may be ahead of who reads its answer
_NICE = 10  # a tenth of a processor where those who answer at once want all of it
_LOWEST = 19  # niceness, where the system has no class for what is to use idle time alone


class Reader:
    """A process that answers one query after the other. `begin`, then `frame` until the answer has ended."""

    def __init__(self, store: Location, memory: int) -> None:
        """Starts it; it takes a moment until it answers.

        Args:
            store: the folder of the quads, or the server that has them.
            memory: bytes that a query may take.
        """
        places = [str(_PACKAGE), os.environ.get("PYTHONPATH", "")]
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "kg.query.reader_process", str(store), str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # The name of a server may hold a password, which everyone could read in the command.
            env={
                **os.environ,
                STORE: store.option if store.server else "",
                "PYTHONPATH": os.pathsep.join(filter(None, places)),
            },
            pipesize=_PIPE,
        )
        with suppress(OSError):  # it may have ended
            os.setpriority(os.PRIO_PROCESS, self._process.pid, _NICE)
        assert self._process.stdout is not None
        self._incoming = Incoming(self._process.stdout.fileno())
        self._poll = select.poll()
        self._poll.register(self._process.stdout.fileno(), select.POLLIN)
        self.slowed = False
        self._state: int | None = None
        self._opening = False
        self._taken = self._before = 0.0

    def begin(self, request: Request) -> None:
        """Puts a question to it. Raises `BrokenPipeError` where it has ended."""
        assert self._process.stdin is not None
        self._opening = request.state != self._state
        self._state = request.state
        self._take()
        send(self._process.stdin, request)

    def started(self, request: Request, seconds: float) -> bool:
        """Whether it answers a first question, of which nobody wants the answer, in that time."""
        with suppress(BrokenPipeError, EOFError):
            self.begin(request)
            while (frame := self.frame(seconds)) is not None:
                if frame[0] == END:
                    return True
                if frame[0] == ERROR:
                    break
        return False

    def frame(self, seconds: float) -> tuple[bytes, bytes] | None:
        """The next frame of the answer; None where none has come in that time.

        Raises:
            EOFError: the process has ended.
        """
        while True:
            while (frame := self._incoming.frame()) is None:
                if not self._poll.poll(max(seconds, 0) * 1000):
                    return None
                if not self._incoming.read():
                    raise EOFError
            if frame[0] != OPENED:
                return frame
            self._opening = False
            self._take()

    def lasted(self, now: float) -> float:
        """Seconds since the process took the present question: none while it starts, or opens the store."""
        return 0.0 if self._opening else now - self._taken

    def worked(self) -> float:
        """Seconds of processor time that the present question has had, as long as it `lasted`."""
        return 0.0 if self._opening else self._processor() - self._before

    def _take(self) -> None:
        self._taken, self._before = time.monotonic(), self._processor()

    def _processor(self) -> float:
        try:
            # The clock of another process, named as by clock_getcpuclockid(3).
            return time.clock_gettime(~self._process.pid << 3 | 2)
        except OSError:
            return 0.0  # it has ended

    def slow_down(self) -> None:
        """Lets all others go first, from now on and for good: it has only what nobody else wants of the
        processors. There is no way back without privileges.

        Linux schedules threads, and it is the first one that answers queries. The others stay as they are: a
        thread that has no time to end, and of which /proc knows, keeps the kernel busy for whoever waits for
        the process to be gone.
        """
        if not self.slowed:
            self.slowed = True
            with suppress(OSError):  # it may have ended
                os.setpriority(os.PRIO_PROCESS, self._process.pid, _LOWEST)
                os.sched_setscheduler(self._process.pid, os.SCHED_IDLE, os.sched_param(0))

    def kill(self) -> None:
        """Ends the process, at once and without waiting for it. For any thread."""
        if self.slowed and self._process.returncode is None:
            with suppress(OSError):  # without privileges its end takes as long as it takes
                os.sched_setscheduler(self._process.pid, os.SCHED_OTHER, os.sched_param(0))
        self._process.kill()

    def stop(self) -> int:
        """The code with which the process has ended, or now is."""
        self.kill()
        return self._process.wait()

    def close(self) -> None:
        """Kills the process and lets go of the pipes, which nobody may be reading."""
        self.stop()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(OSError):  # what was still to be written
                pipe.close()


def ended(code: int, seconds: float) -> QueryError:
    """What the end of a process means to the query it was answering, which had so many seconds."""
    if code == -signal.SIGALRM:
        return QueryTimeoutError(f"the query took longer than {seconds:g} s and was ended")
    if code in (-signal.SIGABRT, -signal.SIGKILL, -signal.SIGSEGV, -signal.SIGBUS):
        return ResultTooLargeError("the query needs more memory than it may take and was ended")
    return QueryError(f"the process that answers queries ended with code {code}")
