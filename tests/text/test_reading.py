"""Reading paths: what is found, what it is called, and what cannot be read."""

from __future__ import annotations

import io
import os
from datetime import date
from pathlib import Path

import pytest

from kg.errors import EncodingError
from kg.model import Document
from kg.text import Failure, read
from kg.text.decoding import decode


def reasons(found: list[Document | Failure]) -> dict[str, str]:
    return {item.source: item.reason for item in found if isinstance(item, Failure)}


def test_folder_is_read_in_order_without_hidden_and_other_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a.txt", ".hidden.txt", ".git/x.txt", "c.png", "d.HTM"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(
            "<p>The dam held, engineers said.</p>" if "HTM" in name else "The dam held."
        )
    assert [item.source for item in read([tmp_path], root=tmp_path)] == ["a.txt", "a/z.md", "b.txt", "d.HTM"]


def test_sources_and_ids_do_not_depend_on_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("The dam held.")
    monkeypatch.chdir(tmp_path)
    one = list(read(["./news/../news"], root=Path("news")))
    monkeypatch.chdir(tmp_path / "news")
    assert list(read(["."], root=Path("."))) == one
    assert one[0].source == "a.txt"
    assert [item.source for item in read(["./a.txt"])] == ["a.txt"]


def test_a_file_met_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The dam held.")
    assert len(list(read([tmp_path, tmp_path / "a.txt"]))) == 1


def test_failures_are_named_and_the_others_go_on(tmp_path: Path) -> None:
    files = {
        "binary.txt": b"\x00\x01\x02",
        "broken.txt": "The dam — held".encode() + b"\xff\xfe",
        "dated.md": b"---\ntitle: x\ndate: 32 June 2021\n---\nIt held.",
        "empty.txt": b" \n\xc2\xa0",
        "pdf.txt": b"%PDF-1.4 text",
        "void.html": b"<html></html>",
        "zero.txt": b"",
        "zz.txt": b"The dam held.",
    }
    for name, raw in files.items():
        (tmp_path / name).write_bytes(raw)
    (tmp_path / "other.doc").write_bytes(b"x")
    found = list(read([tmp_path, tmp_path / "other.doc", tmp_path / "none.txt"], root=tmp_path))
    failed = reasons(found)
    assert list(failed) == [*list(files)[:-1], "other.doc", "none.txt"]
    assert all(reason and "\n" not in reason for reason in failed.values())
    assert failed["dated.md"].startswith("line 3: date")
    assert failed["none.txt"] == "no such file or directory"
    assert [item.source for item in found if isinstance(item, Document)] == ["zz.txt"]


def test_folder_without_files(tmp_path: Path) -> None:
    assert "no file to read" in reasons(list(read([tmp_path])))[tmp_path.as_posix()]


def test_pipes_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert reasons(list(read([tmp_path / "a.txt"], root=tmp_path))) == {"a.txt": "is not a file"}


def test_standard_input() -> None:
    (one,) = read(["-"], stdin=io.BytesIO(b"The dam held."))
    (two,) = read(["-"], stdin=io.BytesIO(b"The river fell."))
    assert isinstance(one, Document) and one.text == "The dam held."
    assert one.source.startswith("stdin:") and one.source != two.source
    assert reasons(list(read(["-"], stdin=io.BytesIO(b"")))) == {"-": "is empty"}
    assert reasons(list(read(["-"]))) == {"-": "no standard input to read"}


def test_json_lines(tmp_path: Path) -> None:
    (tmp_path / "feed.jsonl").write_text(
        '{"text": "The dam held.", "id": "a1", "publisher": "Post",'
        ' "date": "Thu, 03 Jun 2021 10:00:00 GMT"}\n'
        "{bad\n\n"
        '{"text": "It fell.", "url": "https://example.org/1", "title": "River"}\n'
        '{"text": "It rained."}\n'
        '{"text": "X.", "date": "soon"}\n[]\n{"text": 3}\n'
        '{"text": "The same id.", "id": "a1"}\n'
    )
    found = list(read([tmp_path / "feed.jsonl"], root=tmp_path))
    documents = [item for item in found if isinstance(item, Document)]
    assert [item.source for item in documents] == ["feed.jsonl#a1", "https://example.org/1", "feed.jsonl#5"]
    assert (documents[0].published, documents[0].publisher) == (date(2021, 6, 3), "Post")
    assert documents[1].title == "River"
    failed = [item.reason for item in found if isinstance(item, Failure)]
    assert [reason.split(":")[0] for reason in failed] == ["line 2", "line 6", "line 7", "line 8", "line 9"]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("é".encode(), "é"),
        ("é".encode("utf-8-sig"), "\ufeffé"),
        ("é".encode("utf-16"), "é"),
        ("Café – river".encode("cp1252"), "Café – river"),
    ],
)
def test_encodings(raw: bytes, text: str) -> None:
    assert decode(raw) == text


def test_byte_order_mark_counts_but_lies_outside_the_blocks(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("The dam held.".encode("utf-8-sig"))
    (found,) = read([tmp_path / "a.txt"])
    assert isinstance(found, Document)
    assert found.text == "\ufeffThe dam held." and found.blocks[0].span.start == 1


def test_declared_charset() -> None:
    page = '<html><head><meta charset="koi8-r"></head><body>Река</body></html>'
    assert decode(page.encode("koi8-r"), declared=True) == page


@pytest.mark.parametrize(
    "raw", ["Река упала".encode("koi8-r"), "ab".encode("utf-16")[2:], b"\x81\x8d", b"\xff\xfea"]
)
def test_no_guessing(raw: bytes) -> None:
    with pytest.raises(EncodingError, match=r"^is "):
        decode(raw)
