"""Doing what is in the queue, one thing after the other, until it is empty."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.graph import KnowledgeGraph
from kg.jobs import tasks
from kg.jobs.queue import Queue
from kg.jobs.records import Task

if TYPE_CHECKING:
    from kg.pipeline import Reader

_log = logging.getLogger("kg.jobs")
_TURN = 5.0  # seconds that the store is held before another writer that waits for it gets its turn

Guard = Callable[[Task], AbstractContextManager[None]]


def through(
    queue: Queue,
    graph: KnowledgeGraph,
    reader: Callable[[], Reader],
    guard: Guard,
    stopped: Callable[[], bool] = lambda: False,
) -> bool:
    """Does what is in the queue; whether all of it, or only as much as fits into one turn.

    Args:
        reader: gives the reader, when a document has to be read.
        guard: what a task is done in: it may set bounds to it.
        stopped: asked between two tasks: whether to leave the rest.
    """
    end, long = time.monotonic() + _TURN, False
    while not stopped():
        if time.monotonic() > end:
            return False
        task = queue.begin(long=long)
        if task is None:
            return True
        long = task.job.total == 1 and not long
        _do(task, queue, graph, reader, guard)
    return False


def _do(task: Task, queue: Queue, graph: KnowledgeGraph, reader: Callable[[], Reader], guard: Guard) -> None:
    try:
        with guard(task):
            document, outcome = tasks.perform(task, graph, reader)
    except KgError as error:
        queue.fail(task, type(error).__name__, str(error))
    except Exception as error:  # a fault of ours, but not one to stop the others for
        _log.exception("job %s, item %s", task.job.id, task.position)
        queue.fail(task, "KgError", f"{type(error).__name__}: {error}")
    else:
        queue.finish(task, document, outcome)
