"""A store on disk with two documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph import KnowledgeGraph
from tests.support.readings import talks, troops


@pytest.fixture
def store(tmp_path: Path) -> Path:
    folder = tmp_path / "store"
    with KnowledgeGraph.open(folder) as graph:
        graph.add(troops())
        graph.add(talks())
    return folder
