"""The quad store: Oxigraph, embedded. Whole named graphs go in and out, each time in one transaction.

The default graph is kept as the merge of all named graphs, each triple once. Oxigraph can make that union
for each query, but then counts a triple once for every graph that has it (oxigraph/oxigraph#1919).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError, StoreBusyError, StoreError
from kg.rdf.terms import value
from kg.store import exchange, snapshot
from kg.store.sorted_lines import merged

_WRITES = 16  # between flushes: what a log keeps until then is read again when the store is opened


class QuadStore:
    """Named graphs on disk or in memory.

    One process writes. Others may open the same directory `read_only`: they see what was there at the
    last `refresh`.
    """

    def __init__(self, path: Path | None = None, *, read_only: bool = False) -> None:
        """Opens the store at `path`, in memory for None.

        Raises:
            StoreBusyError: another process writes it.
            StoreError: the directory is damaged.
        """
        self.path = path
        self.read_only = read_only
        self._writes = 0
        self._failed = False
        self._oxigraph: ox.Store | None = _open(path, read_only=read_only)

    def require_open(self) -> None:
        """Raises `StoreError` where the store has been closed."""
        if self._oxigraph is None:
            raise StoreError("the graph is closed")

    @property
    def oxigraph(self) -> ox.Store:
        """The store itself. Consume a query's result in the thread that asked."""
        self.require_open()
        assert self._oxigraph is not None
        return self._oxigraph

    def refresh(self) -> None:
        """Makes a read-only store see what has been written since it was opened."""
        if self.read_only:
            self._oxigraph = _open(self.path, read_only=True)

    def replace(self, old: Iterable[str], new: Iterable[ox.Quad]) -> None:
        """Removes the graphs named in `old` and adds the quads of `new`: all of it or nothing.

        Raises:
            StoreError: the store cannot be written; nothing has changed.
        """
        old, new = list(old), list(new)
        try:
            if old:
                self._sound().update(exchange.text(old, new))
            elif new:
                self._sound().extend(chain(new, (ox.Quad(*quad.triple) for quad in new)))
            self._written()
        except (OSError, RuntimeError) as error:
            self._failed = self.path is not None
            raise StoreError(
                f"the store {self.path or 'in memory'} cannot be written: {_line(error)}"
            ) from error

    def update(self, text: str, prefixes: dict[str, str], base: str | None) -> None:
        """Carries out a SPARQL update in one transaction. The merge is the caller's to keep.

        Args:
            prefixes: those that it need not declare.
            base: what relative IRIs are resolved against.

        Raises:
            QueryError: it does not parse or cannot be carried out; nothing has changed.
            StoreError: the store cannot be written; nothing has changed.
        """
        try:
            self._sound().update(text, prefixes=prefixes, base_iri=base)
            self._written()
        except SyntaxError as error:
            raise QueryError(f"the update does not parse: {_line(error)}") from error
        except RuntimeError as error:
            raise QueryError(f"the update cannot be carried out: {_line(error)}") from error
        except OSError as error:
            self._failed = self.path is not None
            raise StoreError(
                f"the store {self.path or 'in memory'} cannot be written: {_line(error)}"
            ) from error

    def has_graph(self, iri: str) -> bool:
        """Whether there is a named graph of that IRI, be it empty."""
        return self.oxigraph.contains_named_graph(ox.NamedNode(iri))

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, sorted."""
        return sorted(node.value for node in self.oxigraph.named_graphs() if isinstance(node, ox.NamedNode))

    def graph(self, iri: str) -> Iterator[ox.Quad]:
        """The quads of one named graph."""
        return self.oxigraph.quads_for_pattern(None, None, None, ox.NamedNode(iri))

    def select(self, query: str) -> list[tuple[str, ...]]:
        """The rows of a SELECT whose variables are all bound, each term by its value."""
        found = self.oxigraph.query(query)
        assert isinstance(found, ox.QuerySolutions)
        return [tuple(map(value, row)) for row in found]

    def told(self, graph: str, predicate: ox.NamedNode) -> str:
        """What a named graph says of itself by `predicate`. Raises `StoreError` where it says nothing."""
        node = ox.NamedNode(graph)
        for quad in self.oxigraph.quads_for_pattern(node, predicate, None, node):
            return value(quad.object)
        raise StoreError(f"the graph {graph} lacks {predicate}")

    def values(self, predicate: ox.NamedNode) -> dict[str, str]:
        """What each named graph says of itself by `predicate`, by the graph's IRI."""
        found = self.oxigraph.quads_for_pattern(None, predicate, None, None)
        return {value(q.graph_name): value(q.object) for q in found if q.subject == q.graph_name}

    def nquads(self) -> Iterator[str]:
        """The quads of all named graphs as sorted N-Quads lines, without line ends; of one state."""
        merge = ox.DefaultGraph()
        return merged(f"{quad} ." for quad in self.oxigraph if quad.graph_name != merge)

    def close(self) -> None:
        """Lets go of the store; later use raises `StoreError`."""
        if self._oxigraph is not None and self._writes and not self._failed:
            self._flush()
        self._oxigraph = None

    def _sound(self) -> ox.Store:
        """The store, opened anew where a write has failed: RocksDB takes no more after a full disk, though
        there may be room again. Raises `StoreError` where there is none; reading goes on."""
        if self._failed:
            self._oxigraph = None  # which lets go of its lock
            try:
                self._oxigraph = _open(self.path, read_only=False)
            except StoreError:
                self._oxigraph = _open(self.path, read_only=True)
                raise
            self._failed = False
        return self.oxigraph

    def _written(self) -> None:
        self._writes += 1
        if self._writes % _WRITES == 0:
            self._flush()

    def _flush(self) -> None:
        """What is written is in the log already: no error that it cannot be moved to files now."""
        try:
            self.oxigraph.flush()
        except (OSError, RuntimeError):
            self._failed = self.path is not None


def _open(path: Path | None, *, read_only: bool) -> ox.Store:
    if path is None:
        return ox.Store()
    try:
        if read_only:
            return snapshot.take(path)
        path.mkdir(parents=True, exist_ok=True)
        return ox.Store(str(path))
    except (OSError, ValueError, RuntimeError) as error:
        # RocksDB says what is wrong in words only.
        if "lock" in str(error).lower():
            raise StoreBusyError(f"the store {path.parent} is being written by another process") from error
        if "No space left" in str(error):
            raise StoreError(f"the store {path.parent} cannot be written: {_line(error)}") from error
        raise StoreError(f"the store {path.parent} is damaged or not a store: {_line(error)}") from error


def _line(error: Exception) -> str:
    return " ".join(str(error).split())
