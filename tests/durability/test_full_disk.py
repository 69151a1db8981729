"""A full disk: a clear error, the store as it was, and on it goes when there is room."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
_TMPFS = 'mount -t tmpfs -o size=16m none "$1" && shift && exec "$@"'


def report_of(*command: str) -> dict[str, Any]:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def hold(report: dict[str, Any]) -> None:
    """What must be true however the room ran out. What was refused is not there, and the other way round."""
    done = report["done"]
    assert len(done) >= 3
    assert report["full"] == report["after"] == done
    assert report["last"] == report["reopened"] == [*done[1:], "e"]
    assert report["wrong"] == []
    assert all("cannot be" in error and "written" in error for error in report["errors"])


def test_files_that_may_not_grow(tmp_path: Path) -> None:
    report = report_of(sys.executable, "-m", "tests.durability.fill", "file-size", str(tmp_path / "store"))
    hold(report)
    assert all("too large" in error or "full" in error for error in report["errors"])


def test_a_disk_without_room(tmp_path: Path) -> None:
    if os.geteuid() != 0 or shutil.which("unshare") is None:
        pytest.skip("only root can mount a small disk")
    mount = ["unshare", "--mount", "sh", "-c", _TMPFS, "sh", str(tmp_path)]
    if subprocess.run([*mount, "true"], cwd=ROOT, capture_output=True).returncode:
        pytest.skip("a small disk cannot be mounted here")
    store = tmp_path / "store"
    report = report_of(*mount, sys.executable, "-m", "tests.durability.fill", "disk", str(store))
    hold(report)
    assert any("No space left" in error or "full" in error for error in report["errors"])
