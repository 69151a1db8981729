"""Names out of tag scores: the best sequence that is valid."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from kg.language.labels import NAME_TAGS, NAME_TYPES
from kg.language.names import spans

FEW = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")


def scores(tags: int, most: int) -> st.SearchStrategy[NDArray[np.float32]]:
    elements = st.integers(-9, 9).map(float)
    return st.integers(0, most).flatmap(lambda n: arrays(np.float32, (n, tags), elements=elements))


def tagged(found: list[tuple[int, int, str]], n: int) -> list[str]:
    tags = ["O"] * n
    for begin, end, kind in found:
        tags[begin:end] = [f"B-{kind}", *([f"I-{kind}"] * (end - begin - 1))]
    return tags


def valid(tags: tuple[str, ...]) -> bool:
    pairs = zip(("O", *tags), tags, strict=False)
    return all(not tag.startswith("I-") or before[1:] == tag[1:] for before, tag in pairs)


@given(scores(len(NAME_TAGS), 20))
@settings(max_examples=200, deadline=None)
def test_spans_are_in_order_apart_and_of_known_types(table: NDArray[np.float32]) -> None:
    last = 0
    for begin, end, kind in spans(table, NAME_TAGS):
        assert last <= begin < end <= len(table)
        assert kind in NAME_TYPES
        last = end


@given(scores(len(FEW), 4))
@settings(max_examples=200, deadline=None)
def test_the_best_of_all_valid_sequences(table: NDArray[np.float32]) -> None:
    def total(tags: list[str] | tuple[str, ...]) -> float:
        return float(sum(row[FEW.index(tag)] for row, tag in zip(table, tags, strict=True)))

    best = max(total(tags) for tags in product(FEW, repeat=len(table)) if valid(tags))
    assert total(tagged(spans(table, FEW), len(table))) == best


def test_a_name_does_not_begin_inside() -> None:
    table = np.zeros((2, len(FEW)), dtype=np.float32)
    table[:, FEW.index("I-PER")] = 5
    assert spans(table, FEW) == [(0, 2, "PER")]


def test_two_names_side_by_side() -> None:
    table = np.zeros((2, len(FEW)), dtype=np.float32)
    table[:, FEW.index("B-LOC")] = 5
    assert spans(table, FEW) == [(0, 1, "LOC"), (1, 2, "LOC")]
