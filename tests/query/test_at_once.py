"""The plainest queries are answered without a process of their own, and as they would be by one."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ForbiddenQueryError, QueryError, ResultTooLargeError
from kg.graph import KnowledgeGraph
from kg.query import at_once, evaluation
from kg.query.at_once import LARGEST, plain
from kg.query.evaluation import Question
from kg.query.readers import Readers
from tests.query.test_forbidden import SERVICES
from tests.support.readings import edited, talks

PREFIXES = {"n": "urn:n:", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#"}
FORMS = (
    None,
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    "text/turtle",
    "",
)
NODES = [ox.NamedNode(f"urn:n:{letter}") for letter in "abc"]
VALUES = [
    ox.Literal('quoted "so"\n\t\\ \x07 é \U0001f600'),
    ox.Literal("text"),
    ox.Literal("text", language="en"),
    ox.Literal(7),
    ox.BlankNode("b"),
]


def _store() -> ox.Store:
    store = ox.Store()
    for subject in NODES:
        for number, value in enumerate([*NODES, *VALUES]):
            store.add(ox.Quad(subject, NODES[number % 3], value))
        store.add(ox.Quad(subject, NODES[0], ox.NamedNode("urn:n:elsewhere"), ox.NamedNode("urn:g")))
    return store


STORE = _store()


def _mostly(plain: list[str], nearly: list[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(4 * len(nearly) * plain + len(plain) * nearly)


HEADS = _mostly(
    [
        "SELECT *",
        "SELECT ?o",
        "select ?p ?o",
        "SELECT*",
        "prefix m: <urn:n:>\nSELECT ?p",
        "PREFIX n: <m:> SELECT *",
    ],
    [
        *(
            "SELECT ?s ?p ?o",
            "SELECT ?none",
            "SELECT DISTINCT *",
            "SELECT (COUNT(*) AS ?n)",
            "ASK",
            "CONSTRUCT",
        ),
        *(
            "SELECT ?o FROM <urn:g>",
            "BASE <urn:x> SELECT *",
            "SELECT ?p ?p",
            "SELECT",
            "SELECT ?o?p",
            "SELECT REDUCED *",
        ),
    ],
)
SUBJECTS = _mostly(
    ["<urn:n:a>", "n:b", "<n:a>", "?s", "n:unknown"],
    ["?x", "_:b", "<urn:n:\\u0061>", "none:a", "[]", "<a b>", "$s"],
)
VERBS = _mostly(
    ["?p", "n:a", "<urn:n:b>", "a"], ["?x", "A", "n:a/n:b", "^n:a", "n:a|n:b", "!n:a", "n:a*", "(n:a)"]
)
OBJECTS = _mostly(
    ["?o", "<urn:n:c>", "n:a", '"text"', '"text"@en'],
    ["?x", "'text'", "7", "?o , ?q", "n:a.", '"\\""', '"text"@', "true", '"7"^^<urn:x>'],
)
ENDS = _mostly(
    ["", " .", "."], [" . ?a ?b ?c", " FILTER(isIRI(?o))", " # end", " ; n:b ?q", " . BIND(1 AS ?n)", ".."]
)
TAILS = _mostly(
    ["", " LIMIT 2", "limit 0"],
    [" LIMIT 5000", " OFFSET 1", " ORDER BY ?o", " LIMIT -1", " VALUES ?o { 7 }", "}"],
)


@st.composite
def queries(draw: st.DrawFn) -> str:
    """Queries of the plain kind, and what is nearly that."""
    head, subject, verb, target = (draw(part) for part in (HEADS, SUBJECTS, VERBS, OBJECTS))
    where, gap = (
        draw(st.sampled_from([" WHERE ", " ", "", "\nwhere"])),
        draw(st.sampled_from([" ", "\n", "\t", ""])),
    )
    return f"{head}{where}{{{gap}{subject} {verb} {gap}{target}{draw(ENDS)}{gap}}}{draw(TAILS)}"


@settings(max_examples=500)
@given(queries(), st.sampled_from(FORMS), st.sampled_from([10**6, 300, 10]), st.booleans())
def test_an_answer_is_the_one_that_a_process_gives(
    query: str, media_type: str | None, most: int, named: bool
) -> None:
    question = Question(
        query, media_type, ("urn:g",) if named else (), (), PREFIXES, most, base="http://host.example/"
    )
    found = at_once.answer(STORE, question)
    try:
        expected = evaluation.answer(STORE, question)
    except QueryError:
        expected = None
    if found is not None:
        assert found == expected


@settings(max_examples=500)
@given(queries())
def test_what_is_plain_has_one_pattern_and_nothing_else(query: str) -> None:
    if plain(query):
        left = query.lower()
        assert left.count("{") == left.count("}") == 1
        assert not any(
            word in left for word in ("filter", "from", "distinct", "count", "offset", "order", "values")
        )
        assert not any(mark in left for mark in ("#", ";", ",", "(", "[", "|", "^", "!", "\\", "_:"))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?p ?o WHERE { <urn:n:a> ?p ?o }",
        "SELECT * { ?s ?p n:a }",
        "PREFIX m: <urn:n:> SELECT ?o { m:a m:a ?o . } LIMIT 3",
        "SELECT ?s { ?s a n:a }",
        "SELECT * { ?s ?p ?o } LIMIT 5",
    ],
)
@pytest.mark.parametrize("media_type", FORMS[:4])
def test_the_usual_ones_are_plain(query: str, media_type: str | None) -> None:
    question = Question(query, media_type, prefixes=PREFIXES)
    assert at_once.answer(STORE, question) == evaluation.answer(STORE, question)


@pytest.mark.parametrize("query", SERVICES)
def test_what_is_forbidden_is_not_plain(query: str) -> None:
    assert not plain(query)
    assert not plain(query.replace("URL", "urn:x"))


@pytest.mark.parametrize("piece", ["?a ", "<", "PREFIX a: <b> ", "{ ", "n:", '"', "SELECT ", " ", "\n", "a"])
def test_long_texts_are_told_soon(piece: str) -> None:
    assert not plain("SELECT " + piece * 100_000)
    assert not plain("SELECT " + piece * (1900 // len(piece)))


def test_long_answers_are_left_to_processes(tmp_path: Path) -> None:
    store = ox.Store()
    hub = ox.NamedNode("urn:hub")
    store.extend(ox.Quad(hub, hub, ox.Literal(f"number {number}")) for number in range(LARGEST // 50))
    few, all = "SELECT * { <urn:hub> ?p ?o } LIMIT 20", "SELECT * { <urn:hub> ?p ?o }"
    assert at_once.answer(store, Question(few)) is not None
    assert at_once.answer(store, Question(all)) is None
    assert at_once.answer(store, Question(few, max_bytes=100)) is None


def test_it_is_counted_and_needs_no_process(on_disk: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    plainly, otherwise = "SELECT ?o { ent:Russia ?p ?o }", "SELECT ?o { ent:Russia ?p ?o FILTER(true) }"
    expected = on_disk.query(otherwise, timeout=30)
    before = on_disk.query_status.finished
    with monkeypatch.context() as patched:
        patched.setattr(Readers, "ask", None)
        patched.setattr(Readers, "stream", None)
        assert on_disk.query(plainly, timeout=30).answer.body == expected.answer.body
        with on_disk.stream(plainly, timeout=30) as stream:
            assert stream.begin(10**6) == expected.answer.body
    assert on_disk.query_status.finished == before + 2
    with pytest.raises(ResultTooLargeError):
        on_disk.query(plainly, timeout=30, max_bytes=100)
    with pytest.raises(ForbiddenQueryError):
        on_disk.query(plainly, timeout=30, default_graphs=["urn:nowhere"])


def test_it_follows_what_others_write(tmp_path: Path) -> None:
    query = "SELECT ?c { ?c a kg:Claim }"
    with KnowledgeGraph.open(tmp_path / "store") as writing:
        writing.add(talks())
        with KnowledgeGraph.open(tmp_path / "store", read_only=True) as reading:
            before = reading.query(query, timeout=30).rows
            writing.add(edited(talks(), "d3"))  # in place of the first
            with reading.stream(query, timeout=30, version=reading.version) as stream:
                assert stream.whole().body.count(b'"c":') != len(before)
            writing.add(talks())
            assert reading.query(query, timeout=30).rows == before
