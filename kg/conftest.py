"""What the examples in the docstrings share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.graph import KnowledgeGraph
from tests.support.readings import talks, troops


@pytest.fixture(autouse=True)
def _graph(request: pytest.FixtureRequest) -> Iterator[None]:
    """Gives the examples of the public face a graph of two articles, and one of their readings."""
    if not request.node.name.startswith(("kg.graph", "kg.query.questions")):
        yield
        return
    with KnowledgeGraph.open() as graph:
        names = request.getfixturevalue("doctest_namespace")
        names["graph"], names["reading"] = graph, troops()
        graph.add(troops())
        graph.add(talks())
        yield
