"""An export made by a process beside, ended at its deadline, for its memory, or when nobody wants it.

The process writes frames as those of `kg.query.messages`: pieces, then the end or an error. So what it wrote
is never taken for the whole where it was broken off, however that came about.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kg.errors import QueryError, QueryTimeoutError, ResultTooLargeError
from kg.export.order import Order
from kg.query.messages import END, ERROR, Incoming

_PACKAGE = Path(__file__).resolve().parents[2]
_GRACE = 0.25  # seconds after its deadline in which the process ends itself
_LOOK = 0.1  # seconds between looks whether whoever asked is still there
_TOLD = 4000  # bytes of what a process that failed has said at its end
# What computes beside threads of its own would take the processors from those who ask for less.
_ALONE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"), "1")


class Delivery:
    """The source of a `kg.query.stream.Stream`: a process that makes one export."""

    def __init__(self, order: Order, gone: Callable[[], bool]) -> None:
        """Starts the process.

        Args:
            gone: asked now and then whether nobody wants the export any more.
        """
        self._deadline = order.deadline
        self._seconds = order.deadline - time.monotonic()
        self._gone = gone
        places = [str(_PACKAGE), os.environ.get("PYTHONPATH", "")]
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - `close` does
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "kg.export_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env={**os.environ, **_ALONE, "PYTHONPATH": os.pathsep.join(filter(None, places))},
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        with suppress(BrokenPipeError):  # reading tells how it has ended
            # It stays open: the process ends where this one does.
            self._process.stdin.write(order.line())
            self._process.stdin.flush()
        self._incoming = Incoming(self._process.stdout.fileno())
        self._poll = select.poll()
        self._poll.register(self._process.stdout.fileno(), select.POLLIN)

    def piece(self) -> bytes | None:
        """The next bytes, None at the end.

        Raises:
            QueryTimeoutError: the deadline is over.
            ResultTooLargeError: it takes more memory than it may.
            QueryError: nobody wants it any more.
            KgError: what keeps the process from making it.
            RuntimeError: the process failed, by a fault of ours.
        """
        kind, body = self._frame()
        if kind == END:
            return None
        if kind == ERROR:
            error = pickle.loads(body)
            assert isinstance(error, Exception)
            raise error
        return body

    def close(self) -> None:
        """Ends the process."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(OSError):  # what was still to be written
                pipe.close()
        self._said.close()

    def _frame(self) -> tuple[bytes, bytes]:
        while (frame := self._incoming.frame()) is None:
            if self._poll.poll(_LOOK * 1000):
                if not self._incoming.read():
                    raise self._ended()
            elif time.monotonic() > self._deadline + _GRACE:
                raise self._late()
            if self._gone():
                raise QueryError("whoever asked has gone")
        return frame

    def _ended(self) -> Exception:
        """What the end of the process means."""
        self._process.kill()
        code = self._process.wait()
        if code == -signal.SIGALRM:
            return self._late()
        if code in (-signal.SIGABRT, -signal.SIGKILL, -signal.SIGSEGV, -signal.SIGBUS):
            return ResultTooLargeError("the export needs more memory than it may take and was ended")
        self._said.seek(0)
        said = self._said.read()[-_TOLD:].decode(errors="replace")
        return RuntimeError(f"the process that makes the export ended with code {code}\n{said}".rstrip())

    def _late(self) -> QueryTimeoutError:
        return QueryTimeoutError(f"the export took longer than {self._seconds:g} s and was ended")
