"""Same input, same bytes: in another process, with another hash seed, in another order."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted((ROOT / "seeds" / "documents").glob("*.md"))[:3]
BUILD = """
import sys
from kg import KnowledgeGraph, Reader
from kg.text import read

with KnowledgeGraph.open(sys.argv[1]) as graph:
    for reading in Reader(threads=int(sys.argv[2])).pipe(read(sys.argv[3:])):
        graph.add(reading)
    sys.stdout.reconfigure(encoding="utf-8", newline="")
    for line in graph.nquads():
        print(line.rstrip("\\n"))
"""


def build(store: Path, seed: str, paths: list[Path], threads: int = 1) -> bytes:
    """The sorted N-Quads of a graph on disk that a process of its own has built."""
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(store), str(threads), *map(str, paths)],
        capture_output=True,
        timeout=600,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Kathmandu" if seed == "2" else "UTC"},
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


pytestmark = pytest.mark.slow  # each build starts a process that loads the language model


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return build(tmp_path_factory.mktemp("first"), "1", DOCUMENTS)


def test_there_is_something_to_compare(first: bytes) -> None:
    lines = first.splitlines()
    assert len(DOCUMENTS) == 3
    assert len(lines) > 1000
    assert lines == sorted(set(lines))
    assert [line for line in lines if line.startswith(b"_:") or b" _:" in line] == []  # no blank nodes


def test_another_process_and_hash_seed_give_the_same_bytes(first: bytes, tmp_path: Path) -> None:
    assert build(tmp_path, "2", DOCUMENTS, threads=2) == first


def test_another_order_gives_the_same_bytes(first: bytes, tmp_path: Path) -> None:
    assert build(tmp_path, "3", DOCUMENTS[::-1]) == first
