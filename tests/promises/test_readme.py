"""The README shows what the program prints: each `$ .venv/bin/kg …` in it is run again."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import kg as command
from kg.config import resource

README = Path(__file__).parents[2] / "README.md"
QUERIES = sorted((resource("ontology") / "queries").glob("*.rq"))
_BLOCK = re.compile(r"^```\n\$ \.venv/bin/kg (.*?)\n```$", re.MULTILINE | re.DOTALL)


def _shown() -> list[tuple[list[str], str]]:
    """(arguments, output) of each command shown with its output."""
    found = []
    for block in _BLOCK.findall(README.read_text("utf-8")):
        lines = block.split("\n")
        for count in range(1, len(lines)):
            command = "\n".join(lines[:count])
            if command.count("'") % 2 == 0:
                found.append((shlex.split(command), "\n".join(lines[count:])))
                break
    return found


def test_the_readme_shows_commands() -> None:
    assert len(_shown()) >= 3
    assert resource("seeds").is_dir()


@pytest.mark.parametrize("file", QUERIES, ids=lambda file: file.stem)
def test_example_queries_find_something_in_the_demo(file: Path, store: str) -> None:
    result = CliRunner().invoke(command, ["query", "--store", store, str(file)])
    assert len(result.stdout.splitlines()) > 1, result.output


@pytest.mark.parametrize(
    ("arguments", "output"), _shown(), ids=lambda value: value[0] if isinstance(value, list) else ""
)
def test_shown_output_is_what_the_command_prints(arguments: list[str], output: str, store: str) -> None:
    given = [store if argument == ".kg/demo" else argument for argument in arguments]
    result = CliRunner().invoke(command, given)
    assert result.exit_code == 0, result.output
    assert result.stdout.strip() == output.strip()
