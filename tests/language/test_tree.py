"""Decoding trees: always one root and no cycle, and the best tree of that root."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from kg.language.tree import heads_of


def scores(most: int, elements: st.SearchStrategy[float]) -> st.SearchStrategy[NDArray[np.float32]]:
    sizes = st.integers(1, most)
    return sizes.flatmap(lambda n: arrays(np.float32, (n, n + 1), elements=elements))


FLOATS = st.floats(-100, 100, width=32)
WHOLE = st.integers(-9, 9).map(float)  # many ties and cycles, and sums without rounding


def is_tree(heads: list[int]) -> bool:
    """One root, and every word reaches it."""
    if heads.count(0) != 1:
        return False
    for word in range(1, len(heads) + 1):
        seen = set()
        while word and word not in seen:
            seen.add(word)
            word = heads[word - 1]
        if word:
            return False
    return True


def total(table: NDArray[np.float32], heads: list[int]) -> float:
    return float(sum(table[word, head] for word, head in enumerate(heads)))


@given(scores(12, st.one_of(FLOATS, WHOLE)))
@settings(max_examples=300, deadline=None)
def test_always_a_tree(table: NDArray[np.float32]) -> None:
    heads = heads_of(table)
    assert len(heads) == len(table)
    assert is_tree(heads)


@given(scores(4, WHOLE))
@settings(max_examples=300, deadline=None)
@example(np.zeros((4, 5), dtype=np.float32))
@example(np.array([[0, 0, 9, 0], [0, 9, 0, 0], [0, 9, 9, 0]], dtype=np.float32))
def test_the_best_tree_of_its_root(table: NDArray[np.float32]) -> None:
    heads = heads_of(table)
    n = len(table)
    trees = (list(some) for some in product(range(n + 1), repeat=n) if is_tree(list(some)))
    best = max(total(table, tree) for tree in trees if tree.index(0) == heads.index(0))
    assert total(table, heads) == best


@given(scores(6, WHOLE))
@settings(max_examples=100, deadline=None)
def test_scores_are_left_as_they_were(table: NDArray[np.float32]) -> None:
    before = table.copy()
    assert heads_of(table) == heads_of(table)
    assert np.array_equal(table, before)


@pytest.mark.parametrize("n", [50, 400])
def test_long_cycles(n: int) -> None:
    table = np.zeros((n, n + 1), dtype=np.float32)
    for word in range(n):
        table[word, (word + 1) % n + 1] = 5  # each word prefers the next, the last the first
    assert is_tree(heads_of(table))


def test_no_words() -> None:
    assert heads_of(np.zeros((0, 1), dtype=np.float32)) == []
