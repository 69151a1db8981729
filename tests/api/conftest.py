"""One application over a graph in memory, built from the hand-made readings; and no haste in any."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.app import create_app
from api.guard import health
from api.rest import writing
from api.settings import Settings
from api.sparql import graph_store, updates
from kg.graph import KnowledgeGraph
from tests.api.readings import READINGS


@pytest.fixture(autouse=True, scope="session")
def _no_haste() -> Iterator[None]:
    """An application of this process waits longer for a store, and for a job, before it says that it has."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(health, "_PATIENCE", 60.0)
        patched.setitem(writing.done.__kwdefaults__, "wait", 60.0)
        for module in (graph_store, updates):
            patched.setattr(module, "_GRACE", 60.0)
        yield


@pytest.fixture(scope="session")
def graph() -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph.open() as graph:
        for reading in READINGS:
            assert graph.add(reading)
        yield graph


@pytest.fixture(scope="session")
def app(graph: KnowledgeGraph) -> Flask:
    return create_app(graph, settings=Settings(title="A graph of tests", max_body=20_000))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
