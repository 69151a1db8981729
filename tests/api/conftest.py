"""One application over a graph in memory, built from the hand-made readings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.app import create_app
from api.settings import Settings
from kg.graph import KnowledgeGraph
from tests.api.readings import READINGS


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
