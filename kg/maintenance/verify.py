"""Whether a store is sound: its statements are those that were written, and what is derived from them fits.

It can be asked while the store is written: it looks at one state of it.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.maintenance import tables
from kg.query import digestion, documents, synchrony
from kg.query.digestion import DocumentRows
from kg.query.index import Index
from kg.rdf.iris import Iris
from kg.rdf.quads import digest
from kg.rdf.terms import value
from kg.store.directory import Directory, locate
from kg.store.quad_store import QuadStore

_REPLACE = "restore a backup, or remove the document and add it again"
_MERGE = "remove the document and add it again"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong with a store, and what to do about it."""

    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Report:
    """What was looked at and found. `revision` is the hash over what the statements are now, `notes` are
    things to know that are not wrong."""

    revision: str
    documents: int
    statements: int
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]


def verify(store: Path, *, shapes: bool = True) -> Report:
    """Checks the store in a folder.

    Args:
        shapes: whether each document is held to the SHACL shapes, which takes most of the time.

    Raises:
        StoreError: there is no store, or none that can be opened.
    """
    directory = locate(store, None, "", create=False)
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder) / "copied.sqlite"
        quads, problem = _one_state(directory, copied)
        with closing(quads):
            check = _Check(quads, Iris(directory.base), shapes=shapes)
            with closing(Index(Path(folder) / "expected.sqlite")) as expected:
                expected.replace((), check.documents())
                check.merge()
                if problem:
                    check.notes.append(problem)
                else:
                    check.index(expected, copied)
            return check.report()


def _one_state(directory: Directory, copied: Path) -> tuple[QuadStore, str | None]:
    """The quads, and a copy of the index of the same state, or why there is none. No writer writes while
    somebody reads the index."""
    if not directory.index.exists():
        return QuadStore(
            directory.quads, read_only=True
        ), "there is no index: it is made when the store is used"
    try:
        with (
            closing(
                sqlite3.connect(f"{directory.index.absolute().as_uri()}?mode=ro", uri=True, timeout=30)
            ) as index,
            closing(sqlite3.connect(copied)) as target,
        ):
            index.isolation_level = None
            index.execute("BEGIN")
            index.execute("SELECT count(*) FROM sqlite_master").fetchone()
            quads = QuadStore(directory.quads, read_only=True)
            index.backup(target)
            return quads, None
    except sqlite3.Error as error:
        told = (
            f"the index cannot be read ({error}): it is made anew when the store is next opened for writing"
        )
        return QuadStore(directory.quads, read_only=True), told


class _Check:
    """One look at a store."""

    def __init__(self, store: QuadStore, iris: Iris, *, shapes: bool) -> None:
        self.notes: list[str] = []
        self._findings: list[Finding] = []
        self._store = store
        self._iris = iris
        self._shapes = shapes
        self._digests: dict[str, str] = {}
        self._written = synchrony.digests(store, iris)
        self._statements = 0

    def report(self) -> Report:
        return Report(
            revision=documents.revision_of(self._digests),
            documents=len(self._digests),
            statements=self._statements,
            findings=tuple(self._findings),
            notes=tuple(self.notes),
        )

    def documents(self) -> Iterator[DocumentRows]:
        """Checks every document's graph; gives what the index should have of those that can be read."""
        for graph in sorted(self._graphs()):
            key = self._iris.id(graph)
            quads = list(self._store.graph(graph))
            self._statements += len(quads)
            if key not in self._written:
                self._wrong(f"document {key}: its graph has no digest, so it is not whole", _REPLACE)
                continue
            self._digests[key] = digest(quads)
            if self._digests[key] != self._written[key]:
                self._wrong(f"document {key}: its statements are not those its digest was made of", _REPLACE)
            self._hold_to_shapes(key, quads)
            try:
                yield digestion.rows(quads, self._iris)
            except (LookupError, ValueError) as error:
                self._wrong(f"document {key}: its statements do not make a document ({error!r})", _REPLACE)

    def merge(self) -> None:
        """Checks that the default graph has what every document says; what else it has is told."""
        store, missing, others = self._store.oxigraph, 0, 0
        for graph in self._graphs():
            gone = sum(ox.Quad(*quad.triple) not in store for quad in self._store.graph(graph))
            if gone:
                missing += gone
                told = f"document {self._iris.id(graph)}: the default graph lacks {gone} of its statements"
                self._wrong(told, _MERGE)
        prefix = self._iris.document("")
        for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph()):
            among = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
            others += not any(value(found.graph_name).startswith(prefix) for found in among if _named(found))
        if others:
            self.notes.append(f"{others} statements of the default graph are of no document")

    def index(self, expected: Index, copied: Path) -> None:
        """Compares the index with what it should be."""
        with closing(sqlite3.connect(copied)) as held:
            try:
                noted = dict(held.execute("SELECT id, digest FROM document"))
                if noted != self._written:
                    differ = {key for key, _ in noted.items() ^ self._written.items()}
                    self.notes.append(
                        f"the index lags behind by {len(differ)} documents: it is brought up to date when "
                        "the store is next opened for writing"
                    )
                    return
                for told in tables.differences(expected, held):
                    self._wrong(f"the index: {told}", "delete index.sqlite in the store: it is made anew")
            except sqlite3.Error as error:
                self.notes.append(
                    f"the index is damaged ({error}): it is made anew when the store is next written"
                )

    def _graphs(self) -> list[str]:
        prefix = self._iris.document("")
        names = (value(name) for name in self._store.oxigraph.named_graphs())
        return [name for name in names if name.startswith(prefix)]

    def _hold_to_shapes(self, key: str, quads: list[ox.Quad]) -> None:
        if self._shapes:
            from kg.rdf.validation import validate

            for told in validate(quads):
                self._wrong(f"document {key}: {told}", _REPLACE)

    def _wrong(self, what: str, remedy: str) -> None:
        self._findings.append(Finding(what, remedy))


def _named(quad: ox.Quad) -> bool:
    return not isinstance(quad.graph_name, ox.DefaultGraph)
