"""Small graphs to put into stores."""

from __future__ import annotations

import pyoxigraph as ox

from kg.store.repository import Repository

P = ox.NamedNode("urn:p")


def quads(graph: str, *values: str) -> list[ox.Quad]:
    """A graph of one subject with some values."""
    node = ox.NamedNode(graph)
    return [ox.Quad(ox.NamedNode("urn:s"), P, ox.Literal(value), node) for value in values]


def merge(store: Repository) -> list[str]:
    """The values in the default graph, as often as a query finds them."""
    return sorted(row[0] for row in store.select("SELECT ?v { <urn:s> ?p ?v }"))
