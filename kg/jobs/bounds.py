"""The bounds of a task that could run for ever: its time, and its memory.

Oxigraph cannot be stopped in the midst of an update, so the kernel ends the process. The store is as before:
Oxigraph's transactions are whole or not at all.
"""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from kg.jobs.records import Task

MEMORY = 2 * 2**30  # bytes of addresses that an update may take beyond what the process has


@contextmanager
def bounded(task: Task) -> Iterator[None]:
    """Ends the process where a task with a time of its own takes longer, or too much memory."""
    if task.seconds is None:
        yield
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    limit = _addresses() + MEMORY
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    signal.setitimer(signal.ITIMER_REAL, max(task.seconds, 0.001))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def prepare() -> None:
    """Lets the alarm end the process, and leaves no picture of its memory on disk."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _addresses() -> int:
    with open("/proc/self/statm", encoding="ascii") as sizes:
        return int(sizes.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
