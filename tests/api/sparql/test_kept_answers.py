"""Small answers that are kept until the graph changes."""

from __future__ import annotations

import pytest

from api.settings import Settings
from api.sparql.kept_answers import Kept, KeptAnswers
from kg.graph import KnowledgeGraph
from tests.api.guarded import Guarded, guarded
from tests.api.readings import READINGS

QUERY = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def answered(served: Guarded, query: str = QUERY, **headers: str) -> tuple[bytes, str, str | None]:
    answer = served.client.get("/sparql", query_string={"query": query}, headers=headers)
    assert answer.status_code == 200
    return answer.data, answer.headers["Content-Type"], answer.headers.get("ETag")


def found(served: Guarded) -> dict[str, float]:
    """How often an answer was among those kept, and was not; and the bytes that those take."""
    lines = served.client.get("/metrics").text.splitlines()
    return {
        name: float(value)
        for name, _, value in (line.rpartition(" ") for line in lines)
        if name.startswith("kg_kept_answers") and "_created" not in name
    }


def gained(before: dict[str, float], after: dict[str, float]) -> tuple[float, float]:
    name = 'kg_kept_answers_total{found="%s"}'
    hits, misses = (after[name % word] - before[name % word] for word in ("yes", "no"))
    return hits, misses


def test_an_answer_is_given_again_and_counted() -> None:
    with guarded() as served:
        before = found(served)
        assert answered(served) == answered(served)
        after = found(served)
        assert gained(before, after) == (1, 1)
        assert after["kg_kept_answers_bytes"] > 0
        # Another form is another answer.
        assert answered(served, Accept="text/csv")[1].startswith("text/csv")
        assert gained(after, found(served)) == (0, 1)


def test_a_write_empties_it() -> None:
    with guarded() as served:
        graph: KnowledgeGraph = served.app.extensions["kg.graph"]
        first = answered(served)
        graph.remove(READINGS[0].document.id)
        second = answered(served)
        assert second[0] != first[0] and second[2] != first[2]
        graph.add(READINGS[0])
        assert answered(served)[0] == first[0]


def test_a_write_of_another_process_empties_it() -> None:
    with guarded() as served, KnowledgeGraph.open(served.folder, read_only=True) as reading:
        from api.app import create_app

        app = create_app(reading)
        other = Guarded(app, served.folder)
        first = answered(other)
        assert answered(other) == first
        writing: KnowledgeGraph = served.app.extensions["kg.graph"]
        writing.remove(READINGS[0].document.id)
        second = answered(other)
        assert second[0] != first[0] and second[2] != first[2]


@pytest.mark.parametrize("query", ["SELECT (RAND() AS ?r) {}", "SELECT (STRUUID() AS ?r) {}"])
def test_what_changes_by_itself_is_not_kept(query: str) -> None:
    with guarded() as served:
        before = found(served)
        assert answered(served, query)[0] != answered(served, query)[0]
        assert gained(before, found(served)) == (0, 0)


def test_none_are_kept_where_the_setting_says_so() -> None:
    with guarded(Settings(kept_answers=0)) as served:
        before = found(served)
        assert answered(served) == answered(served)
        assert gained(before, found(served)) == (0, 0)


def test_they_take_no_more_than_they_may() -> None:
    answers = KeptAnswers(10_000)
    for number in range(100):
        answers.keep("v", str(number), Kept(b"x" * 1000, "text/csv"))
        assert answers.size <= 10_000
    assert answers.find("v", "0") is None and answers.find("v", "99") is not None
    answers.keep("v", "large", Kept(b"x" * 20_000, "text/csv"))
    assert answers.find("v", "large") is None and answers.find("v", "99") is not None
    answers.keep("w", "new", Kept(b"x", "text/csv"))
    assert answers.find("v", "99") is None and answers.size < 1000
