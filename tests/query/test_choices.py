"""Which claims are wanted, and in what order."""

from __future__ import annotations

from typing import Any

import pytest

from kg.errors import InputError, NotFoundError
from kg.graph import KnowledgeGraph
from kg.query.claim_page import ClaimPage
from tests.support.readings import talks


def ids(page: ClaimPage) -> list[str]:
    return [row.id for row in page.rows]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"other": "garrison"}, ["c1", "c7"]),
        ({"other": "garrison", "direction": "in"}, []),
        ({"document": "d2"}, ["c6", "c7"]),
        ({"event_type": "CONCEDE"}, ["c1"]),
        ({"event_type": "FIGHT"}, []),
        ({"since": "2022-02-15"}, ["c1"]),
        ({"since": "2022-02-16"}, []),
        ({"until": "2022-02-15"}, ["c1"]),
        ({"until": "2022-02-14"}, []),
        ({"min_confidence": 0.9}, ["c1", "c6"]),
        ({"min_confidence": 0.91}, []),
    ],
)
def test_of_an_entity(graph: KnowledgeGraph, wanted: dict[str, Any], found: list[str]) -> None:
    assert ids(graph.relations("Russia", **wanted)) == found
    assert sum(row.count for row in graph.groups("Russia", **wanted).rows) == len(found)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"polarity": "negative"}, ["c4"]),
        ({"holder": "publisher", "document": "d1"}, ["c2"]),
        ({"relation": "meets"}, ["c5"]),
        ({"since": "2022-02-07", "until": "2022-02-07"}, ["c5"]),
        ({"since": "2022-02-08"}, ["c1", "c2", "c3", "c4"]),
    ],
)
def test_of_all(graph: KnowledgeGraph, wanted: dict[str, Any], found: list[str]) -> None:
    assert ids(graph.claims(**wanted)) == found


def test_of_those_held(graph: KnowledgeGraph) -> None:
    assert ids(graph.held_by("Russia", temporality="future")) == ["c1"]
    assert ids(graph.held_by("Russia", document="d2")) == ["c7"]


def test_days_are_the_claims_own_or_else_the_documents(graph: KnowledgeGraph) -> None:
    days = {row.id: (row.date, row.dated_by) for row in graph.claims().rows}
    assert days["c5"] == ("2022-02-07", "claim")
    assert days["c4"] == ("2022-02-15", "document")  # “on Tuesday”, of which no day is known
    assert days["c6"] == (None, None)


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("reading", ["c1", "c2", "c3", "c4", "c5", "c6", "c7"]),
        ("date", ["c5", "c1", "c2", "c3", "c4", "c6", "c7"]),
        ("-date", ["c4", "c3", "c2", "c1", "c5", "c7", "c6"]),
    ],
)
@pytest.mark.parametrize("limit", [1, 2, 3, 50])
def test_orders(graph: KnowledgeGraph, sort: str, found: list[str], limit: int) -> None:
    seen: list[str] = []
    cursor: str | None = None
    while cursor is not None or not seen:
        page = graph.claims(sort=sort, limit=limit, cursor=cursor)
        seen += ids(page)
        cursor = page.next
        if cursor is None:
            break
    assert seen == found


def test_the_surest_first(graph: KnowledgeGraph) -> None:
    sure = [row.confidence for row in graph.claims(sort="-confidence").rows]
    assert sure == sorted(sure, reverse=True)


def test_a_page_goes_on_where_documents_are_added(graph: KnowledgeGraph) -> None:
    graph.remove("d2")
    first = graph.claims(limit=2)
    graph.add(talks())
    assert ids(graph.claims(cursor=first.next)) == ["c3", "c4", "c5", "c6", "c7"]


def test_cursors_of_other_lists(graph: KnowledgeGraph) -> None:
    cursor = graph.relations("Russia", limit=1).next
    assert cursor is not None
    asked: list[Any] = [
        lambda: graph.relations("NATO", cursor=cursor),
        lambda: graph.relations("Russia", direction="out", cursor=cursor),
        lambda: graph.relations("Russia", sort="date", cursor=cursor),
        lambda: graph.held_by("Russia", cursor=cursor),
        lambda: graph.claims(cursor=cursor),
        lambda: graph.groups("Russia", cursor=cursor),
        lambda: graph.vocabulary(cursor=cursor),
    ]
    for ask in asked:
        with pytest.raises(InputError, match="no cursor of this list"):
            ask()
    assert ids(graph.relations("Russia", limit=3, cursor=cursor)) == [
        "c6",
        "c7",
    ]  # another limit is no matter


@pytest.mark.parametrize(
    "wrong",
    [{"since": "2022-02-30"}, {"until": "20220215"}, {"since": "today"}, {"sort": "weight"}, {"sort": ""}],
)
def test_values_that_there_are_not(graph: KnowledgeGraph, wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        graph.relations("Russia", **wrong)


def test_a_document_that_there_is_not(graph: KnowledgeGraph) -> None:
    with pytest.raises(NotFoundError, match="no document “Atlantis”"):
        graph.relations("Russia", document="Atlantis")


def test_groups(graph: KnowledgeGraph) -> None:
    moves, capital = graph.groups("Russia").rows
    assert (moves.direction, moves.relation, moves.relation_id) == ("out", "moves troops", "moves_troops")
    assert moves.other is not None and (moves.other.label, moves.other.type) == ("garrisons", "Concept")
    assert (moves.polarity, moves.count, moves.narrated, moves.claims) == ("positive", 2, 0, ("c1", "c7"))
    assert [(held.label, held.count) for held in moves.holders] == [("Russia", 2), ("Vladimir Putin", 1)]
    assert (moves.first, moves.last) == ("2022-02-15", "2022-02-15")
    assert (capital.first, capital.last, capital.narrated, capital.holders) == (None, None, 1, ())


@pytest.mark.parametrize("sort", ["weight", "date", "-date", "-confidence"])
def test_pages_of_groups(graph: KnowledgeGraph, sort: str) -> None:
    whole = graph.groups("NATO", sort=sort).rows
    assert len(whole) == 2
    first = graph.groups("NATO", sort=sort, limit=1)
    second = graph.groups("NATO", sort=sort, limit=1, cursor=first.next)
    assert (*first.rows, *second.rows) == whole and second.next is None


def test_denied_and_affirmed_are_apart(graph: KnowledgeGraph) -> None:
    assert {(row.relation, row.polarity) for row in graph.groups("NATO").rows} == {
        ("warns", "positive"),
        ("sees", "negative"),
    }
