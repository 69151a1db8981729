"""Keeps the read index and the quads in step, whoever wrote the quads and however that ended."""

from __future__ import annotations

from kg.query import digestion
from kg.query.index import Index
from kg.rdf import vocabulary as v
from kg.rdf.iris import Iris
from kg.store.quad_store import QuadStore


def bring(index: Index, store: QuadStore, iris: Iris) -> None:
    """Makes the index what the store says: documents it lacks come in, those gone or changed go."""
    held = digests(store, iris)
    noted = index.digests()
    old = [key for key, digest in noted.items() if held.get(key) != digest]
    new = [key for key, digest in held.items() if noted.get(key) != digest]
    if old or new:
        index.replace(old, (digestion.rows(store.graph(iris.document(key)), iris) for key in sorted(new)))


def agree(index: Index, store: QuadStore, iris: Iris) -> bool:
    """Whether the index has the documents that the store has, as it has them."""
    return index.digests() == digests(store, iris)


def digests(store: QuadStore, iris: Iris) -> dict[str, str]:
    """The digest of each document in the store, by its id."""
    return {iris.id(graph): digest for graph, digest in store.values(v.DIGEST).items()}
