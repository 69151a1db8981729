"""A log-linear choice among several: weights that make the right choices likely, by numpy alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RARE = 20  # a feature of fewer choices gets no weight
PRIOR = 3.0  # how strongly weights are held to 0: the inverse of their variance
STEPS = 150
RATE = 0.1  # of the first step; it falls to 0 on a line

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One choice: the features of each option, and which options are right (one at least)."""

    options: Sequence[Sequence[str]]
    right: Sequence[bool]


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """The weights under which the right options together are likeliest, with a Gaussian prior. Adam over all
    examples at once: the same examples give the same weights."""
    counts = Counter(feature for e in examples for option in e.options for feature in option)
    names = sorted(name for name, count in counts.items() if count >= RARE)
    number = {name: index for index, name in enumerate(names)}
    options = [option for e in examples for option in e.options]
    pairs = [(row, number[f]) for row, option in enumerate(options) for f in option if f in number]
    rows, columns = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    right = np.array([yes for e in examples for yes in e.right], dtype=bool)
    lengths = np.array([len(e.options) for e in examples])
    starts = np.cumsum(lengths) - lengths

    def shares(scores: Floats) -> Floats:
        """Probabilities within each example."""
        powers: Floats = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), lengths))
        sums: Floats = np.repeat(np.add.reduceat(powers, starts), lengths)
        return powers / sums

    weights = np.zeros(len(names))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(STEPS):
        scores = np.bincount(rows, weights[columns], len(options)).astype(np.float64)
        error = shares(scores) - shares(np.where(right, scores, -1e9))
        slope = np.bincount(columns, error[rows], len(names)) + PRIOR * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        size = np.sqrt(square / (1 - 0.99 ** (step + 1))) + 1e-8
        weights -= RATE * (1 - step / STEPS) * mean / (1 - 0.9 ** (step + 1)) / size
    return dict(zip(names, weights.tolist(), strict=True))
