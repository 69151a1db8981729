"""The stores that hold the same promises: embedded, and on servers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.location import Location
from kg.store.quad_store import QuadStore
from kg.store.remote_store import RemoteStore
from kg.store.repository import Repository

KINDS = ["memory", "disk", "oxigraph", pytest.param("virtuoso", marks=pytest.mark.virtuoso)]


def on_server(named: str) -> RemoteStore:
    """The store that a `--store` names."""
    address = Location.of(named).server
    assert address is not None
    return RemoteStore(address)


def emptied(store: RemoteStore) -> RemoteStore:
    """A store without a graph."""
    store.replace(sorted({quad.graph_name.value for quad in store.dialect.quads()}), [])
    return store


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Repository]:
    """An empty store of each kind."""
    match request.param:
        case "memory":
            opened: Repository = QuadStore()
        case "disk":
            opened = QuadStore(tmp_path / "quads")
        case kind:
            opened = emptied(on_server(request.getfixturevalue(f"{kind}_server")))
    yield opened
    opened.close()
