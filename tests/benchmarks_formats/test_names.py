"""Names of an IOB2 file, and how found ones are measured against them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks import names
from tests.benchmarks.command import MalformedError

GOLD = (
    "# sent_id = s1\nJens\tB-person\nStoltenberg\tI-person\nled\tO\nNATO\tB-organization\n\n"
    "#\tO\n3\tB-NUM\n\n"
)


def test_names_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "gold.iob2"
    path.write_text(GOLD, "utf-8")
    sentences = names.read(path)
    assert [sentence.words for sentence in sentences] == [("Jens", "Stoltenberg", "led", "NATO"), ("#", "3")]
    assert list(names.gold_names(sentences)) == [(0, 0, 2, "PER"), (0, 3, 4, "ORG")]


def test_neighbouring_names_are_two() -> None:
    sentence = names.Sentence(("Paris", "Lima", "Rome"), ("B-LOC", "B-LOC", "I-LOC"))
    assert list(names.gold_names([sentence])) == [(0, 0, 1, "LOC"), (0, 1, 3, "LOC")]


def test_types_and_boundaries_count_apart() -> None:
    gold = [(0, 0, 2, "PER"), (0, 3, 4, "ORG")]
    found = [(0, 0, 2, "PER"), (0, 3, 4, "LOC"), (1, 0, 1, "OTHER")]
    measures = names.score(gold, found)
    assert (measures["PER"].f1, measures["ORG"].f1, measures["names"].right) == (1.0, 0.0, 1)
    assert (measures["spans"].right, measures["spans"].system) == (2, 2)  # OTHER is not asked for here


def test_what_is_no_iob2_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.iob2"
    for text, line in (("word O\n", 1), ("a\tO\nb\tX-PER\n", 2)):
        path.write_text(text, "utf-8")
        with pytest.raises(MalformedError, match=rf"bad\.iob2:{line}:"):
            names.read(path)
