"""Fine types of names are compared in groups, each with the types of the corpus and ours."""

import pytest

from tests.benchmarks import fine_names
from tests.benchmarks.command import MalformedError

FILE = "\n".join(
    ["France\tB-country", "thanked\tO", "Angela\tB-politician", "Merkel\tI-politician", ".\tO", ""]
)


def test_each_group_has_its_measure(tmp_path):
    path = tmp_path / "crossner-mine.iob2"
    path.write_text(FILE, encoding="utf-8")
    measures = fine_names.scores(path)
    assert {name: measure.right for name, measure in measures.items() if measure.gold} == {
        "country": 1,
        "person": 1,
    }


def test_a_corpus_without_groups_is_named(tmp_path):
    path = tmp_path / "mine.iob2"
    path.write_text(FILE, encoding="utf-8")
    with pytest.raises(MalformedError, match=r"^mine"):
        fine_names.scores(path)
