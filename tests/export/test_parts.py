"""Exports of several files: a folder that is replaced as a whole, or one archive."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.export.target import opened_parts

NAMES = ("nodes.csv", "edges.csv")


def write(target, words: bytes, *, fails: type[BaseException] | None = None) -> None:
    with opened_parts(target, NAMES) as part:
        for name in NAMES:
            with part(name) as stream:
                stream.write(words)
        if fails:
            raise fails


def held(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_a_folder_appears_and_is_replaced_when_whole(tmp_path):
    folder = tmp_path / "tables"
    for words in (b"one", b"two"):
        write(folder, words)
        assert held(folder) == dict.fromkeys(NAMES, words)
    assert [file.name for file in tmp_path.iterdir()] == ["tables"]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_what_fails_leaves_the_folder_as_it_was(tmp_path, error):
    folder = tmp_path / "tables"
    with pytest.raises(error):
        write(folder, b"half", fails=error)
    assert not list(tmp_path.iterdir())
    write(folder, b"whole")
    with pytest.raises(error):
        write(folder, b"half", fails=error)
    assert held(folder) == dict.fromkeys(NAMES, b"whole")
    assert [file.name for file in tmp_path.iterdir()] == ["tables"]


def test_a_rename_that_fails_puts_the_old_folder_back(tmp_path, monkeypatch):
    folder = tmp_path / "tables"
    write(folder, b"old")
    rename = Path.rename

    def fail(self, target):
        if self.suffix == ".part":
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OSError, match="Input/output"):
        write(folder, b"new")
    assert held(folder) == dict.fromkeys(NAMES, b"old")
    assert [file.name for file in tmp_path.iterdir()] == ["tables"]


@pytest.mark.parametrize("other", ["notes.txt", "nodes.csv/inner"])
def test_a_folder_with_other_things_is_refused_before_anything_is_written(tmp_path, other):
    place = tmp_path / "mine" / other
    place.parent.mkdir(parents=True)
    place.write_text("precious")
    refused = pytest.raises(InputError, match=r"mine: this folder has other things in it than nodes\.csv and")
    with refused, opened_parts(tmp_path / "mine", NAMES):
        raise AssertionError("opened")
    assert place.read_text() == "precious"


def test_a_link_still_points_to_the_folder(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    write(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink() and held(tmp_path / "real") == dict.fromkeys(NAMES, b"new")


def test_an_archive_of_the_same_parts_is_the_same(tmp_path):
    stream = io.BytesIO()
    write(stream, b"words")
    for name in ("a.zip", "b.ZIP"):
        write(tmp_path / name, b"words")
        assert (tmp_path / name).read_bytes() == stream.getvalue()
    (tmp_path / "there").write_text("a file")
    write(tmp_path / "there", b"words")
    assert (tmp_path / "there").read_bytes() == stream.getvalue()
    assert zipfile.ZipFile(stream).namelist() == list(NAMES)


def test_a_stream_that_can_only_be_written_gets_an_archive_too():
    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            super().__init__()
            self.data = b""

        def writable(self) -> bool:
            return True

        def write(self, data) -> int:
            self.data += bytes(data)
            return len(data)

    pipe = Pipe()
    write(pipe, b"words")
    with zipfile.ZipFile(io.BytesIO(pipe.data)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == dict.fromkeys(NAMES, b"words")


def test_a_folder_in_a_place_that_is_not_there_is_named_as_given(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError) as error:
        write(Path("nowhere/tables"), b"words")
    assert error.value.filename == "nowhere/tables"
