"""The weights of `coreference_features`, and the best of several choices by them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

WEIGHTS = Path(__file__).with_suffix(".tsv")


@cache
def weights(path: Path = WEIGHTS) -> Mapping[str, float]:
    """Feature → weight. Raises FileNotFoundError where the file is missing."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {feature: float(weight) for feature, weight in rows}


def write(path: Path, found: Mapping[str, float], comment: Iterable[str]) -> None:
    """Write weights, those of 0 left out, below lines of comment."""
    lines = [f"# {line}" for line in comment]
    lines += [f"{feature}\t{weight:.2f}" for feature, weight in sorted(found.items()) if abs(weight) >= 0.005]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def best(choices: Sequence[Sequence[str]], known: Mapping[str, float]) -> int:
    """Which of the choices, each a list of features, has the highest sum; of equal ones the first."""
    sums = [sum(known.get(feature, 0.0) for feature in features) for features in choices]
    return sums.index(max(sums))
