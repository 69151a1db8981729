"""Graphs that questions are put to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph import KnowledgeGraph
from tests.support.readings import talks, troops


@pytest.fixture
def graph() -> Iterator[KnowledgeGraph]:
    """Two articles, in memory."""
    with KnowledgeGraph.open() as opened:
        opened.add(troops())
        opened.add(talks())
        yield opened


@pytest.fixture(scope="module")
def on_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    """The same two on disk, where queries have deadlines."""
    path: Path = tmp_path_factory.mktemp("graph") / "store"
    with KnowledgeGraph.open(path) as opened:
        opened.add(troops())
        opened.add(talks())
        yield opened
