"""Weights of features in a readable file: `feature<TAB>weight`, below lines of comment that begin with #."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path


@cache
def read(path: Path) -> Mapping[str, float]:
    """Feature → weight. Raises FileNotFoundError where the file is missing."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {feature: float(weight) for feature, weight in rows}


def write(path: Path, found: Mapping[str, float], comment: Iterable[str]) -> None:
    """Write weights, those of 0 left out, below lines of comment."""
    lines = [f"# {line}" for line in comment]
    lines += [f"{feature}\t{weight:.2f}" for feature, weight in sorted(found.items()) if abs(weight) >= 0.005]
    path.write_text("\n".join(lines) + "\n", "utf-8")
