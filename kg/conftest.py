"""What the examples in the docstrings share."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from kg.graph import KnowledgeGraph
from tests.support.readings import talks, troops

_OF_A_GRAPH = re.compile(r"kg\.(graph|exports|query\.(asking|\w+_questions))\.")


@pytest.fixture(scope="session")
def _server() -> Iterator[str]:
    """The address of a server that the examples of the client ask."""
    from tests.support.server import running

    with running() as address:
        yield address


@pytest.fixture(autouse=True)
def _client(request: pytest.FixtureRequest) -> Iterator[None]:
    """Gives the examples of the client a server, and a client of it."""
    if not request.node.name.startswith("kg.client"):
        yield
        return
    from kg.client import Client

    names = request.getfixturevalue("doctest_namespace")
    names["server"] = request.getfixturevalue("_server")
    with Client(names["server"]) as names["kg"]:
        yield


@pytest.fixture(autouse=True)
def _graph(request: pytest.FixtureRequest) -> Iterator[None]:
    """Gives the examples of the public face a graph of two articles, and one of their readings."""
    if not _OF_A_GRAPH.match(request.node.name):
        yield
        return
    with KnowledgeGraph.open() as graph:
        names = request.getfixturevalue("doctest_namespace")
        names["graph"], names["reading"] = graph, troops()
        graph.add(troops())
        graph.add(talks())
        yield
