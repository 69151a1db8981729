"""Whole graphs go in and out, and the default graph stays the merge of all."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.store.quad_store import QuadStore

P = ox.NamedNode("urn:p")


def quads(graph: str, *values: str) -> list[ox.Quad]:
    """A graph of one subject with some values."""
    node = ox.NamedNode(graph)
    return [ox.Quad(ox.NamedNode("urn:s"), P, ox.Literal(value), node) for value in values]


def merge(store: QuadStore) -> list[str]:
    """The values in the default graph, as often as a query finds them."""
    return sorted(row[0] for row in store.select("SELECT ?v { ?s ?p ?v }"))


def test_a_shared_triple_is_found_once() -> None:
    store = QuadStore()
    store.replace([], quads("urn:g1", "a", "b"))
    store.replace([], quads("urn:g2", "b", "c"))
    assert merge(store) == ["a", "b", "c"]


def test_a_shared_triple_stays_until_the_last_graph_goes() -> None:
    store = QuadStore()
    store.replace([], quads("urn:g1", "a", "b"))
    store.replace([], quads("urn:g2", "b", "c"))
    store.replace(["urn:g1"], [])
    assert merge(store) == ["b", "c"]
    store.replace(["urn:g2"], [])
    assert merge(store) == []
    assert len(store.oxigraph) == 0


def test_graphs_are_exchanged_for_another() -> None:
    store = QuadStore()
    store.replace([], quads("urn:g1", "a", "b"))
    store.replace([], quads("urn:g2", "b", "c"))
    store.replace(["urn:g1", "urn:g2"], quads("urn:g3", "c", "d"))
    assert merge(store) == ["c", "d"]
    assert list(store.nquads()) == [
        '<urn:s> <urn:p> "c" <urn:g3> .',
        '<urn:s> <urn:p> "d" <urn:g3> .',
    ]


def test_a_graph_is_replaced_by_its_next_version() -> None:
    store = QuadStore()
    store.replace([], quads("urn:g1", "a", "b"))
    store.replace(["urn:g1"], quads("urn:g1", "b", "c"))
    assert merge(store) == ["b", "c"]
    assert len(list(store.graph("urn:g1"))) == 2


@pytest.mark.parametrize(
    "text", ['"', "\\", "\\u0041", "\\\\U00000041", "a\nb\r\t\x00\x7f", "}} . <x>", "\u2028😀"]
)
@pytest.mark.parametrize("old", [[], ["urn:old"]])
def test_text_survives_either_way_in(text: str, old: list[str]) -> None:
    store = QuadStore()
    store.replace(old, quads("urn:g", text))
    assert merge(store) == [text]


def test_nothing_is_written_where_writing_fails() -> None:
    store = QuadStore()
    store.replace([], quads("urn:g1", "a"))
    with pytest.raises(ValueError, match="IRI"):
        store.replace(["urn:g1", "no iri"], quads("urn:g2", "b"))
    assert merge(store) == ["a"]


def test_kept_on_disk(tmp_path: Path) -> None:
    store = QuadStore(tmp_path / "quads")
    store.replace([], quads("urn:g", "a"))
    store.close()
    again = QuadStore(tmp_path / "quads")
    assert merge(again) == ["a"]
    again.close()


def test_a_reader_sees_changes_when_it_looks(tmp_path: Path) -> None:
    writer = QuadStore(tmp_path / "quads")
    writer.replace([], quads("urn:g1", "a"))
    reader = QuadStore(tmp_path / "quads", read_only=True)
    writer.replace([], quads("urn:g2", "b"))
    assert merge(reader) == ["a"]
    reader.refresh()
    assert merge(reader) == ["a", "b"]
    writer.close()


def test_a_second_writer_is_told_so(tmp_path: Path) -> None:
    store = QuadStore(tmp_path / "quads")
    with pytest.raises(StoreError, match=f"{tmp_path} is being written") as caught:
        QuadStore(tmp_path / "quads")
    assert "\n" not in str(caught.value)
    store.close()


def test_a_damaged_store_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "quads").mkdir()
    (tmp_path / "quads" / "CURRENT").write_text("nonsense")
    with pytest.raises(StoreError, match="damaged") as caught:
        QuadStore(tmp_path / "quads")
    assert "\n" not in str(caught.value)


def test_closed() -> None:
    store = QuadStore()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.select("SELECT * { ?s ?p ?o }")
