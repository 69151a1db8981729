"""Which directories are stores."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.store.directory import locate

BASE = "https://kg.example/"


def test_a_new_store_remembers_its_base(tmp_path: Path) -> None:
    assert locate(tmp_path / "a" / "b", "http://own/", BASE, create=True).base == "http://own/"
    assert locate(tmp_path / "a" / "b", None, BASE, create=True).base == "http://own/"


def test_another_base_is_refused(tmp_path: Path) -> None:
    locate(tmp_path, None, BASE, create=True)
    with pytest.raises(StoreError, match=r"has the base IRI https://kg\.example/, not http://own/"):
        locate(tmp_path, "http://own/", BASE, create=True)


def test_a_folder_of_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear …")
    with pytest.raises(StoreError, match="is not a kg store"):
        locate(tmp_path, None, BASE, create=True)


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="file"):
        locate(tmp_path / "file", None, BASE, create=True)


@pytest.mark.parametrize("made", [True, False])
def test_nothing_is_made_for_reading(tmp_path: Path, made: bool) -> None:
    path = tmp_path / "store"
    if made:
        path.mkdir()
    with pytest.raises(StoreError, match=r"no store at|is empty"):
        locate(path, None, BASE, create=False)
    assert path.exists() == made


@pytest.mark.parametrize("mark", ["", "[]", "{}", json.dumps({"format": 99, "base": BASE})])
def test_a_damaged_or_later_mark_is_refused(tmp_path: Path, mark: str) -> None:
    (tmp_path / "kg-store.json").write_text(mark)
    with pytest.raises(StoreError, match=r"damaged|format 99"):
        locate(tmp_path, None, BASE, create=True)


def test_a_place_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be opened"):
        locate(tmp_path / "file" / "store", None, BASE, create=True)
