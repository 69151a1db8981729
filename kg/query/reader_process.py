"""A process that answers queries from a store on disk, and that can be killed: Oxigraph has no other way to
stop a query. `python -m kg.query.reader_process STORE MEMORY` reads requests from standard input and writes
answers to standard output while they are found, both as in `kg.query.messages`. STORE is a folder of quads,
unless $KG_READER_STORE names a server, as a user would, to which it hands the queries on.

It loads as little as it can: who has been ended in the middle of a query is replaced, at the cost of others.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

import pyoxigraph as ox

from kg.errors import KgError, ResultTooLargeError, StoreError
from kg.query import evaluation
from kg.query.evaluation import Found, Question
from kg.query.messages import STORE, Outgoing, Request, receive
from kg.store import snapshot

if TYPE_CHECKING:
    from kg.location import Location
    from kg.store.remote_store import RemoteStore

Opened: TypeAlias = "ox.Store | RemoteStore"


def serve(named: Path | Location, memory: int, requests: BinaryIO, answers: Outgoing) -> None:
    """Answers requests until there are no more.

    Args:
        named: the folder of the quads, or the server that has them.
        memory: bytes of address space that queries may take beyond what opening the store took.

    Raises:
        BrokenPipeError: the asker has gone.
    """
    store: Opened | None = None
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
            state = request.state
            if store is None or isinstance(store, ox.Store):
                store = None
                try:
                    store = _opened(named, memory)
                except StoreError as error:  # of a server; what is wrong with a folder ends the process
                    signal.setitimer(signal.ITIMER_REAL, 0)
                    answers.error(error)
                    continue
            answers.opened()
        failure = _answer(store, request.question, request.deadline, answers)
        if failure is not None and isinstance(failure.__cause__, OSError | RuntimeError) and not answers.sent:
            # A writer may have taken away a file that was still to be read.
            store = None
            store = _opened(named, memory)
            failure = _answer(store, request.question, request.deadline, answers)
        signal.setitimer(signal.ITIMER_REAL, 0)
        if failure is None:
            answers.end()
        else:
            answers.error(failure)


def _answer(store: Opened, question: Question, deadline: float, answers: Outgoing) -> KgError | None:
    """Sends an answer but for its end; or gives the error, perhaps after a part of it."""
    try:
        with evaluation.failing(question), _found(store, question, deadline) as found:
            head = evaluation.head(found, question)
            answers.head(head)
            evaluation.write(found, head, question, answers)
    except KgError as error:
        if isinstance(error.__cause__, BrokenPipeError):
            raise error.__cause__ from None
        return error
    except MemoryError:
        return ResultTooLargeError("the query needs more memory than it may take")
    return None


@contextmanager
def _found(store: Opened, question: Question, deadline: float) -> Iterator[Found]:
    if isinstance(store, ox.Store):
        yield evaluation.evaluated(store, question)
        return
    from kg.query import remote_evaluation

    left = max(deadline - time.monotonic(), 0.001)
    with remote_evaluation.evaluated(store, question, left) as found:
        yield found


def _opened(named: Path | Location, memory: int) -> Opened:
    _limit_memory(None)
    store: Opened
    if isinstance(named, Path):
        store = snapshot.take(named)
    else:
        # What speaks HTTP is loaded only where there is a server to speak with.
        from kg.store.remote_store import RemoteStore

        assert named.server is not None
        store = RemoteStore(named.server, read_only=True)
    _limit_memory(memory)
    return store


def _named() -> Path | Location:
    """The store that the command and the environment name."""
    server = os.environ.get(STORE)
    if not server:
        return Path(sys.argv[1])
    from kg.location import Location

    return Location.of(server)


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
        serve(_named(), int(sys.argv[2]), sys.stdin.buffer, Outgoing(sys.stdout.fileno()))
