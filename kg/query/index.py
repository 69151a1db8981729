"""The read index: SQLite beside the quads, for searching names, paging claims and ranking entities.

Nothing is in it that is not in the quads. Each document's digest says whether the index has it as it is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any, TypeAlias, TypeVar

from kg.errors import StoreError
from kg.query import sums
from kg.query.digestion import DocumentRows

Values: TypeAlias = Sequence[object] | Mapping[str, object]
Kept = TypeVar("Kept")

_SCHEMA = Path(__file__).with_name("index.sql")
_VERSION = 5
_CACHE = 64 * 1024  # KiB of pages kept in memory
_STATEMENTS = 512  # prepared and kept


class Index:
    """The index on disk or, for None, in memory. Threads share it; each call is one after the other.

    Attributes:
        path: its file; None in memory.
    """

    def __init__(self, path: Path | None = None, *, read_only: bool = False) -> None:
        """Opens the index, empty where there is none or where it is of another version.

        Raises:
            StoreError: it cannot be opened.
        """
        self.path = path
        self.lock = RLock()
        self._kept: dict[str, Any] = {}
        self._kept_of = ""
        try:
            self._connection = _connect(path, read_only=read_only)
        except sqlite3.Error as error:
            raise StoreError(f"the index {path} cannot be opened: {error}") from error

    def rows(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """The rows a query finds."""
        with self.lock:
            return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, values: Values = ()) -> tuple[Any, ...] | None:
        """The first row a query finds."""
        with self.lock:
            found: tuple[Any, ...] | None = self._connection.execute(sql, values).fetchone()
            return found

    def batches(self, sql: str, values: Values = (), size: int = 20_000) -> Iterator[list[tuple[Any, ...]]]:
        """The rows a query finds, `size` at a time, for more than memory should hold at once."""
        with self.lock:
            found = self._connection.execute(sql, values)
        while True:
            with self.lock:
                rows = found.fetchmany(size)
            if not rows:
                return
            yield rows

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Holds still what is read inside, whatever another process writes meanwhile."""
        with self.lock:
            self._connection.execute("BEGIN")
            try:
                self._connection.execute("SELECT 1 FROM document LIMIT 1")
                yield
            finally:
                self._connection.execute("COMMIT")

    def copy(self) -> Index:
        """An index in memory with the same rows."""
        other = Index()
        with self.lock:
            self._connection.backup(other._connection)
        return other

    def digests(self) -> dict[str, str]:
        """The digest of each document in the index, by its id."""
        return dict(self.rows("SELECT id, digest FROM document"))

    def version(self) -> int:
        """A number that changes when another connection has written."""
        return int(self.rows("PRAGMA data_version")[0][0])

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One transaction, during which no other process reads: neither what it changes here nor what else
        is changed inside."""
        with self.lock:
            if self._connection.in_transaction:
                yield
                return
            self._connection.execute("BEGIN EXCLUSIVE")
            try:
                yield
                self._connection.execute("UPDATE version SET name = hex(randomblob(8))")
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk has ended it already
                    self._connection.execute("ROLLBACK")
                raise

    def state(self) -> str:
        """A name for the state of the graph, another after every write, of whichever process."""
        return str(self.rows("SELECT name FROM version")[0][0])

    def kept(self, name: str, make: Callable[[], Kept]) -> Kept:
        """What was made under this name since the graph last changed, or is made now."""
        with self.lock:
            state = self.state()
            if state != self._kept_of:
                self._kept, self._kept_of = {}, state
            if name not in self._kept:
                self._kept[name] = make()
            made: Kept = self._kept[name]
            return made

    def keep(self, name: str, made: Kept) -> Kept:
        """Keeps something else under the name until the graph changes."""
        self._kept[name] = made
        return made

    def replace(self, old: Iterable[str], new: Iterable[DocumentRows]) -> None:
        """Forgets the documents of the ids `old` and takes in those of `new`, in one transaction."""
        with self.alone():
            run = self._connection.cursor()
            sums.begin(run)
            for identifier in old:
                _forget(run, identifier)
            for document in new:
                _take(run, document)
            sums.finish(run)

    def close(self) -> None:
        """Lets go of the file."""
        with self.lock:
            self._connection.close()


def damaged(error: sqlite3.Error) -> bool:
    """Whether an index that fails so has to be made anew: not where the disk is full or another process
    holds it."""
    name = getattr(error, "sqlite_errorname", "")
    return not name.startswith(("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_BUSY", "SQLITE_LOCKED"))


def _connect(path: Path | None, *, read_only: bool) -> sqlite3.Connection:
    name = (
        "file::memory:" if path is None else f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
    )
    connection = sqlite3.connect(
        name,
        uri=True,
        timeout=30,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=_STATEMENTS,
    )
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version != _VERSION and not read_only:
            _begin(connection)
        elif version != _VERSION:
            raise sqlite3.DatabaseError("it is of another version")
        # What is lost in a power cut is rebuilt from the quads, so no write needs to wait for the disk.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        sums.prepare(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _begin(connection: sqlite3.Connection) -> None:
    for name, kind in connection.execute(
        "SELECT name, type FROM sqlite_master WHERE type = 'table'"
    ).fetchall():
        connection.execute(f"DROP {kind} {name}")
    connection.executescript(_SCHEMA.read_text(encoding="utf-8"))
    connection.execute(f"PRAGMA user_version = {_VERSION}")


def _forget(run: sqlite3.Cursor, document: str) -> None:
    sums.touch(run, document)
    numbers = "(SELECT number FROM claim WHERE document = ?)"
    places = "(SELECT place FROM claim WHERE document = ?)"
    run.execute(f"DELETE FROM claim_json WHERE number IN {numbers}", [document])
    run.execute(f"DELETE FROM side WHERE place IN {places}", [document])
    run.execute(f"DELETE FROM holder WHERE place IN {places}", [document])
    run.execute("DELETE FROM claim WHERE document = ?", [document])
    run.execute("DELETE FROM said WHERE document = ?", [document])
    run.execute("DELETE FROM document WHERE id = ?", [document])


def _take(run: sqlite3.Cursor, new: DocumentRows) -> None:
    first = run.execute("SELECT coalesce(max(number), 0) + 1 FROM claim").fetchone()[0]
    run.execute(f"INSERT INTO document VALUES ({_marks(9)})", new.document)
    numbers = range(first, first + len(new.claims))
    run.executemany(
        f"INSERT INTO claim VALUES ({_marks(18)})",
        ((number, *claim) for number, claim in zip(numbers, new.claims, strict=True)),
    )
    run.executemany("INSERT INTO claim_json VALUES (?, ?)", zip(numbers, new.json, strict=True))
    run.executemany(
        f"INSERT INTO side VALUES ({_marks(14)})",
        (
            (*side[:3], number, *side[3:])
            for number, sides in zip(numbers, new.sides, strict=True)
            for side in sides
        ),
    )
    run.executemany(f"INSERT INTO holder VALUES ({_marks(3)})", new.holders)
    run.executemany(f"INSERT OR IGNORE INTO said VALUES ({_marks(4)})", new.said)
    sums.touch(run, new.document[0])


def _marks(count: int) -> str:
    return ", ".join("?" * count)
