"""What the graph promises of its statements, however they were asked for."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.graph import KnowledgeGraph
from kg.rdf import quads, validation
from kg.rdf.iris import Iris
from tests.support.readings import talks, troops

ROOT = Path(__file__).parents[2]
PRINT = """
import sys
from kg.graph import KnowledgeGraph
from tests.support.readings import talks, troops
with KnowledgeGraph.open(sys.argv[1] or None) as graph:
    for reading in (troops(), talks())[:: int(sys.argv[2])]:
        graph.add(reading)
    sys.stdout.write("\\n".join(graph.nquads()))
"""


@pytest.fixture(scope="module")
def lines() -> list[str]:
    graph = KnowledgeGraph.open()
    graph.add(troops())
    graph.add(talks())
    return list(graph.nquads())


def test_no_blank_nodes(lines: list[str]) -> None:
    assert not [line for line in lines if re.search(r"(^| )_:", re.sub(r'"(?:[^"\\]|\\.)*"', "", line))]


def test_every_statement_is_in_its_documents_graph(lines: list[str]) -> None:
    assert {line.split(" ")[-2] for line in lines} == {
        "<https://kg.example/document/d1>",
        "<https://kg.example/document/d2>",
    }


@pytest.mark.parametrize("reading", [troops(), talks()], ids=["troops", "talks"])
def test_every_document_passes_the_gate(reading: object) -> None:
    assert validation.validate(quads.write(reading, Iris("https://kg.example/"))) == ()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("seed", "order", "kept"), [("0", "1", False), ("1", "-1", False), ("2", "-1", True)]
)
def test_the_same_bytes_in_every_process(
    lines: list[str], tmp_path: Path, seed: str, order: str, kept: bool
) -> None:
    store = str(tmp_path / "store") if kept else ""
    done = subprocess.run(
        [sys.executable, "-c", PRINT, store, order],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode() == "\n".join(lines)
