"""The cases of `tests/extract/cases`, and that together they exercise every rule.

The parses are stored, so that a new language model changes none of them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.extract.case_files import Case, cases, read, run, stored

CASES = list(cases())
NO_ATTRIBUTION = ("attributed: nothing",)
EXTRACT = Path(__file__).parents[2] / "kg" / "extract"
# Rules are named in camel case; so are months and weekdays, where time is read.
NAME = re.compile(r"(?:[A-Z][a-z]+)+")


def rules() -> Iterator[str]:
    """The names of rules: the string literals in camel case of the modules that read the tree."""
    for module in (path for path in EXTRACT.glob("*.py") if not path.name.startswith("time_")):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and NAME.fullmatch(node.value):
                yield node.value


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    found = run(case)
    fired = dict(found.claims)
    attributed = [row for row in case.expected if row.startswith("attributed: ")]
    rendered = [row for row in case.expected if row.startswith(("full: ", "minimal: "))]
    rows = [row.split(" | ") for row in case.expected if row not in (*attributed, *rendered, "nothing")]
    expected = {" | ".join(row[:4]): " ".join(row[4:]).split() for row in rows}
    assert len(fired) == len(found.claims), "two claims that read alike"
    assert sorted(fired) == sorted(expected)
    missing = {row: [rule for rule in rules if rule not in fired[row]] for row, rules in expected.items()}
    assert not any(missing.values()), missing
    assert [row for row in attributed if row not in (found.attributed or NO_ATTRIBUTION)] == []
    assert [row for row in rendered if row not in found.rendered] == []


@pytest.mark.parametrize("case", CASES, ids=str)
def test_parse_is_a_tree_with_one_root_a_sentence(case: Case) -> None:
    for sentence in case.parse:
        assert [row[0] for row in sentence] == [str(i) for i in range(1, len(sentence) + 1)]
        assert [row[7] for row in sentence if row[6] == "0"] == ["root"]
    doc = stored(case)
    assert doc.text == case.text
    assert [len(sentence) for sentence in doc.sents] == [len(sentence) for sentence in case.parse]


def test_every_case_expects_something() -> None:
    assert [str(case) for case in CASES if not case.expected] == []


def test_titles_tell_cases_apart() -> None:
    assert len({str(case) for case in CASES}) == len(CASES)


def test_every_rule_has_a_case() -> None:
    named = set(rules())
    assert len(named) > 20
    exercised = frozenset().union(*(run(case).rules for case in CASES))
    assert sorted(named - exercised) == []
    assert sorted(exercised - named) == []  # a rule whose name is no literal would be overlooked above


def test_a_case_that_is_badly_written_is_named() -> None:
    with pytest.raises(ValueError, match="draft: “No parse” lacks its text or its parse"):
        read("No parse\n\n> It rained.\n", "draft")
    with pytest.raises(ValueError, match="is no row"):
        read("Short\n\n> It rained.\n\n```parse\n1 It it\n```\n", "draft")
