"""The queue of jobs: durable, in one file, shared by those who hand jobs in and the one who does them.

A job that has been handed in survives the end of every process, and a loss of power.
"""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

from kg.errors import NotFoundError, StoreError
from kg.jobs.records import Item, Job, Kind, Order, State, Task

QUEUE = "jobs.sqlite"  # in the store's folder

# In the environment of the writer: what it opens, if not the folder. There may be a password in it.
PLACE = "KG_WRITER_STORE"

_SCHEMA = Path(__file__).with_name("queue.sql")
_JOB = "id, kind, state, who, created, started, finished, total, done, failed, cancelled, number"
_ATTEMPTS = 3  # of a document during which the writer has ended each time
_KEPT = 1000  # finished jobs, and
_DAYS = 7  # how long at most


class Queue:
    """Jobs in the file `path`; in memory for None. Threads share it."""

    def __init__(self, path: Path | None) -> None:
        """Opens the queue, empty where there is none. Raises `StoreError`."""
        self._lock = RLock()
        try:
            self._connection = sqlite3.connect(
                path or ":memory:", timeout=30, isolation_level=None, check_same_thread=False
            )
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._connection.executescript(_SCHEMA.read_text(encoding="utf-8"))
        except sqlite3.Error as error:
            raise StoreError(f"the queue {path} cannot be opened: {error}") from error

    def submit(
        self, kind: Kind, orders: Sequence[Order], *, who: str | None = None, seconds: float | None = None
    ) -> Job:
        """A new job. It is on disk when this returns. Raises `StoreError` where it cannot be written."""
        identifier, now = secrets.token_hex(8), time.time()
        failed = sum(order.error is not None for order in orders)
        with self._writing() as run:
            run.execute(
                "INSERT INTO job (id, kind, state, who, seconds, created, total, done, failed, cancelled)"
                " VALUES (?, ?, 'queued', ?, ?, ?, ?, 0, ?, 0)",
                [identifier, kind, who, seconds, now, len(orders), failed],
            )
            number = int(run.execute("SELECT last_insert_rowid()").fetchone()[0])
            run.executemany(
                "INSERT INTO item (job, position, source, payload, state, error_kind, error)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    (number, position, order.source, order.payload)
                    + (
                        ("queued", None, None)
                        if order.error is None
                        else ("failed", "InputError", order.error)
                    )
                    for position, order in enumerate(orders)
                ),
            )
            _settle(run, number)
        return self.job(identifier)

    def job(self, identifier: str) -> Job:
        """The job of an id. Raises `NotFoundError`."""
        found = self._rows(f"SELECT {_JOB} FROM job WHERE id = ?", [identifier])
        if not found:
            raise NotFoundError(f"no job “{identifier}”: it never was, or is long over")
        return _job(found[0])

    def jobs(self, limit: int, *, before: int | None = None, state: State | None = None) -> list[Job]:
        """The newest jobs first, of those older than number `before`."""
        found = self._rows(
            f"SELECT {_JOB} FROM job WHERE (:before IS NULL OR number < :before)"
            " AND (:state IS NULL OR state = :state) ORDER BY number DESC LIMIT :limit",
            {"before": before, "state": state, "limit": limit},
        )
        return [_job(row) for row in found]

    def items(self, job: Job) -> list[Item]:
        """What became of each item of a job."""
        found = self._rows(
            "SELECT position, source, state, document, outcome, error_kind, error FROM item"
            " WHERE job = ? ORDER BY position",
            [job.number],
        )
        return [Item(row[0], row[1], State(row[2]), *row[3:]) for row in found]

    def waiting(self) -> int:
        """How many jobs are not over."""
        return int(self._rows("SELECT count(*) FROM job WHERE finished IS NULL")[0][0])

    def counts(self) -> dict[State, int]:
        """How many jobs are in each state."""
        found = dict(self._rows("SELECT state, count(*) FROM job GROUP BY state"))
        return {state: found.get(state.value, 0) for state in State}

    def cancel(self, identifier: str) -> Job:
        """Takes back what has not been begun of a job; what is over stays. Raises `NotFoundError`."""
        job = self.job(identifier)
        with self._writing() as run:
            run.execute("UPDATE job SET cancelled = 1 WHERE number = ? AND finished IS NULL", [job.number])
            run.execute(
                "UPDATE item SET state = 'cancelled', payload = NULL WHERE job = ? AND state = 'queued'",
                [job.number],
            )
            _settle(run, job.number)
        return self.job(identifier)

    def begin(self, *, long: bool = False) -> Task | None:
        """The next thing to do, marked as begun; None where there is nothing.

        A job of one item need not wait for all of a long one: it goes first, unless `long`.
        """
        with self._writing() as run:
            found = run.execute(
                f"SELECT {_JOB}, seconds FROM job WHERE finished IS NULL AND EXISTS"
                " (SELECT 1 FROM item WHERE job = number AND item.state = 'queued')"
                f" ORDER BY (total > 1) {'DESC' if long else 'ASC'}, number LIMIT 1"
            ).fetchone()
            if found is None:
                return None
            job = _job(found[:-1])
            position, source, payload = run.execute(
                "SELECT position, source, payload FROM item WHERE job = ? AND state = 'queued'"
                " ORDER BY position LIMIT 1",
                [job.number],
            ).fetchone()
            now = time.time()
            run.execute(
                "UPDATE item SET state = 'running', attempts = attempts + 1, begun = ?"
                " WHERE job = ? AND position = ?",
                [now, job.number, position],
            )
            run.execute(
                "UPDATE job SET state = 'running', started = coalesce(started, ?) WHERE number = ?",
                [now, job.number],
            )
        return Task(job, position, source, bytes(payload or b""), found[-1])

    def finish(self, task: Task, document: str | None, outcome: str) -> None:
        """Notes that a task has gone well."""
        self._end(task.job.number, task.position, "done", document, outcome, None, None)

    def fail(self, task: Task, kind: str, reason: str) -> None:
        """Notes that a task has failed; `kind` is the name of a class in `kg.errors`."""
        self._end(task.job.number, task.position, "failed", None, None, kind, reason)

    def give_back(self, task: Task) -> None:
        """Makes a task as it was before it was begun."""
        with self._writing() as run:
            run.execute(
                "UPDATE item SET state = 'queued', attempts = attempts - 1 WHERE job = ? AND position = ?",
                [task.job.number, task.position],
            )
            if run.execute("SELECT cancelled FROM job WHERE number = ?", [task.job.number]).fetchone()[0]:
                run.execute(
                    "UPDATE item SET state = 'cancelled' WHERE job = ? AND state = 'queued'",
                    [task.job.number],
                )
            _settle(run, task.job.number)

    def recover(self) -> bool:
        """Puts in order what a writer left behind that has ended in the midst of it; whether there was such.

        Documents are taken up again: adding and removing twice is as once. An update is not.
        """
        left = self._rows(
            "SELECT job.number, position, kind, attempts, begun, seconds FROM item"
            " JOIN job ON item.job = job.number WHERE job.finished IS NULL AND item.state = 'running'"
        )
        for number, position, kind, attempts, begun, seconds in left:
            if kind in (Kind.ADD, Kind.REMOVE) and attempts < _ATTEMPTS:
                with self._writing() as run:
                    cancelled = run.execute("SELECT cancelled FROM job WHERE number = ?", [number])
                    state = "cancelled" if cancelled.fetchone()[0] else "queued"
                    run.execute(
                        "UPDATE item SET state = ? WHERE job = ? AND position = ?", [state, number, position]
                    )
                    _settle(run, number)
            else:
                error = _interrupted(kind, seconds, time.time() - begun)
                self._end(number, position, "failed", None, None, *error)
        return bool(left)

    def prune(self) -> None:
        """Forgets jobs that have long been over."""
        with self._writing() as run:
            run.execute(
                "DELETE FROM job WHERE finished IS NOT NULL AND (finished < ? OR number <="
                " (SELECT max(number) FROM job) - ?)",
                [time.time() - _DAYS * 86400, _KEPT],
            )

    def close(self) -> None:
        """Lets go of the file."""
        with self._lock:
            self._connection.close()

    def _end(self, number: int, position: int, *values: object) -> None:
        with self._writing() as run:
            run.execute(
                "UPDATE item SET state = ?, document = ?, outcome = ?, error_kind = ?, error = ?,"
                " payload = NULL WHERE job = ? AND position = ?",
                [*values, number, position],
            )
            run.execute(
                f"UPDATE job SET {values[0]} = {values[0]} + 1 WHERE number = ?", [number]
            )  # done or failed
            _settle(run, number)

    def _rows(self, sql: str, values: Any = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            try:
                return self._connection.execute(sql, values).fetchall()
            except sqlite3.Error as error:
                raise StoreError(f"the queue of jobs cannot be read: {error}") from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Cursor]:
        with self._lock:
            try:
                run = self._connection.cursor()
                run.execute("BEGIN IMMEDIATE")
                try:
                    yield run
                    run.execute("COMMIT")
                except BaseException:
                    if self._connection.in_transaction:
                        run.execute("ROLLBACK")
                    raise
            except sqlite3.Error as error:
                raise StoreError(f"the queue of jobs cannot be written: {error}") from error


def _settle(run: sqlite3.Cursor, number: int) -> None:
    """Ends a job of which nothing is left to do."""
    run.execute(
        "UPDATE job SET finished = ?, state = CASE WHEN cancelled THEN 'cancelled'"
        " WHEN done = 0 AND total > 0 THEN 'failed' ELSE 'done' END"
        " WHERE number = ? AND finished IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM item WHERE job = number AND state IN ('queued', 'running'))",
        [time.time(), number],
    )


def _job(row: tuple[Any, ...]) -> Job:
    identifier, kind, state, *middle, cancelled, number = row
    return Job(*(identifier, Kind(kind), State(state), *middle, bool(cancelled), number))


def _interrupted(kind: str, seconds: float | None, taken: float) -> tuple[str, str]:
    if kind in (Kind.ADD, Kind.REMOVE):
        return "InputError", f"the process that reads documents ended {_ATTEMPTS} times over this one"
    if seconds is not None and taken >= seconds * 0.99:
        return "QueryTimeoutError", f"it took longer than {seconds:g} s and was ended; nothing has changed"
    return (
        "WriteInterruptedError",
        "the process that writes ended meanwhile, perhaps for want of memory: this is done wholly or not",
    )
