"""The quads of one graph and the index of them, opened, kept in step and closed together."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import RLock
from typing import TypeVar

import pyoxigraph as ox
from pyoxigraph import Quad

from kg.errors import NotFoundError, StoreError
from kg.query import digestion, synchrony
from kg.query.index import Index, damaged
from kg.query.outside import Outside
from kg.rdf.iris import Iris
from kg.store.directory import Directory
from kg.store.quad_store import QuadStore
from kg.store.repository import Repository

Answer = TypeVar("Answer")

_SETTLED = 1_000_000_000  # nanoseconds after which the next write changes the time of a file for certain


class View:
    """One state of the graph at a time: a reader sees it as before a change or as after, whole.

    Attributes:
        store: the quads.
        index: what is found quickly; of the same state as `store` inside `read`.
        state: a number that changes when what is seen has changed.
    """

    def __init__(
        self,
        directory: Directory | None,
        iris: Iris,
        *,
        read_only: bool = False,
        store: Repository | None = None,
    ) -> None:
        """Opens the store in a directory, or an empty one in memory for None, unless there is a `store`
        already, which from now on is the view's to close. Raises `StoreError`."""
        self.iris = iris
        self.state = 0
        self._lock = RLock()
        self._directory = directory
        self._seen: int | None = None
        self._seen_as: str | None = None  # the state that was seen
        self._stamp: tuple[int, int, int] | None = None  # how the writer's index looked then
        self._in_step = False
        self.store: Repository = store or QuadStore(
            directory.quads if directory else None, read_only=read_only
        )
        self.index = self._own_index()
        self._watched: Index | None = None
        self._outside = Outside(os.fspath(directory.index)) if directory else None  # of the writer's index
        self._file: tuple[int, int] | None = None
        try:
            self.read(lambda: None)
        except BaseException:
            self.close()
            raise

    @property
    def place(self) -> str | None:
        """What opens the same graph again; None in memory."""
        return str(self._directory.path) if self._directory else None

    @property
    def folder(self) -> Path | None:
        """Where this machine keeps what belongs to the graph but is no statement; None in memory."""
        return self._directory.path if self._directory else None

    @property
    def oxigraph(self) -> ox.Store:
        """The quads as Oxigraph has them. Raises `StoreError` where they are on another server."""
        if not isinstance(self.store, QuadStore):
            raise StoreError("the graph is on a server, which takes queries (`query`) and nothing else")
        return self.store.oxigraph

    def read(self, answer: Callable[[], Answer]) -> Answer:
        """The answer of a function that reads `store` and `index`. Raises `StoreError`."""
        with self._lock:
            try:
                return self._current(answer)
            except (sqlite3.Error, OSError, RuntimeError) as error:
                raise StoreError(f"the graph cannot be read or written: {error}") from error

    def unchanged(self) -> str | None:
        """A name for the state that `read` would be of, as `version` gives it, where no more than a look is
        needed to know that it is the one last seen; else None."""
        with self._lock, suppress(sqlite3.Error, StoreError):
            if self._watched is None or self.index is not self._watched or self._seen_as is None:
                return None
            self.store.require_open()
            known = self._watched
            status = self._watch()
            if self._watched is not known or status is None:
                return None
            stamp = status.st_ino, status.st_size, status.st_mtime_ns
            if stamp == self._stamp:
                return self._seen_as
            if known.version() == self._seen:
                # Another write of the same moment would leave the file looking the same.
                self._stamp = stamp if time.time_ns() - status.st_mtime_ns > _SETTLED else None
                return self._seen_as
        return None

    def seen(self, version: str | None) -> bool:
        """Whether that is the state last seen, as `unchanged` has just named it."""
        return version is not None and version == self._seen_as

    def put(self, document: str, source: str, new: list[Quad]) -> bool:
        """Adds a document's quads in place of what there is of it and of its source; whether that changed
        anything.

        Raises:
            StoreError: the store cannot be written; what it held it holds.
        """
        return self.read(lambda: self._put(document, source, new))

    def take_away(self, document: str) -> None:
        """Removes a document. Raises `NotFoundError`, and `StoreError` as `put`."""
        self.read(lambda: self._take_away(document))

    def change(self, change: Callable[[], None]) -> None:
        """Calls what writes to the store, but to no document's graph, and lets the readers see it."""
        self.read(lambda: self._change(change))

    def version(self) -> str:
        """A name for the state of the graph. To be asked within `read`."""
        return self.index.state()

    def close(self) -> None:
        """Lets go of the files."""
        with self._lock:
            for index in (self.index, self._watched):
                if index is not None:
                    index.close()
            if self._outside is not None:
                self._outside.close()
            self.store.close()

    def _put(self, document: str, source: str, new: list[Quad]) -> bool:
        self._require_writable()
        rows = digestion.rows(new, self.iris)
        known = self.index.rows(
            "SELECT id, digest FROM document WHERE id = ? OR source = ? ORDER BY id", [document, source]
        )
        if known == [(document, rows.document[1])]:
            return False
        self._write([key for key, _ in known], new, [rows])
        return True

    def _take_away(self, document: str) -> None:
        self._require_writable()
        if self.index.row("SELECT 1 FROM document WHERE id = ?", [document]) is None:
            raise NotFoundError(f"no document “{document}” in the graph")
        self._write([document], [], [])

    def _change(self, change: Callable[[], None]) -> None:
        self._require_writable()
        change()
        self.state += 1
        try:
            with self.index.alone():
                pass  # the name of the state is another one now
        except sqlite3.Error as error:
            self._repair(error)

    def _require_writable(self) -> None:
        if self.store.read_only:
            raise StoreError("the graph is open for reading only")

    def _write(self, old: Sequence[str], new: list[Quad], rows: list[digestion.DocumentRows]) -> None:
        try:
            with self.index.alone():
                # Where this is interrupted after the quads, `_mend` brings the index after them.
                self._in_step = False
                self.store.replace([self.iris.document(key) for key in old], new)
                self.state += 1
                self.index.replace(old, rows)
            self._in_step = True
        except sqlite3.Error:
            if self._in_step:
                raise  # nothing has been written

    def _own_index(self) -> Index:
        return Index() if self.store.read_only else _writable(self._directory)

    def _current(self, answer: Callable[[], Answer]) -> Answer:
        """The answer of a function, once index and quads are of one state."""
        return self._followed(answer) if self.store.read_only else self._mended(answer)

    def _mended(self, answer: Callable[[], Answer]) -> Answer:
        self._mend()
        try:
            return answer()
        except sqlite3.DatabaseError as error:
            self._repair(error)
            return answer()

    def _mend(self) -> None:
        """Brings the writer's index in step with its quads, if it is not known to be."""
        self.store.require_open()
        if self._in_step:
            return
        try:
            synchrony.bring(self.index, self.store, self.iris)
        except sqlite3.DatabaseError as error:
            self._repair(error)
        self._in_step = True

    def _repair(self, error: sqlite3.Error) -> None:
        """Makes the index anew, unless that would be of no use against `error`."""
        if not damaged(error):
            raise error
        self._renew()

    def _renew(self) -> None:
        """Makes the writer's index anew from its quads."""
        self.index.close()
        if self._directory is not None:
            self._directory.index.unlink(missing_ok=True)
        self.index = _writable(self._directory)
        synchrony.bring(self.index, self.store, self.iris)

    def _followed(self, answer: Callable[[], Answer]) -> Answer:
        self.store.require_open()
        try:
            return self._reread(answer)
        except (OSError, RuntimeError):
            # The writer may have taken away a file that was still to be read.
            self._seen = None
            self.store.refresh()
            return self._reread(answer)

    def _reread(self, answer: Callable[[], Answer]) -> Answer:
        self._watch()
        if self._watched is not None:
            with suppress(sqlite3.DatabaseError), self._watched.snapshot():
                self._follow(self._watched)
                if self._seen_as is None and self.index is self._watched:
                    self._seen_as = self.version()
                return answer()
            self._watched, self._file = None, None
        self._stand_alone()
        return answer()

    def _watch(self) -> os.stat_result | None:
        """Opens the writer's index, anew where the writer has made it anew; what its file looks like."""
        if self._directory is None or self._outside is None:
            return None
        try:
            status = self._outside.status()
            file = (status.st_dev, status.st_ino)
            if file != self._file:
                self._watched, self._seen = Index(self._directory.index, read_only=True), None
                self._file = file
            return status
        except (OSError, StoreError):
            self._watched, self._file = None, None
            return None

    def _follow(self, watched: Index) -> None:
        """Looks whether a writer has been at work, who waits meanwhile."""
        version = watched.version()
        if version != self._seen:
            self._seen_as = self._stamp = None
            self.store.refresh()
            self.state += 1
            if synchrony.agree(watched, self.store, self.iris):
                self.index = watched
            else:
                self._stand_alone()
            self._seen = version

    def _stand_alone(self) -> None:
        """Makes an index in memory, for quads whose own index is missing or lags behind."""
        digests = synchrony.digests(self.store, self.iris)
        if self.index is self._watched or self.index.digests() != digests:
            self.index = Index()
            synchrony.bring(self.index, self.store, self.iris)


def _writable(directory: Directory | None) -> Index:
    if directory is None:
        return Index()
    try:
        return Index(directory.index)
    except StoreError:
        directory.index.unlink(missing_ok=True)
        return Index(directory.index)
