"""The embedded store on disk: kept, read beside its writer, locked, damaged. What it shares with other
stores is in `test_repository`."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.store.quad_store import QuadStore
from tests.store.quads import merge, quads


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
