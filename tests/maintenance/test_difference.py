"""What two graphs differ in."""

from __future__ import annotations

from dataclasses import replace

from kg.graph import KnowledgeGraph
from kg.maintenance.difference import difference
from tests.support.readings import edited, talks, troops


def graph_of(*readings: object) -> KnowledgeGraph:
    graph = KnowledgeGraph.open()
    for reading in readings:
        graph.add(reading)  # type: ignore[arg-type]
    return graph


def test_a_graph_does_not_differ_from_itself() -> None:
    found = difference(graph_of(troops(), talks()), graph_of(talks(), troops()))
    assert (found.documents, found.same) == ((), 2)
    assert found.revisions[0] == found.revisions[1]


def test_documents_that_came_and_went() -> None:
    found = difference(graph_of(troops()), graph_of(talks()))
    came, went = found.documents
    assert (came.change, came.id, len(came.added), came.removed) == ("added", "d2", 3, ())
    assert (went.change, went.id, went.added, len(went.removed)) == ("removed", "d1", (), 4)
    assert found.same == 0
    assert (
        "Emmanuel_Macron —meets→ Vladimir_Putin [publisher, positive/certain/nonfuture, 2022-02-07]"
        in map(str, came.added)
    )


def test_a_document_that_was_read_anew() -> None:
    found = difference(graph_of(troops(), talks()), graph_of(edited(troops(), "d1b"), talks()))
    [change] = found.documents
    assert (change.change, change.id, change.added, len(change.removed)) == ("changed", "d1b", (), 3)
    assert found.same == 1


def test_what_is_not_said_in_claims_counts_too() -> None:
    reading = troops()
    renamed = replace(reading, document=replace(reading.document, title="Otherwise"))
    [change] = difference(graph_of(reading), graph_of(renamed)).documents
    assert (change.change, change.title, change.added, change.removed) == ("changed", "Otherwise", (), ())
