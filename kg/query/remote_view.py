"""A graph on another server, and this machine's index of it.

The server may change at any time, by others too. So the documents' digests are asked for before an answer,
at most every second; what differs is fetched. The index lies in a cache folder, one for all processes of the
user that read the same graph, or else in memory.
"""

from __future__ import annotations

import fcntl
import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from pyoxigraph import Quad

from kg.errors import StoreError
from kg.location import Location
from kg.query import digestion, synchrony
from kg.query.index import Index
from kg.query.view import Answer, View
from kg.rdf.iris import Iris
from kg.store.remote_store import RemoteStore

FRESH = 1.0  # seconds for which what was asked of the server is taken to be so
_NEVER = float("-inf")


class RemoteView(View):
    """As `View`, but no state of the server can be held still: an answer that a change runs into is asked for
    once more."""

    def __init__(self, location: Location, store: RemoteStore, iris: Iris) -> None:
        """`store` is from now on the view's to close. Raises `StoreError`."""
        base = hashlib.sha256(iris.base.encode()).hexdigest()[:8]
        self._cached: Path | None = location.cache_folder / f"index-{base}.sqlite"
        self._location = location
        self._looked = _NEVER
        self._named = ""
        self._within = False
        super().__init__(None, iris, store=store)

    @property
    def place(self) -> str:
        return self._location.option

    @property
    def folder(self) -> Path:
        folder = self._location.state_folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder

    def version(self) -> str:
        # What others write beside documents is not noticed here.
        return f"{super().version()}-{int(time.time())}"

    def put(self, document: str, source: str, new: list[Quad]) -> bool:
        self._looked = _NEVER
        return super().put(document, source, new)

    def take_away(self, document: str) -> None:
        self._looked = _NEVER
        super().take_away(document)

    def _current(self, answer: Callable[[], Answer]) -> Answer:
        if self._within:
            return answer()
        self.store.require_open()
        if time.monotonic() - self._looked >= FRESH:
            self._look()
        self._within = True
        try:
            return self._answered(answer)
        finally:
            self._within = False

    def _answered(self, answer: Callable[[], Answer]) -> Answer:
        if not self.store.read_only:
            return answer()
        try:
            with self.index.snapshot():
                return answer()
        except (StoreError, LookupError):
            if not self._look():
                raise
            with self.index.snapshot():
                return answer()

    def _look(self) -> bool:
        """Brings the index in step with the server; whether it was not."""
        changed = False
        try:
            changed = self._fetched()
        except sqlite3.DatabaseError as error:
            self._repair(error)
        state = self.index.state()
        if state != self._named:
            self._named = state
            self.state += 1
        self._looked = time.monotonic()
        return changed

    def _fetched(self) -> bool:
        held = synchrony.digests(self.store, self.iris)
        if self.index.digests() == held:
            return False
        with self._alone():
            return synchrony.fetch(self.index, self.store, self.iris, held)

    def _write(self, old: Sequence[str], new: list[Quad], rows: list[digestion.DocumentRows]) -> None:
        self._looked = _NEVER
        self.store.replace([self.iris.document(key) for key in old], new)
        self.state += 1
        # What fails here is made good when the server is next looked at.
        with suppress(sqlite3.DatabaseError), self._alone():
            self.index.replace([*old, *(row.document[0] for row in rows)], rows)

    def _own_index(self) -> Index:
        if self._cached is not None:
            for _ in range(2):
                try:
                    self._cached.parent.mkdir(parents=True, exist_ok=True)
                    return Index(self._cached)
                except StoreError:
                    self._cached.unlink(missing_ok=True)
                except OSError:
                    break
        self._cached = None
        return Index()

    def _renew(self) -> None:
        self.index.close()
        if self._cached is not None:
            self._cached.unlink(missing_ok=True)
        self.index = self._own_index()
        self._fetched()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keeps other processes of this machine from fetching the same."""
        if self._cached is None:
            yield
            return
        with self._cached.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
