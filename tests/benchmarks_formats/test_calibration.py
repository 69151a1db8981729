"""Confidence as a probability: what counts as right, and the fit."""

from __future__ import annotations

import math

from kg.model import Rendering
from tests.benchmarks.calibration import Row, fit, judged, rightness

GOLD = [{"args": ["the team", "Lima", "on Monday"], "relation": "left"}, {"args": ["Lima"], "relation": "is"}]


def test_right_are_the_words_that_a_gold_tuple_has_in_the_same_slots() -> None:
    assert rightness(Rendering("The team", "left", ("Lima", "on Monday")), GOLD) == 1.0
    assert rightness(Rendering("The team", "has left", ("Peru",)), GOLD) == 3 / 5
    assert rightness(Rendering("Lima", "left", ("the team",)), GOLD) == 1 / 4


def test_nothing_is_right_where_no_relation_shares_a_word() -> None:
    assert rightness(Rendering("the team", "stays in", ("Lima",)), GOLD) == 0.0


def examples() -> list[Row]:
    """200 claims of two kinds, of which 80 % and 20 % are right."""
    kinds = {"often": 0.8, "seldom": 0.2}
    return [
        (number, ["bias", kind], float(number % 10 < share * 10))
        for number in range(100)
        for kind, share in kinds.items()
    ]


def test_weights_give_the_shares_that_are_right() -> None:
    known = fit(examples())
    shares = [1 / (1 + math.exp(-known["bias"] - known[kind])) for kind in ("often", "seldom")]
    assert [round(share, 1) for share in shares] == [0.8, 0.2]
    assert fit(examples()) == known


def test_each_claim_is_judged_by_the_others() -> None:
    # All claims of a fold agree here, so weights that had seen them would do better than these.
    guesses, right = judged([(number, ["bias"], float(number % 10 == 0)) for number in range(50)])
    assert len(guesses) == len(right) == 50
    assert guesses[0] < guesses[1]
