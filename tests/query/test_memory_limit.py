"""A query that takes too much memory ends alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ResultTooLargeError
from kg.graph import KnowledgeGraph
from kg.query.evaluation import Question
from kg.query.reader_limits import ReaderLimits
from kg.query.readers import Readers
from tests.support.readings import troops


def test_a_query_that_takes_too_much_memory(tmp_path: Path) -> None:
    with KnowledgeGraph.open(tmp_path / "store") as graph:
        graph.add(troops())
        readers = Readers(tmp_path / "store" / "quads", ReaderLimits(processes=1, memory=64 * 2**20))
        greedy = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g"
        with pytest.raises(ResultTooLargeError, match="memory"):
            readers.ask(Question(greedy), state=0, timeout=60)
        assert readers.ask(Question("ASK {}"), state=0, timeout=60).kind == "ask"
        readers.close()
