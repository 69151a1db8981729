"""The examples for systemd and Docker name what there is."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from kg.cli import kg

ROOT = Path(__file__).parents[3]
DEPLOY = ROOT / "api" / "deploy"


def _options(words: list[str]) -> set[str]:
    """The options of a `kg` command that stand in its words; the command is the first of them."""
    command = kg.commands[words[0]]
    known = {name for option in command.params if isinstance(option, click.Option) for name in option.opts}
    given = {word.partition("=")[0] for word in words[1:] if word.startswith("--")}
    assert given <= known, given - known
    return given


def _unit() -> configparser.ConfigParser:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(DEPLOY / "kg.service")
    return unit


def test_the_unit_starts_kg_as_nobody_special() -> None:
    service = _unit()["Service"]
    program, *words = shlex.split(service["ExecStart"])
    assert Path(program).name == "kg" and words[0] == "serve"
    assert _options(words) == {"--host", "--port"}
    assert service["User"] == "kg" and service["NoNewPrivileges"] == "yes"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_systemd_has_nothing_to_say_of_the_unit(tmp_path: Path) -> None:
    text = (DEPLOY / "kg.service").read_text().replace("/opt/kg/bin/kg", "/bin/true")
    (tmp_path / "kg.service").write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / "kg.service")],
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_image_is_made_of_files_that_there_are() -> None:
    text = re.sub(r"\\\n", " ", (DEPLOY / "Dockerfile").read_text())
    lines = [line.split(maxsplit=1) for line in text.splitlines() if line and not line.startswith("#")]
    copied = [
        name
        for word, rest in lines
        if word == "COPY" and not rest.startswith("--from")
        for name in rest.split()[:-1]
    ]
    assert copied and all((ROOT / name).exists() for name in copied)
    assert {"kg", "api", "ontology", "seeds"} <= set(copied)  # what pyproject.toml puts into the wheel
    said = dict(lines)
    assert "USER" in said and "HEALTHCHECK" in said
    assert _options(re.findall(r'"([^"]*)"', said["CMD"])) == {"--host", "--port"}
