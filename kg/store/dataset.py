"""The store as an rdflib `Dataset`: live, and for reading."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

import pyoxigraph
from oxrdflib import OxigraphStore
from rdflib import Dataset
from rdflib.graph import ModificationException


class _ReadingStore(OxigraphStore):
    """Refuses what would change the quads past the index and the one-document transactions."""

    def _refuse(self, *args: object, **kwargs: object) -> NoReturn:
        raise ModificationException

    add = addN = remove = update = remove_graph = destroy = _refuse  # noqa: N815  rdflib's names

    def add_graph(self, graph: object) -> None:
        """rdflib announces graphs that it merely looks at."""


def view(store: pyoxigraph.Store, prefixes: Mapping[str, str]) -> Dataset:
    """A dataset over the store, whose default graph is the merge of the others; prefixes are bound."""
    dataset = Dataset(store=_ReadingStore(store=store))
    for prefix, iri in prefixes.items():
        dataset.bind(prefix, iri)
    return dataset
