"""Where jobs are handed in, asked about, waited for and taken back."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING

from kg.graph import KnowledgeGraph
from kg.jobs import work, writer_lock
from kg.jobs.queue import PLACE, QUEUE, Queue
from kg.jobs.records import Item, Job, Kind, Order, State

if TYPE_CHECKING:
    from kg.pipeline import Reader

_PACKAGE = Path(__file__).resolve().parents[2]
_LOOK = 0.5  # seconds between looks whether the writer lives, while waiting
_START = 2.0  # seconds in which a writer that was started must have taken its lock


class Desk:
    """The jobs of one graph.

    Those of a graph on disk that is open for reading are done by the store's writer process, which is started
    when needed. Those of a graph that can be written here are done here, by a thread.
    """

    def __init__(self, graph: KnowledgeGraph) -> None:
        """Opens the queue of a graph. Raises `StoreError`."""
        self._graph = graph
        self._folder = graph.folder if graph.read_only else None
        self._queue = Queue(self._folder / QUEUE if self._folder else None)
        self._lock = Lock()
        self._thread: Thread | None = None
        self._started = float("-inf")
        if self._queue.waiting():
            self._see_to_it()

    @staticmethod
    def begun(graph: KnowledgeGraph) -> bool:
        """Whether jobs have been handed in before, which may wait to be gone on with."""
        return graph.read_only and graph.folder is not None and (graph.folder / QUEUE).exists()

    def submit(
        self, kind: Kind, orders: Sequence[Order], *, who: str | None = None, seconds: float | None = None
    ) -> Job:
        """Hands in a job, which is on disk when this returns.

        Args:
            who: the name of the token it comes with.
            seconds: how long it may take; an update that takes longer is ended.

        Raises:
            StoreError: it cannot be written down.
        """
        job = self._queue.submit(kind, orders, who=who, seconds=seconds)
        if not job.state.over:
            self._see_to_it()
        return job

    def wait(self, identifier: str, seconds: float) -> Job:
        """The job when it is over, or as it is after so many seconds. Raises `NotFoundError`."""
        for job in self.watch(identifier, seconds):
            last = job
        return last

    def watch(self, identifier: str, seconds: float) -> Iterator[Job]:
        """The job as it is now, and each time that it has changed, until it is over or the seconds are."""
        end = time.monotonic() + seconds
        looked, pause = time.monotonic(), 0.002
        shown = self._queue.job(identifier)
        yield shown
        while not shown.state.over and (now := time.monotonic()) < end:
            time.sleep(min(pause, end - now))
            pause = min(pause * 1.2, 0.05)
            if now - looked > _LOOK:
                looked = now
                self._see_to_it()
            job = self._queue.job(identifier)
            if job != shown:
                shown = job
                yield job

    def job(self, identifier: str) -> Job:
        """The job of an id. Raises `NotFoundError`."""
        job = self._queue.job(identifier)
        if not job.state.over:
            self._see_to_it()
        return job

    def jobs(self, limit: int, *, before: int | None = None, state: State | None = None) -> list[Job]:
        """At most `limit` jobs, the newest first, of those with a number below `before`."""
        return self._queue.jobs(limit, before=before, state=state)

    def counts(self) -> dict[State, int]:
        """How many jobs are in each state; those long over are forgotten."""
        return self._queue.counts()

    def items(self, job: Job) -> list[Item]:
        """What became of each item of a job."""
        return self._queue.items(job)

    def cancel(self, identifier: str) -> Job:
        """Takes back what has not been begun of a job; what is over stays. Raises `NotFoundError`."""
        return self._queue.cancel(identifier)

    def close(self) -> None:
        """Lets go of the queue, when what is being done here is done."""
        thread = self._thread
        if thread is not None:
            thread.join()
        self._queue.close()

    def _see_to_it(self) -> None:
        """Makes sure that somebody does what is in the queue."""
        with self._lock:
            if self._folder is None:
                if self._thread is None:
                    self._thread = Thread(target=self._do_here, name="kg-jobs", daemon=True)
                    self._thread.start()
            elif time.monotonic() - self._started > _START and not writer_lock.held(self._folder):
                self._started = time.monotonic()
                _start(self._folder, self._graph.place or "")

    def _do_here(self) -> None:
        while True:
            work.through(self._queue, self._graph, _reader, lambda task: nullcontext())
            with self._lock:
                if not self._queue.waiting():
                    self._thread = None
                    return


def _start(folder: Path, place: str) -> None:
    """Starts the writer of a store, which outlives this process."""
    places = [str(_PACKAGE), os.environ.get("PYTHONPATH", "")]
    with open(folder / "writer.log", "wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "kg.jobs.writer_process", str(folder.absolute())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=log,
            start_new_session=True,
            env={**os.environ, PLACE: place, "PYTHONPATH": os.pathsep.join(filter(None, places))},
        )
    Thread(target=process.wait, name="kg-writer-end", daemon=True).start()


@cache
def _reader() -> Reader:
    from kg.pipeline import Reader

    return Reader()
