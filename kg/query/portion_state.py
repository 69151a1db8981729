"""One state of the graph, held for as long as it takes to write it out, while others go on writing.

The statements on disk are read from a snapshot, which is of the same state: a writer keeps readers of the
index out until it has written both. Of the index, whose readers a writer has to wait for, what is wanted is
put aside at once, in tables that only one connection sees: SQLite keeps them in a temporary file where they
are large.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from kg.errors import StoreError
from kg.query.index import Index
from kg.query.view import View
from kg.rdf import vocabulary as v
from kg.rdf.iris import Iris
from kg.rdf.terms import value
from kg.store.quad_store import QuadStore
from kg.store.repository import Repository

Answer = TypeVar("Answer")

_CACHE = 32 * 1024  # KiB of the tables put aside that are kept in memory


@dataclass(frozen=True, slots=True)
class Held:
    """One state of the graph.

    Attributes:
        index: a connection of its own; what it shows later is of this state only in tables put aside.
        store: the quads: on disk of this state, else as they are when they are read.
        name: of the state.
        documents: how many there are.
    """

    index: Index
    store: Repository
    iris: Iris
    name: str
    documents: int

    def document(self, id: str, digest: str) -> list[ox.Quad]:
        """The statements of a document. Raises `StoreError` where they are not those of this digest."""
        quads = list(self.store.graph(self.iris.document(id)))
        if not any(quad.predicate == v.DIGEST and value(quad.object) == digest for quad in quads):
            raise StoreError("the graph has changed meanwhile")
        return quads


@contextmanager
def held(
    view: View,
    ask: Callable[[], Answer],
    prepare: Callable[[Index], None],
    put_aside: Callable[[Held, Answer], None],
) -> Iterator[Held]:
    """Holds the graph as it is now.

    Args:
        ask: asks `view` for what the other two go by.
        prepare: is called before the index is held still, with the connection that will be used.
        put_aside: is called while the index is held still, with what `ask` gave. Writers wait for it.

    Raises:
        StoreError: it cannot be read; and whatever the three raise.
    """
    asked, file, copy = view.read(lambda: (ask(), *_seen(view.index)))
    with ExitStack() as opened:
        # Opened when the view has let go of the index: a writer that waits for that lets no other in.
        index = copy or Index(file, read_only=True)
        opened.callback(index.close)
        with _reading():
            index.rows(f"PRAGMA temp.cache_size = -{_CACHE}")
            prepare(index)
            with index.snapshot():
                store = view.store
                if isinstance(store, QuadStore) and store.path is not None:
                    store = QuadStore(store.path, read_only=True)
                    opened.callback(store.close)
                [(documents,)] = index.rows("SELECT count(*) FROM document")
                still = Held(index, store, view.iris, index.state(), documents)
                put_aside(still, asked)
        yield still


def _seen(index: Index) -> tuple[Path | None, Index | None]:
    """The file of the index, or else a copy of it."""
    return index.path, index.copy() if index.path is None else None


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError, RuntimeError) as error:
        raise StoreError(f"the graph cannot be read or written: {error}") from error
