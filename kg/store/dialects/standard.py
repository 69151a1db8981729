"""SPARQL 1.1 to the letter, as Oxigraph's server, Fuseki and others have it."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store import exchange
from kg.store.server import Body, Server

JSON = "application/sparql-results+json"
N_TRIPLES = "application/n-triples"


class Standard:
    """A server with SPARQL 1.1 Query and Update.

    Graphs are exchanged by one request of several operations. The standard asks that it be all or nothing
    (“should be treated atomically”); Oxigraph's server and Fuseki with TDB hold to that.
    """

    def __init__(self, server: Server, *, union: bool) -> None:
        """`union`: the server makes the default graph of the named ones. Otherwise it is kept here as their
        merge."""
        self.server = server
        self._union = union

    def replace(self, old: list[str], new: list[ox.Quad]) -> None:
        """Removes the graphs named in `old` and adds the quads of `new`. Raises `StoreError`."""
        if update := exchange.text(old, new, merge=not self._union):
            self.server.update(update)

    def graph(self, iri: str) -> Iterator[ox.Quad]:
        """The quads of one named graph, read while they come."""
        node = ox.NamedNode(iri)
        query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {node} {{ ?s ?p ?o }} }}"
        with self.server.queried(query, N_TRIPLES) as body:
            for triple in self.triples(body):
                yield ox.Quad(triple.subject, triple.predicate, triple.object, node)

    def graphs(self) -> list[str]:
        """The IRIs of all named graphs that have statements, sorted."""
        with self.server.queried("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", JSON) as body:
            return sorted(self.value(row[0]) for row in self.rows(body))

    def quads(self) -> Iterator[ox.Quad]:
        """The quads of all named graphs, read while they come; of one state."""
        query = "SELECT ?s ?p ?o ?g { GRAPH ?g { ?s ?p ?o } }"
        with self.server.queried(query, JSON) as body:
            for row in self.rows(body):
                yield ox.Quad(*row)

    def triples(self, body: Body) -> Iterator[ox.Triple]:
        """The triples of a graph."""
        form = ox.RdfFormat.from_media_type(body.media_type) or ox.RdfFormat.N_TRIPLES
        for quad in ox.parse(io.BufferedReader(body), form):
            yield quad.triple

    def rows(self, body: Body) -> ox.QuerySolutions:
        """The rows of a table of results."""
        found = self.parsed(body)
        if not isinstance(found, ox.QuerySolutions):
            raise StoreError("the server of the graph answers with a truth value where rows were asked for")
        return found

    def parsed(self, body: Body) -> ox.QuerySolutions | ox.QueryBoolean:
        """An answer to a SELECT or an ASK. Raises `StoreError` where it is no table of results."""
        form = ox.QueryResultsFormat.from_media_type(body.media_type)
        if form is None:
            raise StoreError(f"the server of the graph answers with “{body.media_type}”, not with results")
        return ox.parse_query_results(io.BufferedReader(body), form)

    def truth(self, body: Body) -> bool:
        """The answer to an ASK."""
        return bool(self.parsed(body))

    def value(self, term: ox.NamedNode | ox.Literal) -> str:
        """The characters of a term as the graph has them."""
        return term.value

    def close(self) -> None:
        """Lets go of the connections."""
        self.server.close()
