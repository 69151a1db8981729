"""A store on disk as a server has it: open for reading, written by the writer process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph import KnowledgeGraph
from kg.jobs import Desk, stop_writer


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("KG_WRITER_IDLE", "20")
    store = tmp_path / "store"
    KnowledgeGraph.open(store).close()
    yield store
    stop_writer(store)


@pytest.fixture
def graph(folder: Path) -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph.open(folder, read_only=True) as graph:
        yield graph


@pytest.fixture
def desk(graph: KnowledgeGraph) -> Iterator[Desk]:
    desk = Desk(graph)
    yield desk
    desk.close()
