"""No answer has more rows than are allowed, whatever stands in them and however its bytes come."""

from __future__ import annotations

import io
import random

import pyoxigraph as ox
import pytest

from kg.errors import ResultTooLargeError
from kg.graph import KnowledgeGraph
from kg.query import at_once, evaluation, row_limit
from kg.query.evaluation import Question

FORMS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
# What could be taken for the end of a row, or hide one.
TEXTS = (
    'a "quoted" word', '"', '""', "back\\slash", 'ends in a backslash\\', '\\"', '},{"p":{}},{"',
    "},{}", "}},", "<result>", "</result><result>", "line\nline", "\r\n",
    ',"\n"\n,', "", "{", '"},{"', "\\\\", "é },{ 語",
)  # fmt: skip


def _found(count: int) -> ox.QuerySolutions:
    texts = [ox.Literal(TEXTS[number % len(TEXTS)]) for number in range(count)]
    values = " ".join(f"({text} <urn:n:{number}>)" for number, text in enumerate(texts))
    found = ox.Store().query(f"SELECT ?text ?n {{ VALUES (?text ?n) {{ {values} }} }}")
    assert isinstance(found, ox.QuerySolutions)
    return found


class _Parts:
    """A target that hands bytes on in parts of any length."""

    def __init__(self, target: row_limit.Rows, seed: int) -> None:
        self.target, self.random = target, random.Random(seed)

    def write(self, data: bytes) -> int:
        place = 0
        while place < len(data):
            length = self.random.randint(1, 5)
            self.target.write(data[place : place + length])
            place += length
        return len(data)

    def flush(self) -> None:
        pass


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("count", [1, 2, 3, 19, 40])
def test_as_many_rows_as_are_allowed(form: str, count: int) -> None:
    body, whole = io.BytesIO(), io.BytesIO()
    _found(count).serialize(whole, FORMS[form])
    for seed in range(10):
        body = io.BytesIO()
        _found(count).serialize(_Parts(row_limit.Rows(body, FORMS[form], count), seed), FORMS[form])
        assert body.getvalue() == whole.getvalue()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("count", [2, 3, 19, 40])
def test_one_row_more(form: str, count: int) -> None:
    for seed in range(10):
        target = _Parts(row_limit.Rows(io.BytesIO(), FORMS[form], count - 1), seed)
        with pytest.raises(ResultTooLargeError, match=f"more than {count - 1} rows: add a LIMIT"):
            _found(count).serialize(target, FORMS[form])


@pytest.mark.parametrize("form", FORMS)
def test_rows_without_anything_in_them(form: str) -> None:
    query = "SELECT ?x { VALUES ?y { 1 2 3 } }"
    store = ox.Store()
    for most in (3, 2):
        found = store.query(query)
        assert isinstance(found, ox.QuerySolutions)
        target = row_limit.Rows(io.BytesIO(), FORMS[form], most)
        if most == 3:
            found.serialize(target, FORMS[form])
        else:
            with pytest.raises(ResultTooLargeError):
                found.serialize(target, FORMS[form])


@pytest.mark.parametrize("form", FORMS)
def test_no_rows(form: str) -> None:
    found = ox.Store().query("SELECT * { ?s ?p ?o }")
    assert isinstance(found, ox.QuerySolutions)
    found.serialize(row_limit.Rows(io.BytesIO(), FORMS[form], 1), FORMS[form])


@pytest.mark.parametrize(
    ("query", "what"),
    [
        ("SELECT * { ?s ?p ?o }", "rows"),
        ("SELECT * { ?s ?p ?o } LIMIT 11", "rows"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "triples"),
        ("DESCRIBE ?s { ?s a ?o }", "triples"),
    ],
)
def test_an_answer_with_more_rows_is_no_answer(on_disk: KnowledgeGraph, query: str, what: str) -> None:
    for media_type in ("text/csv", None):
        with pytest.raises(ResultTooLargeError, match=f"more than 10 {what}: add a LIMIT"):
            on_disk.stream(
                query, media_type=media_type, graph_type="text/turtle", timeout=30, max_rows=10
            ).whole()


def test_an_answer_within_the_limit(on_disk: KnowledgeGraph) -> None:
    query = "SELECT * { ?s ?p ?o } LIMIT 10"
    with on_disk.stream(query, media_type="text/csv", timeout=30, max_rows=10) as limited:
        rows = b"".join(limited)
    assert rows.count(b"\n") == 11
    assert on_disk.stream("ASK {}", timeout=30, max_rows=1).whole().body


def test_what_is_answered_at_once_keeps_to_it_too() -> None:
    store = ox.Store()
    store.extend(
        ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal(number)) for number in range(3)
    )
    query = "SELECT * { <urn:s> ?p ?o }"
    assert at_once.answer(store, Question(query, max_rows=3)) is not None
    assert at_once.answer(store, Question(query, max_rows=2)) is None
    with pytest.raises(ResultTooLargeError, match="more than 2 rows"):
        evaluation.answer(store, Question(query, max_rows=2))
