"""Each threat of the model has tests, and each test that it names is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
MODEL = (ROOT / "api/THREATS.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in MODEL.partition("## Threats")[2].partition("## What remains")[0].splitlines()
    if line.startswith("| ")
][1:]


def test_the_model_is_a_table_of_threats() -> None:
    assert len(ROWS) > 30
    assert all(len(row) == 3 and all(row) for row in ROWS)
    assert len({row[0] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[row[0][:60] for row in ROWS])
def test_each_threat_has_tests_that_exist(row: list[str]) -> None:
    named = re.findall(r"`(tests/[^`]+)::(test_\w+)`", row[2])
    assert named
    for file, test in named:
        tree = ast.parse((ROOT / file).read_text("utf-8"))
        assert test in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, (
            f"{file}::{test}"
        )
