"""The index follows the quads, whatever happens to it, to them, or between."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.graph import KnowledgeGraph
from kg.query.index import Index
from tests.support.readings import edited, talks, troops

TABLES = (
    "document",
    "claim",
    "claim_json",
    "side",
    "holder",
    "said",
    "edge",
    "tie",
    "entity",
    "relation",
    "name",
    "slip",
)


def content(index: Index) -> dict[str, list[tuple[object, ...]]]:
    """All rows of an index, but for the numbers of claims, which go by when they came."""
    found = {}
    for table in TABLES:
        columns = [name for _, name, *_ in index.rows(f"PRAGMA table_info({table})") if name != "number"]
        found[table] = sorted(index.rows(f"SELECT {', '.join(columns)} FROM {table}"), key=repr)
    return found


def rebuilt(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of the index that is made anew from a store's quads."""
    (path / "index.sqlite").unlink()
    with KnowledgeGraph.open(path) as graph:
        return content(graph._view.index)


def test_changed_in_steps_or_made_at_once_it_is_the_same(tmp_path: Path) -> None:
    with KnowledgeGraph.open(tmp_path / "store") as graph:
        graph.add(troops())
        graph.add(talks())
        graph.add(edited(troops(), "d3"))
        graph.remove("d2")
        graph.add(talks())
        stepwise = content(graph._view.index)
    assert rebuilt(tmp_path / "store") == stepwise


def test_an_empty_graph_has_an_empty_index() -> None:
    graph = KnowledgeGraph.open()
    graph.add(troops())
    graph.remove("d1")
    assert not any(content(graph._view.index).values())


def test_a_crash_between_quads_and_index_is_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = KnowledgeGraph.open(tmp_path / "store")
    graph.add(troops())

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Index, "replace", crash)
        with pytest.raises(KeyboardInterrupt):
            graph.add(talks())
    assert [row.id for row in graph.documents()] == ["d1", "d2"]
    stepwise = content(graph._view.index)
    graph.close()
    assert rebuilt(tmp_path / "store") == stepwise


@pytest.mark.parametrize(
    "damage", [b"", b"no database at all, and longer than a header of SQLite would be" * 50]
)
def test_a_damaged_index_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    with KnowledgeGraph.open(tmp_path / "store") as graph:
        graph.add(troops())
        before = content(graph._view.index)
    (tmp_path / "store" / "index.sqlite").write_bytes(damage)
    with KnowledgeGraph.open(tmp_path / "store", read_only=True) as reader:
        assert content(reader._view.index) == before
    with KnowledgeGraph.open(tmp_path / "store") as graph:
        assert content(graph._view.index) == before


def test_a_page_lost_inside_the_index(tmp_path: Path) -> None:
    with KnowledgeGraph.open(tmp_path / "store") as graph:
        graph.add(troops())
        before = content(graph._view.index)
    file = tmp_path / "store" / "index.sqlite"
    pages = bytearray(file.read_bytes())
    pages[4096:8192] = b"\xff" * 4096
    file.write_bytes(pages)
    with KnowledgeGraph.open(tmp_path / "store") as graph:
        assert content(graph._view.index) == before


def test_an_index_of_another_version_is_made_anew(tmp_path: Path) -> None:
    with KnowledgeGraph.open(tmp_path / "store") as graph:
        graph.add(troops())
        before = content(graph._view.index)
    with sqlite3.connect(tmp_path / "store" / "index.sqlite") as connection:
        connection.execute("PRAGMA user_version = 99")
        connection.execute("CREATE TABLE other (x)")
    connection.close()
    with KnowledgeGraph.open(tmp_path / "store") as graph:
        assert content(graph._view.index) == before


def test_readers_follow_the_writer(tmp_path: Path) -> None:
    with KnowledgeGraph.open(tmp_path / "store") as writer:
        writer.add(troops())
        with KnowledgeGraph.open(tmp_path / "store", read_only=True) as reader:
            assert reader.find("macron") == ()
            writer.add(talks())
            assert [row.id for row in reader.find("macron")] == ["Emmanuel_Macron"]
            assert reader.claim("c7").document == "d2"
            assert list(reader.nquads()) == list(writer.nquads())
            assert reader.revision == writer.revision
            writer.remove("d1")
            assert [row.id for row in reader.documents()] == ["d2"]
            assert reader.claims().rows == writer.claims().rows
            assert not reader.query("ASK { claim:c1 ?p ?o }").boolean


@pytest.mark.parametrize("settled", [False, True])
def test_readers_miss_no_write_however_quick(settled: bool, tmp_path: Path) -> None:
    soon = time.time_ns() + 10**11
    index = tmp_path / "store" / "index.sqlite"
    with KnowledgeGraph.open(tmp_path / "store") as writer:
        writer.add(troops())
        with KnowledgeGraph.open(tmp_path / "store", read_only=True) as reader:
            seen = reader.version
            for number in range(40):
                if settled:  # for all that can be told from outside, nothing has been written for long
                    os.utime(index, (0, 0))
                assert reader.version == reader.version == seen
                if number % 2:
                    writer.remove("d2")
                else:
                    writer.add(talks())
                if not settled:  # the file looks as it did before
                    os.utime(index, ns=(soon, soon))
                assert reader.version != seen
                seen = reader.version
                assert reader.query("ASK { claim:c7 ?p ?o }").boolean == (number % 2 == 0)


def test_readers_of_a_store_whose_index_lags_behind(tmp_path: Path) -> None:
    with KnowledgeGraph.open(tmp_path / "store") as writer:
        writer.add(troops())
    stale = (tmp_path / "store" / "index.sqlite").read_bytes()
    with KnowledgeGraph.open(tmp_path / "store") as writer:
        writer.add(talks())
        expected = content(writer._view.index)
    (tmp_path / "store" / "index.sqlite").write_bytes(stale)
    with KnowledgeGraph.open(tmp_path / "store", read_only=True) as reader:
        assert content(reader._view.index) == expected
    assert (tmp_path / "store" / "index.sqlite").read_bytes() == stale


def test_readers_do_not_write(tmp_path: Path) -> None:
    with KnowledgeGraph.open(tmp_path / "store") as writer:
        writer.add(troops())
    with KnowledgeGraph.open(tmp_path / "store", read_only=True) as reader:
        with pytest.raises(StoreError, match="for reading only"):
            reader.add(talks())
        with pytest.raises(StoreError, match="for reading only"):
            reader.add(troops())
        with pytest.raises(StoreError, match="for reading only"):
            reader.remove("d1")


def test_readers_follow_a_writer_that_made_its_index_anew(tmp_path: Path) -> None:
    with KnowledgeGraph.open(tmp_path / "store") as writer:
        writer.add(troops())
    with KnowledgeGraph.open(tmp_path / "store", read_only=True) as reader:
        assert reader.stats().documents == 1
        (tmp_path / "store" / "index.sqlite").unlink()
        assert reader.stats().documents == 1
        with KnowledgeGraph.open(tmp_path / "store") as writer:
            writer.add(talks())
            assert reader.stats().documents == 2


def test_an_index_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with KnowledgeGraph.open(tmp_path / "store") as graph:
        graph.add(troops())
        with monkeypatch.context() as patched:
            patched.setattr(Index, "replace", full)
            graph.add(talks())
            with pytest.raises(StoreError, match="disk is full"):
                graph.documents()
        assert len(graph.documents()) == 2
