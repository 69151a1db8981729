"""The quad store on another server, over the SPARQL 1.1 Protocol.

What is kept there, and how, is as in `kg.store.quad_store`: a named graph for each document, and a default
graph that is their merge, where the server has one of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.location import Address
from kg.store.dialects import spoken
from kg.store.dialects.standard import JSON, Standard
from kg.store.server import Server
from kg.store.sorted_lines import merged


class RemoteStore:
    """Named graphs on a SPARQL server, which may be anyone's: others may read and write it at any time."""

    def __init__(self, address: Address, *, read_only: bool = False) -> None:
        """Asks the server of what kind it is.

        Raises:
            StoreError: it cannot be reached, or refuses.
        """
        self.address = address
        self.read_only = read_only
        server = Server(address)
        try:
            self._dialect: Standard | None = spoken(server)
        except BaseException:
            server.close()
            raise

    @property
    def dialect(self) -> Standard:
        """How to speak with the server. Raises `StoreError` where the store has been closed."""
        if self._dialect is None:
            raise StoreError("the graph is closed")
        return self._dialect

    def require_open(self) -> None:
        """Raises `StoreError` where the store has been closed."""
        _ = self.dialect

    def refresh(self) -> None:
        """Nothing: what the server has is seen at once."""

    def replace(self, old: Iterable[str], new: Iterable[ox.Quad]) -> None:
        """Removes the graphs named in `old` and adds the quads of `new`; all or nothing where the server
        carries out an update of several operations so.

        Raises:
            StoreError: the store cannot be written.
        """
        self._require_writable()
        try:
            self.dialect.replace([ox.NamedNode(graph).value for graph in old], list(new))
        except QueryError as error:
            raise StoreError(str(error)) from error

    def update(self, text: str, prefixes: dict[str, str], base: str | None) -> None:
        """Carries out a SPARQL update, in one transaction where the server does so. The merge is the caller's
        to keep.

        Raises:
            QueryError: it does not parse or cannot be carried out.
            StoreError: the server cannot be reached or refuses.
        """
        self._require_writable()
        self.dialect.server.update(declared(text, prefixes, base))

    def has_graph(self, iri: str) -> bool:
        """Whether there is a statement in a named graph of that IRI. Servers differ about empty ones."""
        with self.dialect.server.queried(f"ASK {{ GRAPH {ox.NamedNode(iri)} {{ ?s ?p ?o }} }}", JSON) as body:
            return self.dialect.truth(body)

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs that have statements, sorted."""
        return self.dialect.graphs()

    def graph(self, iri: str) -> Iterator[ox.Quad]:
        """The quads of one named graph."""
        return self.dialect.graph(iri)

    def select(self, query: str) -> list[tuple[str, ...]]:
        """The rows of a SELECT whose variables are all bound, each term by its value."""
        dialect = self.dialect
        with dialect.server.queried(query, JSON) as body:
            return [tuple(map(dialect.value, row)) for row in dialect.rows(body)]

    def told(self, graph: str, predicate: ox.NamedNode) -> str:
        """What a named graph says of itself by `predicate`. Raises `StoreError` where it says nothing."""
        node = ox.NamedNode(graph)
        for (found,) in self.select(f"SELECT ?o {{ GRAPH {node} {{ {node} {predicate} ?o }} }} LIMIT 1"):
            return found
        raise StoreError(f"the graph {graph} lacks {predicate}")

    def values(self, predicate: ox.NamedNode) -> dict[str, str]:
        """What each named graph says of itself by `predicate`, by the graph's IRI."""
        rows = self.select(f"SELECT ?g ?o {{ GRAPH ?g {{ ?g {predicate} ?o }} }}")
        return {graph: found for graph, found in rows}

    def nquads(self) -> Iterator[str]:
        """The quads of all named graphs as sorted N-Quads lines, without line ends."""
        return merged(f"{quad} ." for quad in self.dialect.quads())

    def _require_writable(self) -> None:
        if self.read_only:
            raise StoreError("the graph is open for reading only")

    def close(self) -> None:
        """Lets go of the connections; later use raises `StoreError`."""
        if self._dialect is not None:
            self._dialect.close()
        self._dialect = None


def declared(text: str, prefixes: dict[str, str], base: str | None = None) -> str:
    """A query or an update that declares, on its first line, what it need not declare itself."""
    first = [f"BASE {ox.NamedNode(base)}"] if base else []
    first += [f"PREFIX {prefix}: {ox.NamedNode(iri)}" for prefix, iri in prefixes.items()]
    return f"{' '.join(first)} {text}" if first else text
