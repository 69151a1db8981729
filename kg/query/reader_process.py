"""A process that answers queries from a store on disk, and that can be killed: Oxigraph has no other way to
stop a query. `python -m kg.query.reader_process STORE MEMORY` reads requests from standard input and writes
replies to standard output, both as in `kg.query.messages`.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sys
import time
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from kg.errors import QueryError, ResultTooLargeError
from kg.query.evaluation import Answer, Question, answer
from kg.query.messages import Request, receive, send
from kg.store import snapshot


def serve(path: str, memory: int, requests: BinaryIO, replies: BinaryIO) -> None:
    """Answers requests until there are no more.

    Args:
        path: the quads on disk.
        memory: bytes of address space that queries may take beyond what opening the store took.
    """
    store: ox.Store | None = None
    state: int | None = None
    while True:
        try:
            request = receive(requests)
        except EOFError:
            return
        assert isinstance(request, Request)
        # The kernel ends the process at the deadline, whatever it does and whether or not the asker lives.
        signal.setitimer(signal.ITIMER_REAL, max(request.deadline - time.monotonic(), 0.001))
        if store is None or request.state != state:
            store = None
            store, state = _opened(path, memory), request.state
        reply = _reply(store, request.question)
        if isinstance(reply, QueryError) and isinstance(reply.__cause__, OSError | RuntimeError):
            # A writer may have taken away a file that was still to be read.
            store = None
            store = _opened(path, memory)
            reply = _reply(store, request.question)
        signal.setitimer(signal.ITIMER_REAL, 0)
        send(replies, reply)


def _opened(path: str, memory: int) -> ox.Store:
    _limit_memory(None)
    store = snapshot.take(Path(path))
    _limit_memory(memory)
    return store


def _reply(store: ox.Store, question: Question) -> Answer | QueryError:
    try:
        return answer(store, question)
    except QueryError as error:
        return error
    except MemoryError:
        return ResultTooLargeError("the query needs more memory than it may take")


def _limit_memory(beyond: int | None) -> None:
    """Lets the process take so many bytes of addresses beyond what it has; as many as it likes for None."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    limit = hard
    if beyond is not None:
        with open("/proc/self/statm", encoding="ascii") as sizes:
            limit = int(sizes.read().split()[0]) * os.sysconf("SC_PAGE_SIZE") + beyond
        if hard != resource.RLIM_INFINITY:
            limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


if __name__ == "__main__":
    # An allocation that fails ends the process; nobody needs its memory on disk.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    with contextlib.suppress(BrokenPipeError):
        serve(sys.argv[1], int(sys.argv[2]), sys.stdin.buffer, sys.stdout.buffer)
