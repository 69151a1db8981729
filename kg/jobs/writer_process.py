"""The one process that writes a store that is served: `python -m kg.jobs.writer_process STORE`.

It takes what is in STORE/jobs.sqlite, and holds the store only while there is something, so that others may
write it in between. It ends when there has been nothing to do for a while, and at SIGTERM when it has done
what it is at. Whoever hands in a job starts it where it does not run.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError, StoreBusyError, StoreError
from kg.jobs import work
from kg.jobs.bounds import bounded, prepare
from kg.jobs.queue import PLACE, QUEUE, Queue
from kg.jobs.writer_lock import WriterLock

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph
    from kg.pipeline import Reader


_IDLE = 300.0  # seconds without a job after which it ends; `$KG_WRITER_IDLE` says otherwise
_AWAKE = 5.0  # seconds after a job in which the next one is looked for more often
_LINGER = 0.1  # seconds that the store stays open, as one request often follows another
_BUSY = 0.1  # seconds until a store that another process writes is tried again


class Writer:
    """Does the jobs of a store for as long as there are any."""

    def __init__(self, folder: Path, place: str) -> None:
        """`folder` has the jobs, `place` is what `KnowledgeGraph.open` is given."""
        self._place = place
        self._queue = Queue(folder / QUEUE)
        self._stopped = False

    def run(self, lock: WriterLock, idle: float) -> None:
        """Works until it is stopped, or idle for so many seconds."""
        interrupted = self._queue.recover()
        self._queue.prune()
        last = time.monotonic()
        while not self._stopped and lock.valid():
            if self._queue.waiting() or interrupted:
                self._work(interrupted)
                interrupted, last = False, time.monotonic()
                continue
            quiet = time.monotonic() - last
            if quiet > idle:
                return
            time.sleep(0.005 if quiet < _AWAKE else 0.05)

    def stop(self, *_: object) -> None:
        """Ends it after the task it is at."""
        self._stopped = True

    def close(self) -> None:
        """Lets go of the queue."""
        self._queue.close()

    def _work(self, interrupted: bool) -> None:
        """Takes the store for one turn."""
        try:
            graph = self._opened()
        except StoreError as error:
            self._refuse(error)
            return
        if graph is None:
            return
        with graph:
            if interrupted:
                graph.touch()  # what a writer has done that ended before it told the readers
            end = time.monotonic() + _LINGER
            while work.through(self._queue, graph, _reader, bounded, lambda: self._stopped):
                if self._queue.waiting():
                    end = time.monotonic() + _LINGER
                elif time.monotonic() > end or self._stopped:
                    return
                time.sleep(0.005)
        time.sleep(2 * _BUSY)  # somebody else's turn

    def _opened(self) -> KnowledgeGraph | None:
        """The graph; None where it is to stop before another writer is done."""
        from kg.graph import KnowledgeGraph

        while not self._stopped:
            try:
                return KnowledgeGraph.open(self._place)
            except StoreBusyError:
                time.sleep(_BUSY)
        return None

    def _refuse(self, error: KgError) -> None:
        """Fails what waits, where the store cannot be opened at all."""
        while (task := self._queue.begin()) is not None:
            self._queue.fail(task, type(error).__name__, str(error))


def main(folder: Path) -> None:
    """Is the writer of the store in a folder, unless another process is."""
    lock = WriterLock(folder)
    idle = float(os.environ.get("KG_WRITER_IDLE") or _IDLE)
    while lock.take():
        writer = Writer(folder, os.environ.get(PLACE) or str(folder))
        signal.signal(signal.SIGTERM, writer.stop)
        try:
            writer.run(lock, idle)
        finally:
            lock.release()
        # What came between the last look and the release found a writer and started none.
        left = not writer._stopped and folder.exists() and writer._queue.waiting() > 0
        writer.close()
        if not left:
            return


@cache
def _reader() -> Reader:
    """The language model, loaded when the first document is to be read, and kept."""
    from kg.pipeline import Reader

    return Reader()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    prepare()
    main(Path(sys.argv[1]))
