"""A process that makes one export of a graph that others may be writing, and that can be killed.

`python -m kg.export_process` reads one line, a `kg.export.order.Order`, from standard input, and writes
frames as those of `kg.query.messages` to standard output. It ends at its deadline, and when that input does.
"""

from __future__ import annotations

import io
import os
import resource
import signal
import sys
import time
import traceback
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, BinaryIO, cast

from kg import export
from kg.errors import KgError, ResultTooLargeError
from kg.export.order import Order
from kg.graph import KnowledgeGraph
from kg.query.messages import Outgoing

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_NICE = 10  # a tenth of a processor where others want all of it


class Pieces(io.RawIOBase):
    """The stream that a writer writes to: the pieces of an answer."""

    def __init__(self, answer: Outgoing) -> None:
        super().__init__()
        self._answer = answer

    def writable(self) -> bool:
        return True

    def write(self, data: ReadableBuffer, /) -> int:
        return self._answer.write(bytes(data))


def make(order: Order, answer: Outgoing) -> None:
    """Writes an export, and that it is whole or what kept it from being so.

    Raises:
        BrokenPipeError: nobody reads it any more.
    """
    try:
        with KnowledgeGraph.open(order.place, base=order.base, read_only=True) as graph:
            _limit_memory(order.memory)
            with graph.portion(order.view) as portion:
                export.write(
                    portion,
                    order.format,
                    cast(BinaryIO, Pieces(answer)),
                    layout=order.layout,
                    measures=order.measures,
                    dynamic=order.dynamic,
                )
    except KgError as error:
        answer.error(error)
    except MemoryError:
        answer.error(ResultTooLargeError("the export needs more memory than it may take"))
    except BrokenPipeError:
        raise
    except Exception:  # a fault of ours, which the asker's log is to have
        answer.error(RuntimeError(traceback.format_exc()))
    else:
        answer.end()


def _limit_memory(beyond: int) -> None:
    """Lets the process take so many bytes of addresses beyond what it has."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    with open("/proc/self/statm", encoding="ascii") as sizes:
        limit = int(sizes.read().split()[0]) * os.sysconf("SC_PAGE_SIZE") + beyond
    resource.setrlimit(
        resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard)
    )


def _step_aside() -> None:
    """Lets those go first who ask for less."""
    os.nice(_NICE)
    with suppress(OSError):
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def _follow() -> None:
    """Ends the process when whoever asked has ended."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    # An allocation that fails ends the process; nobody needs its memory on disk.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    _step_aside()
    ordered = Order.read(sys.stdin.buffer.readline())
    # The kernel ends the process at the deadline, whatever it does and whether or not the asker lives.
    signal.setitimer(signal.ITIMER_REAL, max(ordered.deadline - time.monotonic(), 0.001))
    Thread(target=_follow, daemon=True).start()
    # What a library prints is no part of the export.
    frames = os.dup(1)
    os.dup2(2, 1)
    with suppress(BrokenPipeError):
        make(ordered, Outgoing(frames))
