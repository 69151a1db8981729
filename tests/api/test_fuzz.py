"""Some of the requests that `python -m tests.benchmarks.fuzz` makes at random."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.benchmarks import fuzz


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, str]]:
    folder: Path = tmp_path_factory.mktemp("fuzz")
    app, graph, token = fuzz.application(folder)
    yield app, token
    graph.close()


def test_requests_of_the_description_are_answered_as_described(served: tuple[Flask, str]) -> None:
    seen = fuzz.of_description(*served, cases=150)
    assert seen[200] > 20 and sum(seen.values()) > 100


def test_queries_and_uploads_never_break_the_server(served: tuple[Flask, str]) -> None:
    seen = fuzz.of_words(*served, cases=200)
    assert seen[200] > 5 and seen[400] > 20
