"""Wrong usage and unreadable input of the benchmark commands: one line, exit code 2."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.benchmarks.command import run

Complaint = Callable[..., str]


@pytest.fixture
def complaint(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Complaint:
    """Runs a command that must fail and gives what it says."""

    def complain(name: str, *arguments: str | Path) -> str:
        monkeypatch.setattr(sys, "argv", [name, *map(str, arguments)])
        with pytest.raises(SystemExit) as exit_:
            run(importlib.import_module(f"tests.benchmarks.{name}").main)
        said = capsys.readouterr()
        assert exit_.value.code == 2 and said.out == ""
        assert said.err.count("\n") == 1
        return said.err

    return complain


@pytest.mark.parametrize(
    "name", ["triples", "attribution", "events", "parse", "documents", "names", "coreference", "speed"]
)
def test_a_missing_argument_is_one_line(name: str, complaint: Complaint) -> None:
    assert "required" in complaint(name)


def test_a_missing_file_is_named(complaint: Complaint, tmp_path: Path) -> None:
    assert "nowhere.txt" in complaint("triples", "nowhere.txt", tmp_path / "out")


def test_a_malformed_row_is_named(complaint: Complaint, tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"id": "1", "text": "One."}\n{"text": 1}\n', "utf-8")
    assert "rows.jsonl:2: needs" in complaint("attribution", rows, tmp_path / "out")


def test_no_text_is_named(complaint: Complaint, tmp_path: Path) -> None:
    latin = tmp_path / "latin.txt"
    latin.write_bytes("Kraków".encode("iso-8859-2"))
    assert "not UTF-8" in complaint("triples", latin, tmp_path / "out")
