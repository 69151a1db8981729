"""Virtuoso 7, as Debian has it.

It has no default graph of its own: a query that names no graph sees all of them, Virtuoso's own too, and a
triple once for each graph that has it. It keeps the first half of an update that fails in the second, and
cuts long answers without an error. Therefore:

- Graphs go in by the Graph Store Protocol, which takes any number of triples, but no very long string: that
  goes in by an update, which takes long strings, but not many triples. A document's digest goes in last, so
  that what broke off halfway is no document.
- Where an answer is cut (`ResultSetMaxRows` in its configuration), that is an error here.
- An ASK answers with a row or none, and true is written 1 in its JSON.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby
from urllib.parse import urlsplit

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.rdf import vocabulary as v
from kg.store.dialects.standard import JSON, Standard
from kg.store.server import Body, Server

_LONGEST = 8_000  # characters; somewhere above 40,000 bytes its Turtle parser gives up
_MOST_ROWS = "SELECT (bif:cfg_item_value(bif:virtuoso_ini_path(), 'SPARQL', 'ResultSetMaxRows') AS ?n) {}"
_DELIVERED = 10_000  # rows, where it is forbidden to look
_BOOLEAN = v.term("xsd:boolean")
_TRUTHS = {"1": "true", "0": "false"}
_OWN_GRAPHS = ("http://www.openlinksw.com/", "http://localuriqaserver/", "http://www.w3.org/ns/ldp#")


class Virtuoso(Standard):
    """A Virtuoso server. `SPARQL_UPDATE` must be granted to the user, or to “SPARQL” where none is named."""

    def __init__(self, server: Server) -> None:
        super().__init__(server, union=True)
        address = server.address
        store = address.graph_store or _beside(address.query)
        if store is None:
            raise StoreError("for Virtuoso at a path of another name, the store's URL needs graph-store=…")
        self._store = store
        server.deadline = _unsaid
        self._most = self._most_rows()

    def replace(self, old: list[str], new: list[ox.Quad]) -> None:
        """As `Standard.replace`, but graph by graph: the new ones come, each whole or not there as a
        document, then the old ones go."""
        arrived = set()
        for node, quads in groupby(new, key=lambda quad: quad.graph_name):
            assert isinstance(node, ox.NamedNode)
            self._put(node, list(quads))
            arrived.add(node.value)
        for graph in old:
            if graph not in arrived:
                self.server.delete(self._store, _named(ox.NamedNode(graph).value))

    def graph(self, iri: str) -> Iterator[ox.Quad]:
        node = ox.NamedNode(iri)
        with self.server.got(self._store, _named(iri)) as body:
            if body is not None:
                for triple in self.triples(body):
                    yield ox.Quad(triple.subject, triple.predicate, triple.object, node)

    def graphs(self) -> list[str]:
        """The IRIs of all named graphs but Virtuoso's own, sorted."""
        return [name for name in super().graphs() if not name.startswith(_OWN_GRAPHS)]

    def quads(self) -> Iterator[ox.Quad]:
        """The quads of all named graphs but Virtuoso's own; one graph after the other, not of one state."""
        for name in self.graphs():
            yield from self.graph(name)

    def triples(self, body: Body) -> Iterator[ox.Triple]:
        # Of a graph, unlike of a table, it does not say that it has cut it: it is as long as may be then.
        for count, triple in enumerate(super().triples(body), 1):
            if count >= self._most:
                raise _cut()
            yield triple

    def parsed(self, body: Body) -> ox.QuerySolutions | ox.QueryBoolean:
        if "x-sparql-maxrows" in body.headers:
            raise _cut()
        return super().parsed(body)

    def truth(self, body: Body) -> bool:
        return next(self.rows(body), None) is not None

    def value(self, term: ox.NamedNode | ox.Literal) -> str:
        if isinstance(term, ox.Literal) and term.datatype == _BOOLEAN:
            return _TRUTHS.get(term.value, term.value)
        return term.value

    def _most_rows(self) -> int:
        """Beyond how many rows it cuts."""
        with suppress(QueryError), self.server.queried(_MOST_ROWS, JSON) as body:
            for (limit,) in self.rows(body):
                return int(limit.value) or sys.maxsize if limit else sys.maxsize
        return _DELIVERED

    def _put(self, node: ox.NamedNode, quads: list[ox.Quad]) -> None:
        apart = [quad for quad in quads if quad.predicate == v.DIGEST or _is_long(quad)]
        apart.sort(key=lambda quad: quad.predicate == v.DIGEST)
        if rest := [quad for quad in quads if quad.predicate != v.DIGEST and not _is_long(quad)]:
            self.server.put(self._store, _named(node.value), _triples(rest))
        else:
            self.server.delete(self._store, _named(node.value))
        for quad in apart:
            self.server.update(f"INSERT DATA {{ GRAPH {node} {{ {quad.triple} }} }}")


def _is_long(quad: ox.Quad) -> bool:
    return isinstance(quad.object, ox.Literal) and len(quad.object.value) > _LONGEST


def _triples(quads: list[ox.Quad]) -> str:
    return "".join(f"{quad.triple} .\n" for quad in quads)


def _named(graph: str) -> dict[str, str]:
    return {"graph-uri": graph}


def _unsaid(timeout: float) -> dict[str, str]:
    """Told a time, it gives what it has found by then for the whole."""
    return {}


def _cut() -> StoreError:
    return StoreError("the server of the graph cuts the answer: its ResultSetMaxRows is too low for it")


def _beside(query: str) -> str | None:
    """The Graph Store URL beside the one for queries: /sparql-graph-crud, or -auth beside /sparql-auth."""
    parts = urlsplit(query)
    room, _, name = parts.path.rpartition("/")
    if name not in ("sparql", "sparql-auth"):
        return None
    return parts._replace(path=f"{room}/sparql-graph-crud{name.removeprefix('sparql')}", query="").geturl()
