"""Keeps the read index and the quads in step, whoever wrote the quads and however that ended."""

from __future__ import annotations

from kg.errors import StoreError
from kg.query import digestion
from kg.query.digestion import DocumentRows
from kg.query.index import Index
from kg.rdf import vocabulary as v
from kg.rdf.iris import Iris
from kg.store.repository import Repository

_BATCH = 100  # documents fetched before they are put into the index


def bring(index: Index, store: Repository, iris: Iris) -> None:
    """Makes the index what the store says: documents it lacks come in, those gone or changed go."""
    held = digests(store, iris)
    noted = index.digests()
    old = [key for key, digest in noted.items() if held.get(key) != digest]
    new = [key for key, digest in held.items() if noted.get(key) != digest]
    if old or new:
        index.replace(old, (digestion.rows(store.graph(iris.document(key)), iris) for key in sorted(new)))


def fetch(index: Index, store: Repository, iris: Iris, held: dict[str, str]) -> bool:
    """As `bring`, for a store that is far away and written by others: some documents at a time, and what has
    gone since `held` was asked for is left out. Whether there was anything to do.

    Args:
        held: `digests` of the store.

    Raises:
        StoreError: what is there under a document's name is no document.
    """
    noted = index.digests()
    new = sorted(key for key, digest in held.items() if noted.get(key) != digest)
    gone = sorted(key for key in noted if key not in held)
    if gone:
        index.replace(gone, ())
    for start in range(0, len(new), _BATCH):
        some = new[start : start + _BATCH]
        index.replace(some, _present(store, iris, some))
    return bool(gone or new)


def agree(index: Index, store: Repository, iris: Iris) -> bool:
    """Whether the index has the documents that the store has, as it has them."""
    return index.digests() == digests(store, iris)


def digests(store: Repository, iris: Iris) -> dict[str, str]:
    """The digest of each document in the store, by its id."""
    documents = iris.document("")
    found = store.values(v.DIGEST).items()
    return {iris.id(graph): digest for graph, digest in found if graph.startswith(documents)}


def _present(store: Repository, iris: Iris, keys: list[str]) -> list[DocumentRows]:
    found = []
    for key in keys:
        quads = list(store.graph(iris.document(key)))
        if any(quad.predicate == v.DIGEST for quad in quads):
            try:
                found.append(digestion.rows(quads, iris))
            except (LookupError, ValueError) as error:
                raise StoreError(f"the graph {iris.document(key)} is no document as kg writes it") from error
    return found
