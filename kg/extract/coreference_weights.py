"""The weights of `coreference_features`, and the best of several choices by them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from kg import tables

WEIGHTS = Path(__file__).with_suffix(".tsv")


def weights(path: Path = WEIGHTS) -> Mapping[str, float]:
    """Feature → weight. Raises FileNotFoundError where the file is missing."""
    return tables.weights(path)


def best(choices: Sequence[Sequence[str]], known: Mapping[str, float]) -> int:
    """Which of the choices, each a list of features, has the highest sum; of equal ones the first."""
    sums = [sum(known.get(feature, 0.0) for feature in features) for features in choices]
    return sums.index(max(sums))
