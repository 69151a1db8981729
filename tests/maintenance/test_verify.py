"""A sound store, and what is found in others."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.graph import KnowledgeGraph
from kg.maintenance.verify import verify
from kg.rdf import vocabulary as v

DOCUMENT = ox.NamedNode("https://kg.example/document/d1")
TITLE = v.term("schema:headline")


def changed(store: Path, update: str) -> None:
    """Writes past everything that keeps a store sound."""
    quads = ox.Store(str(store / "quads"))
    quads.update(update)
    quads.flush()


def told(store: Path) -> str:
    found = verify(store).findings
    assert all(finding.remedy for finding in found)
    return "\n".join(finding.what for finding in found)


def test_a_sound_store(store: Path) -> None:
    report = verify(store)
    assert (report.findings, report.notes, report.documents) == ((), (), 2)
    with KnowledgeGraph.open(store, read_only=True) as graph:
        assert (report.revision, report.statements) == (graph.revision, graph.stats().triples)


def test_while_it_is_written(store: Path) -> None:
    with KnowledgeGraph.open(store) as graph:
        graph.remove("d2")
        assert verify(store).findings == verify(store).notes == ()


def test_a_statement_that_was_changed(store: Path) -> None:
    changed(
        store,
        f'DELETE DATA {{ GRAPH {DOCUMENT} {{ {DOCUMENT} {TITLE} "Troops return" }} }};'
        f'INSERT DATA {{ GRAPH {DOCUMENT} {{ {DOCUMENT} {TITLE} "Troops leave" }} }}',
    )
    found = told(store)
    assert "document d1: its statements are not those its digest was made of" in found
    assert "document d1: the default graph lacks 1 of its statements" in found
    assert "the index: the table document has" in found
    assert verify(store).notes == ("1 statements of the default graph are of no document",)


def test_a_document_that_is_not_whole(store: Path) -> None:
    changed(store, f"DELETE WHERE {{ GRAPH {DOCUMENT} {{ {DOCUMENT} {v.DIGEST} ?digest }} }}")
    assert "document d1: its graph has no digest, so it is not whole" in told(store)


def test_a_document_that_breaks_the_shapes(store: Path) -> None:
    changed(store, f"DELETE WHERE {{ GRAPH {DOCUMENT} {{ ?claim {v.POLARITY} ?value }} }}")
    found = told(store)
    assert "polarity" in found.lower()
    assert "do not make a document" in found
    quick = verify(store, shapes=False).findings
    assert len(quick) < len(found.splitlines())


def test_an_index_that_says_otherwise(store: Path) -> None:
    with sqlite3.connect(store / "index.sqlite") as index:
        index.execute("UPDATE entity SET degree = 99 WHERE id = 'Russia'")
    index.close()
    [finding] = verify(store).findings
    assert finding.what.startswith("the index: the table entity has ('Russia'")
    assert "delete index.sqlite" in finding.remedy
    (store / "index.sqlite").unlink()
    with KnowledgeGraph.open(store):
        pass
    assert verify(store).findings == ()


@pytest.mark.parametrize("harm", ["missing", "damaged", "behind"])
def test_an_index_that_heals_by_itself_is_a_note(store: Path, harm: str) -> None:
    index = store / "index.sqlite"
    if harm == "behind":
        shutil.copy(index, store / "kept")
        with KnowledgeGraph.open(store) as graph:
            graph.remove("d1")
        (store / "kept").replace(index)
    elif harm == "damaged":
        index.write_bytes(b"no index" * 1000)
    else:
        index.unlink()
    report = verify(store)
    assert report.findings == ()
    assert len(report.notes) == 1
    with KnowledgeGraph.open(store):
        pass
    assert verify(store).notes == ()


def test_what_else_is_in_the_default_graph_is_a_note(store: Path) -> None:
    changed(store, "INSERT DATA { <https://kg.example/entity/Russia> <https://own.example/seen> true }")
    report = verify(store)
    assert report.findings == ()
    assert report.notes == ("1 statements of the default graph are of no document",)


def test_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        verify(tmp_path / "none")


def test_a_store_that_cannot_be_opened(store: Path) -> None:
    (store / "quads" / "CURRENT").write_text("nonsense")
    with pytest.raises(StoreError, match="is damaged"):
        verify(store)
