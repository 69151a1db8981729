"""Claims: whole, filtered, in pages."""

from __future__ import annotations

import pytest

from kg.errors import InputError, NotFoundError
from kg.graph import KnowledgeGraph
from kg.query.rows import ClaimRow, HolderRow, Page, SlotRow


def ids(page: Page[ClaimRow]) -> list[str]:
    return [row.id for row in page.rows]


def test_a_whole_claim(graph: KnowledgeGraph) -> None:
    row = graph.claim("c1")
    text = graph.text("d1")
    assert row.iri == "https://kg.example/claim/c1"
    assert (row.subject.id, row.subject.label, row.subject.text) == ("Russia", "Russia", "Russia")
    assert (row.relation, row.relation_id) == ("moves troops", "moves_troops")
    assert row.object is not None
    assert (row.object.id, row.object.label) == ("garrison", "garrisons")
    assert [text[a:b] for a, b in row.object.spans] == ["garrisons"]
    assert [text[a:b] for a, b in row.relation_spans] == [row.relation_text] == ["will move more troops"]
    assert text[slice(*row.sentence_span)] == row.sentence
    [holder] = row.holders
    assert holder == HolderRow("Russia", "Russia", "says", holder.cue_spans, "indirect")
    assert [text[a:b] for a, b in holder.cue_spans] == ["says"]
    assert (row.polarity, row.certainty, row.temporality) == ("positive", "probable", "future")
    assert (row.conditional, row.edge, row.event_type, row.confidence) == (False, True, "CONCEDE", 0.9)
    assert row.rules == ("ActiveSubject", "LightVerbObject")
    assert (row.document, row.title, row.publisher, row.published) == (
        "d1",
        "Troops return",
        "Example Wire",
        "2022-02-15",
    )
    [qualifier] = row.qualifiers
    assert (qualifier.role, qualifier.slot.text, qualifier.slot.id) == ("quantity", "more troops", "troops")


def test_times_and_places(graph: KnowledgeGraph) -> None:
    known, unknown = graph.claim("c5"), graph.claim("c4")
    assert (known.when, known.when_start, known.when_end) == ("on Monday", "2022-02-07", "2022-02-07")
    assert (unknown.when, unknown.when_start, unknown.when_end) == ("on Tuesday", None, None)
    assert isinstance(known.where, SlotRow) and known.where.id == "Moscow"
    assert unknown.where is None


def test_chains_are_innermost_first(graph: KnowledgeGraph) -> None:
    row = graph.claim("c7")
    assert [(holder.id, holder.cue, holder.speech) for holder in row.holders] == [
        ("Russia", "", "mixed"),
        ("Vladimir_Putin", "told", "indirect"),
    ]


def test_inner_claims(graph: KnowledgeGraph) -> None:
    assert graph.claim("c2").content == ("c3",)
    assert graph.claim("c3").holders[0].id == "NATO"
    assert not graph.claim("c3").edge


def test_words_that_stand_apart(graph: KnowledgeGraph) -> None:
    text = graph.text("d1")
    assert [text[a:b] for a, b in graph.claim("c4").relation_spans] == ["have", "seen"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["c1", "c6", "c7"]),
        ({"direction": "out"}, ["c1", "c6", "c7"]),
        ({"direction": "in"}, []),
        ({"relation": "moves troops"}, ["c1", "c7"]),
        ({"relation": "moves_troops"}, ["c1", "c7"]),
        ({"relation": "flies"}, []),
        ({"holder": "Vladimir_Putin"}, ["c7"]),
        ({"holder": "Russia"}, ["c1", "c7"]),
        ({"holder": "publisher"}, ["c6"]),
        ({"holder": "nobody"}, []),
        ({"certainty": "probable"}, ["c1"]),
        ({"temporality": "future"}, ["c1"]),
        ({"polarity": "negative"}, []),
        ({"polarity": "positive", "certainty": "certain", "holder": "publisher"}, ["c6"]),
    ],
)
def test_filters(graph: KnowledgeGraph, filters: dict[str, str], found: list[str]) -> None:
    assert ids(graph.relations("Russia", **filters)) == found


def test_denied_and_possible_claims_are_there(graph: KnowledgeGraph) -> None:
    assert ids(graph.relations("NATO")) == ["c2", "c4"]
    assert ids(graph.relations("NATO", polarity="negative")) == ["c4"]
    assert ids(graph.relations("attack")) == ["c3"]


def test_as_object(graph: KnowledgeGraph) -> None:
    assert ids(graph.relations("Moscow")) == ids(graph.relations("Moscow", direction="in")) == ["c6"]


def test_held(graph: KnowledgeGraph) -> None:
    assert ids(graph.held_by("Russia")) == ["c1", "c7"]
    assert ids(graph.held_by("Moscow")) == []


def test_of_a_document(graph: KnowledgeGraph) -> None:
    assert ids(graph.claims(document="d1")) == ["c1", "c2", "c3", "c4"]
    assert ids(graph.claims()) == ["c1", "c2", "c3", "c4", "c5", "c6", "c7"]


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 7, 8])
def test_pages(graph: KnowledgeGraph, limit: int) -> None:
    found: list[str] = []
    cursor: str | None = None
    while True:
        page = graph.claims(limit=limit, cursor=cursor)
        assert len(page.rows) <= limit
        found += ids(page)
        cursor = page.next
        if cursor is None:
            break
    assert found == ids(graph.claims())


def test_pages_of_relations(graph: KnowledgeGraph) -> None:
    first = graph.relations("Russia", limit=2)
    second = graph.relations("Russia", limit=2, cursor=first.next)
    assert ids(first) + ids(second) == ["c1", "c6", "c7"]
    assert second.next is None


@pytest.mark.parametrize("cursor", ["", "x", "AAAA", "ö", "fHx8"])
def test_cursors_that_are_not_ours(graph: KnowledgeGraph, cursor: str) -> None:
    with pytest.raises(InputError, match="no cursor"):
        graph.claims(cursor=cursor)


@pytest.mark.parametrize(
    "wrong",
    [
        {"direction": "up"},
        {"polarity": "mixed"},
        {"certainty": "sure"},
        {"temporality": "past"},
        {"limit": 0},
    ],
)
def test_values_that_there_are_not(graph: KnowledgeGraph, wrong: dict[str, str]) -> None:
    with pytest.raises(InputError):
        graph.relations("Russia", **wrong)  # type: ignore[arg-type]


def test_what_is_not_there(graph: KnowledgeGraph) -> None:
    for ask in (graph.relations, graph.held_by, graph.claim, graph.entity, graph.neighbours, graph.remove):
        with pytest.raises(NotFoundError, match="Atlantis"):
            ask("Atlantis")
    with pytest.raises(NotFoundError, match="no document “Atlantis”"):
        graph.claims(document="Atlantis")
