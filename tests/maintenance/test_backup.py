"""Backups, and the way back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import StoreBusyError, StoreError
from kg.graph import KnowledgeGraph
from kg.maintenance.backup import backup
from kg.maintenance.restore import restore
from kg.maintenance.verify import verify
from kg.model import Reading
from tests.support.readings import troops


def another(number: int) -> Reading:
    document = replace(troops().document, id=f"n{number}", source=f"{number}.txt")
    return replace(troops(), document=document, claims=())


def lines(store: Path) -> list[str]:
    with KnowledgeGraph.open(store, read_only=True) as graph:
        return list(graph.nquads())


def test_a_backup_is_the_graph_and_comes_back_as_it(store: Path, tmp_path: Path) -> None:
    made = backup(store, tmp_path / "copy")
    with KnowledgeGraph.open(store, read_only=True) as graph:
        assert (made.revision, made.documents, made.base) == (graph.revision, 2, graph.base)
    assert lines(tmp_path / "copy") == lines(store)
    assert restore(tmp_path / "copy", tmp_path / "back") == made
    assert lines(tmp_path / "back") == lines(store)
    assert verify(tmp_path / "back").findings == ()
    with KnowledgeGraph.open(tmp_path / "back") as graph:
        assert graph.add(another(1))


def test_a_backup_is_of_one_moment_while_a_writer_is_at_work(store: Path, tmp_path: Path) -> None:
    with KnowledgeGraph.open(store) as graph:
        for number in range(40):
            graph.add(another(number))
            if number % 8 == 3:
                target = tmp_path / f"copy{number}"
                assert backup(store, target).revision == graph.revision
                assert len(lines(target)) == graph.stats().triples
    assert lines(tmp_path / "copy3") != lines(store)


def test_what_the_store_becomes_does_not_reach_the_backup(store: Path, tmp_path: Path) -> None:
    before = lines(store)
    backup(store, tmp_path / "copy")
    with KnowledgeGraph.open(store) as graph:
        graph.remove("d1")
    restore(tmp_path / "copy", tmp_path / "back")
    assert lines(tmp_path / "back") == before


def test_tokens_are_in_it_only_where_asked_for(store: Path, tmp_path: Path) -> None:
    (store / "tokens.json").write_text('{"tokens": []}')
    (store / "jobs.sqlite").write_text("")
    backup(store, tmp_path / "without")
    backup(store, tmp_path / "with", tokens=True)
    names = [{path.name for path in (tmp_path / name).iterdir()} for name in ("without", "with")]
    assert names[0] == {"kg-backup.json", "kg-store.json", "quads"}
    assert names[1] == names[0] | {"tokens.json"}


def test_nothing_is_left_behind(store: Path, tmp_path: Path) -> None:
    before = {path.name for path in store.iterdir()}
    backup(store, tmp_path / "copy")
    assert {path.name for path in store.iterdir()} == before
    assert {path.name for path in tmp_path.iterdir()} == {"store", "copy"}


def test_a_target_with_something_in_it_is_refused(store: Path, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "mine.txt").write_text("mine")
    with pytest.raises(StoreError, match="not empty"):
        backup(store, tmp_path / "copy")
    assert [path.name for path in (tmp_path / "copy").iterdir()] == ["mine.txt"]


def test_no_store_no_backup(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        backup(tmp_path / "none", tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("harm", ["changed", "missing"])
def test_a_damaged_backup_does_not_come_back(store: Path, tmp_path: Path, harm: str) -> None:
    made = backup(store, tmp_path / "copy")
    file = tmp_path / "copy" / max(made.files)
    if harm == "changed":
        file.write_bytes(file.read_bytes()[:-1] + b"?")
    else:
        file.unlink()
    with pytest.raises(StoreError, match=r"is damaged: quads/.* is"):
        restore(tmp_path / "copy", tmp_path / "back")
    assert not (tmp_path / "back").exists()


@pytest.mark.parametrize("text", [None, "{", "[]", '{"format": 1}'])
def test_what_is_no_backup_does_not_come_back(tmp_path: Path, text: str | None) -> None:
    (tmp_path / "copy").mkdir()
    if text is not None:
        (tmp_path / "copy" / "kg-backup.json").write_text(text)
    with pytest.raises(StoreError, match="is not a backup"):
        restore(tmp_path / "copy", tmp_path / "back")


def test_a_backup_that_names_files_elsewhere_is_refused(store: Path, tmp_path: Path) -> None:
    backup(store, tmp_path / "copy")
    noted = json.loads((tmp_path / "copy" / "kg-backup.json").read_text())
    noted["files"]["../store/kg-store.json"] = "0"
    (tmp_path / "copy" / "kg-backup.json").write_text(json.dumps(noted))
    with pytest.raises(StoreError, match="outside"):
        restore(tmp_path / "copy", tmp_path / "back")


def test_a_store_is_replaced_only_by_force_and_keeps_what_is_beside_the_graph(
    store: Path, tmp_path: Path
) -> None:
    before = lines(store)
    backup(store, tmp_path / "copy")
    (store / "tokens.json").write_text('{"tokens": []}')
    with KnowledgeGraph.open(store) as graph:
        graph.remove("d1")
    with pytest.raises(StoreError, match="--force"):
        restore(tmp_path / "copy", store)
    restore(tmp_path / "copy", store, force=True)
    assert lines(store) == before
    assert (store / "tokens.json").exists()
    assert verify(store).findings == ()
    assert {path.name for path in tmp_path.iterdir()} == {"store", "copy"}


def test_a_store_that_is_written_is_not_replaced(store: Path, tmp_path: Path) -> None:
    backup(store, tmp_path / "copy")
    with KnowledgeGraph.open(store), pytest.raises(StoreBusyError):
        restore(tmp_path / "copy", store, force=True)


def test_a_damaged_store_is_replaced(store: Path, tmp_path: Path) -> None:
    before = lines(store)
    backup(store, tmp_path / "copy")
    (store / "quads" / "CURRENT").write_text("nonsense")
    restore(tmp_path / "copy", store, force=True)
    assert lines(store) == before


def test_a_folder_that_is_no_store_is_not_replaced(store: Path, tmp_path: Path) -> None:
    backup(store, tmp_path / "copy")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine")
    with pytest.raises(StoreError, match="not a kg store"):
        restore(tmp_path / "copy", tmp_path / "mine", force=True)
    assert (tmp_path / "mine" / "letter.txt").exists()
