"""The read index: SQLite beside the quads, for searching names, paging claims and ranking entities.

Nothing is in it that is not in the quads. Each document's digest says whether the index has it as it is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any, TypeAlias

from kg.errors import StoreError
from kg.query.digestion import DocumentRows
from kg.query.folding import endings, fold

Values: TypeAlias = Sequence[object] | Mapping[str, object]

_SCHEMA = Path(__file__).with_name("index.sql")
_VERSION = 2

_SUMS = """
INSERT INTO entity
SELECT id,
  (SELECT value FROM said WHERE id = t.id AND kind = 'label'
   GROUP BY value ORDER BY count(*) DESC, value LIMIT 1),
  (SELECT value FROM said WHERE id = t.id AND kind = 'type'
   GROUP BY value ORDER BY count(*) DESC, value LIMIT 1),
  (SELECT count(*) FROM (
     SELECT object FROM claim WHERE subject = t.id AND affirmed AND object IS NOT NULL AND object <> t.id
     UNION
     SELECT subject FROM claim WHERE object = t.id AND affirmed AND object IS NOT NULL AND subject <> t.id)),
  (SELECT count(*) FROM (
     SELECT place FROM claim WHERE subject = t.id UNION SELECT place FROM claim WHERE object = t.id)),
  (SELECT count(DISTINCT document) FROM said WHERE id = t.id AND kind = 'label')
FROM touched t WHERE EXISTS (SELECT 1 FROM said WHERE id = t.id AND kind = 'label');
"""
_RELATIONS = """
INSERT INTO relation
SELECT id,
  (SELECT value FROM said WHERE id = t.id AND kind = 'relation'
   GROUP BY value ORDER BY count(*) DESC, value LIMIT 1)
FROM touched t WHERE EXISTS (SELECT 1 FROM said WHERE id = t.id AND kind = 'relation');
"""


class Index:
    """The index on disk or, for None, in memory. Threads share it; each call is one after the other."""

    def __init__(self, path: Path | None = None, *, read_only: bool = False) -> None:
        """Opens the index, empty where there is none or where it is of another version.

        Raises:
            StoreError: it cannot be opened.
        """
        self.lock = RLock()
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
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("UPDATE version SET name = hex(randomblob(8))")
            self._connection.execute("COMMIT")

    def state(self) -> str:
        """A name for the state of the graph, another after every write, of whichever process."""
        return str(self.rows("SELECT name FROM version")[0][0])

    def replace(self, old: Iterable[str], new: Iterable[DocumentRows]) -> None:
        """Forgets the documents of the ids `old` and takes in those of `new`, in one transaction."""
        with self.alone():
            run = self._connection.cursor()
            run.execute("DELETE FROM touched")
            for identifier in old:
                _forget(run, identifier)
            for document in new:
                _take(run, document)
            _sum(run)

    def close(self) -> None:
        """Lets go of the file."""
        with self.lock:
            self._connection.close()


def _connect(path: Path | None, *, read_only: bool) -> sqlite3.Connection:
    name = (
        "file::memory:" if path is None else f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
    )
    connection = sqlite3.connect(name, uri=True, timeout=30, isolation_level=None, check_same_thread=False)
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version != _VERSION and not read_only:
            _begin(connection)
        elif version != _VERSION:
            raise sqlite3.DatabaseError("it is of another version")
        # What is lost in a power cut is rebuilt from the quads, so no write needs to wait for the disk.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("CREATE TEMP TABLE touched (id TEXT PRIMARY KEY) WITHOUT ROWID")
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
    run.execute("INSERT OR IGNORE INTO touched SELECT DISTINCT id FROM said WHERE document = ?", [document])
    run.execute("DELETE FROM holder WHERE place IN (SELECT place FROM claim WHERE document = ?)", [document])
    run.execute("DELETE FROM claim WHERE document = ?", [document])
    run.execute("DELETE FROM said WHERE document = ?", [document])
    run.execute("DELETE FROM document WHERE id = ?", [document])


def _take(run: sqlite3.Cursor, new: DocumentRows) -> None:
    run.execute(f"INSERT INTO document VALUES ({_marks(9)})", new.document)
    run.executemany(f"INSERT INTO claim VALUES ({_marks(11)})", new.claims)
    run.executemany(f"INSERT INTO holder VALUES ({_marks(3)})", new.holders)
    run.executemany(f"INSERT OR IGNORE INTO said VALUES ({_marks(4)})", new.said)
    run.executemany("INSERT OR IGNORE INTO touched VALUES (?)", ((said[1],) for said in new.said))


def _sum(run: sqlite3.Cursor) -> None:
    for table, column in (("entity", "id"), ("relation", "id"), ("name", "entity")):
        run.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT id FROM touched)")
    run.execute(_SUMS)
    run.execute(_RELATIONS)
    named = run.execute(
        "SELECT DISTINCT id, value FROM said"
        " WHERE kind IN ('label', 'alias') AND id IN (SELECT id FROM touched)"
    ).fetchall()
    run.executemany(
        "INSERT OR IGNORE INTO name VALUES (?, ?, ?)",
        (
            (ending, entity, place)
            for entity, value in named
            for place, ending in enumerate(endings(fold(value)))
        ),
    )


def _marks(count: int) -> str:
    return ", ".join("?" * count)
