"""What a graph needs of a store of quads, wherever that is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

import pyoxigraph as ox


class Repository(Protocol):
    """Named graphs, and a default graph that is the merge of those that are documents.

    `kg.store.quad_store.QuadStore` is one in a folder or in memory, `kg.store.remote_store.RemoteStore` one
    on another server.
    """

    @property
    def read_only(self) -> bool:
        """Whether it refuses to be written."""

    def require_open(self) -> None:
        """Raises `StoreError` where the store has been closed."""

    def refresh(self) -> None:
        """Makes a read-only store see what has been written since it was opened."""

    def replace(self, old: Iterable[str], new: Iterable[ox.Quad]) -> None:
        """Removes the graphs named in `old` and adds the quads of `new`.

        Raises:
            StoreError: the store cannot be written.
        """

    def update(self, text: str, prefixes: dict[str, str], base: str | None) -> None:
        """Carries out a SPARQL update, after which the merge is the caller's to keep.

        Raises:
            QueryError: it does not parse or cannot be carried out.
            StoreError: the store cannot be written.
        """

    def has_graph(self, iri: str) -> bool:
        """Whether there is a named graph of that IRI."""

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, sorted; where they are far away only of those with statements."""

    def graph(self, iri: str) -> Iterator[ox.Quad]:
        """The quads of one named graph."""

    def select(self, query: str) -> list[tuple[str, ...]]:
        """The rows of a SELECT whose variables are all bound, each term by its value."""

    def told(self, graph: str, predicate: ox.NamedNode) -> str:
        """What a named graph says of itself by `predicate`. Raises `StoreError` where it says nothing."""

    def values(self, predicate: ox.NamedNode) -> dict[str, str]:
        """What each named graph says of itself by `predicate`, by the graph's IRI."""

    def nquads(self) -> Iterator[str]:
        """The quads of all named graphs as sorted N-Quads lines, without line ends."""

    def close(self) -> None:
        """Lets go of the store; later use raises `StoreError`."""
