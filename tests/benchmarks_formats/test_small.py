"""The benchmarks that need no data, each run small: what a change elsewhere breaks in them shows at once."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.benchmarks import search
from tests.support.serving import ROOT


def test_search() -> None:
    found = dict(search.figures(labels=500))
    assert {"two letters", "one slip", "slips seen through"} <= set(found)
    assert float(found["slips seen through"].split()[0]) > 90


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "reported"),
    [
        ("paths --edges 2000 --entities 500 --questions 5", "paths_ms"),
        ("drawing --nodes 100 --edges 300", "circles"),
        ("exports --small-nodes 2000 --small-edges 6000 --large-nodes 200 --large-edges 600", "large"),
    ],
)
def test_figures_are_reported(command: str, reported: str) -> None:
    arguments = [sys.executable, "-m", *f"tests.benchmarks.{command}".split()]
    done = subprocess.run(arguments, capture_output=True, text=True, cwd=ROOT, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    assert reported in json.loads(done.stdout)
