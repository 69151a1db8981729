"""The directory of a server's numbers, and what is left of one that was killed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from api.guard.tally import SHARED, Tally


def test_what_a_killed_supervisor_left_is_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    running = Tally()
    kept = Path(running.environment[SHARED])
    left, other, new = (tmp_path / name for name in ("kg-metrics-left", "other", "kg-metrics-new"))
    for folder in (left, other, new):
        folder.mkdir()
        (folder / "counter_1.db").write_bytes(b"1")
    target = tmp_path / "target"
    target.mkdir()
    (tmp_path / "kg-metrics-link").symlink_to(target)
    for folder in (left, other, kept, target):
        os.utime(folder, (0, 0))
    Tally().close()
    assert not left.exists()
    assert kept.exists() and other.exists() and new.exists() and target.exists()
    running.close()
    assert not kept.exists()
