"""Whether confidence is a probability, and the fit that makes it one.

    python -m tests.benchmarks.calibration carb_dev.jsonl [--fit]

A claim is as right as the share of its words that a gold tuple of the sentence has (`precision` of the best
tuple, as `score_triples.py` counts: relations share a word, slots are compared as bags of words). Printed for
ten folds of sentences, each judged by weights fitted on the other nine: claims by confidence, how right they
are, the expected calibration error (ECE) and the Brier score. --fit writes the weights fitted on all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.extract.extraction import extract
from kg.model import Rendering
from kg.pipeline import Reader
from kg.resolve.confidence import WEIGHTS, features
from kg.resolve.referents import Referents
from kg.tables import write_weights
from tests.benchmarks.command import Command, read_json_lines, run
from tests.benchmarks.sentences import document
from tests.benchmarks.triples import SPEECH

FOLDS = 10
PRIOR = 1.0  # how strongly weights are held to 0: the inverse of their variance
COMMENT = (
    "Weights of the features of kg.resolve.confidence (log odds), fitted by",
    "`python -m tests.benchmarks.calibration carb_dev.jsonl --fit` on the dev part of CaRB (MIT).",
)
Row = tuple[int, list[str], float]  # sentence, features, how right


def rows(gold: Iterable[dict[str, Any]], reader: Reader) -> list[Row]:
    """One row for each claim with a rendering of its own."""
    found: list[Row] = []
    for number, sentence in enumerate(gold):
        one = document(sentence["sentence"], number)
        doc = reader.annotate(one)
        extraction = extract(doc, None, lambda word: None)
        referents = Referents(doc, extraction.antecedents)
        seen: set[Rendering] = set()
        for draft in (d for s in extraction.sentences for d in s.drafts):
            if draft.full in seen or SPEECH & set(draft.rules):
                continue
            seen.add(draft.full)
            parts = [p for p in (draft.subject, draft.object) if p is not None]
            known = list(features(draft, any(referents.open(p) for p in parts)))
            found.append((number, known, rightness(draft.full, sentence["gold"])))
    return found


def rightness(rendering: Rendering, gold: Iterable[dict[str, Any]]) -> float:
    """The best share of the rendering's words that one gold tuple has in the same slots."""
    slots = (rendering.subject, rendering.relation, " ".join(rendering.arguments))
    own = [Counter(slot.lower().split()) for slot in slots]
    size = sum(sum(bag.values()) for bag in own)
    best = 0.0
    for one in gold:
        wanted = (one["args"][0], one["relation"], " ".join(one["args"][1:]))
        shared = [sum((a & Counter(b.lower().split())).values()) for a, b in zip(own, wanted, strict=True)]
        if shared[1]:
            best = max(best, sum(shared) / size)
    return best


def fit(examples: Sequence[Row]) -> dict[str, float]:
    """Weights of a logistic model with a Gaussian prior, by Newton’s method: same rows, same weights."""
    names = sorted({name for _, known, _ in examples for name in known})
    index = {name: column for column, name in enumerate(names)}
    table = np.zeros((len(examples), len(names)))
    for row, (_, known, _) in enumerate(examples):
        table[row, [index[name] for name in known]] = 1.0
    right = np.array([share for _, _, share in examples])
    found = np.zeros(len(names))
    for _ in range(25):
        guess = 1.0 / (1.0 + np.exp(-(table @ found)))
        slope = table.T @ (guess - right) + PRIOR * found
        curve = table.T @ (table * (guess * (1.0 - guess))[:, None]) + PRIOR * np.eye(len(names))
        found -= np.linalg.solve(curve, slope)
    return dict(zip(names, found.tolist(), strict=True))


def judged(examples: Sequence[Row]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Confidence by weights of the other folds, and how right, of each claim."""
    guesses = np.zeros(len(examples))
    for fold in range(FOLDS):
        known = fit([row for row in examples if row[0] % FOLDS != fold])
        for place, (number, names, _) in enumerate(examples):
            if number % FOLDS == fold:
                total = sum(known.get(name, 0.0) for name in names)
                guesses[place] = 1.0 / (1.0 + np.exp(-total))
    return guesses, np.array([share for _, _, share in examples])


def summary(guesses: NDArray[np.float64], right: NDArray[np.float64]) -> tuple[list[str], dict[str, float]]:
    """A line for each tenth of confidence, and ECE, Brier score and number of claims."""
    lines, error = ["confidence  claims  right"], 0.0
    for low in np.arange(0.0, 1.0, 0.1):
        inside = (guesses >= low) & (guesses < low + 0.1)
        if inside.any():
            lines.append(f"{low:.1f} – {low + 0.1:.1f}   {inside.sum():5d}   {right[inside].mean():.3f}")
            error += abs(guesses[inside].mean() - right[inside].mean()) * inside.sum() / len(right)
    return lines, {"ECE": error, "Brier": float(((guesses - right) ** 2).mean()), "claims": len(right)}


def main(arguments: list[str]) -> int:
    command = Command("tests.benchmarks.calibration", __doc__)
    command.add_argument("gold", metavar="GOLD.jsonl", type=Path)
    command.add_argument("--fit", action="store_true", help=f"write the weights to {WEIGHTS.name}")
    given = command.parse_args(arguments)
    examples = rows(read_json_lines(given.gold, sentence=str, gold=list), Reader())
    lines, figures = summary(*judged(examples))
    print("\n".join(lines))
    print("  ".join(f"{name} {value:.3g}" for name, value in figures.items()))
    if given.fit:
        write_weights(WEIGHTS, fit(examples), COMMENT)
    return 0


if __name__ == "__main__":
    run(main)
