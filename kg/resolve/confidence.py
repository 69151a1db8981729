"""How likely a claim is right: a logistic model of the rules that made it and the sentence it stands in.

The weights are fitted on the dev part of CaRB (`python -m tests.benchmarks.calibration`, which also shows how
well they are calibrated): there a claim is as right as its full rendering is in the words of a gold tuple.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

from kg.extract.draft import Draft
from kg.tables import weights

WEIGHTS = Path(__file__).with_suffix(".tsv")
_LENGTHS = (12, 20, 30, 40)  # words of a sentence


def confidence(draft: Draft, unresolved: bool) -> float:
    """The probability in steps of 0.01, between 0.01 and 0.99; `unresolved` where an argument is a pronoun
    whose antecedent is not known."""
    known = weights(WEIGHTS)
    total = sum(known.get(feature, 0.0) for feature in features(draft, unresolved))
    return round(min(0.99, max(0.01, 1.0 / (1.0 + math.exp(-total)))), 2)


def features(draft: Draft, unresolved: bool) -> Iterator[str]:
    """What is known of a claim when it is made, as words."""
    yield "bias"
    yield from dict.fromkeys(f"rule {rule}" for rule in draft.rules)
    yield f"clause {draft.anchor.dep_.lower()}"
    yield f"subject {draft.subject.kind}"
    yield f"object {draft.object.kind if draft.object is not None else 'none'}"
    length = sum(1 for word in draft.anchor.sent if not word.is_space)
    yield f"sentence of up to {next((str(n) for n in _LENGTHS if length <= n), 'more')} words"
    if unresolved:
        yield "pronoun unresolved"
    if draft.held:
        yield "held by somebody"
    if len(draft.subject.full) > 8:
        yield "long subject"
    if abs(draft.subject.head.i - draft.anchor.i) > 8:
        yield "subject far away"
    if len(draft.full.arguments) > 2:
        yield "many arguments"
