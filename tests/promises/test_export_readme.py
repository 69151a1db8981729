"""kg/export/README.md names what exports carry, and its examples print what it shows."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.export.attributes import EDGE, MARK, NODE

README = Path(__file__).parents[2] / "kg" / "export" / "README.md"
_EXAMPLE = re.compile(r"^```python\n((?:(?!```).*\n)+)```\n\n```\n((?:(?!```).*\n)*)```$", re.MULTILINE)


def _examples() -> list[tuple[str, str]]:
    """(program, output) of each program that is shown with its output."""
    return _EXAMPLE.findall(README.read_text("utf-8"))


def test_the_readme_shows_three_analyses() -> None:
    assert len(_examples()) == 3


@pytest.mark.parametrize("program, output", _examples(), ids=("camps", "contradictions", "change"))
def test_shown_output_is_what_the_program_prints(program: str, output: str, store: str) -> None:
    pytest.importorskip("networkit")
    assert ".kg/demo" in program
    done = subprocess.run(
        [sys.executable, "-c", program.replace(".kg/demo", store)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == output


def test_every_attribute_is_explained() -> None:
    named = set(re.findall(r"`(\w+)`", README.read_text("utf-8")))
    assert {one.name for one in (*NODE, *MARK, *EDGE)} <= named
