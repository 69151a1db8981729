"""Names out of tag scores: the best sequence of spans, the type that all words of a span agree on."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from kg.language.labels import COARSE, NAME_TAGS, NAME_TYPES
from kg.language.names import DOUBT, spans

Floats = NDArray[np.float32]
FEW = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")


def scores(tags: int, most: int) -> st.SearchStrategy[Floats]:
    elements = st.integers(-9, 9).map(float)
    return st.integers(0, most).flatmap(lambda n: arrays(np.float32, (n, tags), elements=elements))


def no_starts(n: int) -> NDArray[np.bool_]:
    return np.zeros(n, dtype=np.bool_)


def row(**given: float) -> list[float]:
    """Scores of one word: those given (B_CITY=5), the others far below."""
    return [given.get(tag.replace("-", "_"), -9.0) for tag in NAME_TAGS]


def apart(n: int) -> list[str]:
    """Words no two of which are alike."""
    return [str(index) for index in range(n)]


def found(*rows: list[float], words: list[str] | None = None) -> list[tuple[int, int, str]]:
    table = np.array(rows, dtype=np.float32)
    return spans(table, words or apart(len(rows)), NAME_TAGS, no_starts(len(rows)))


@given(scores(len(NAME_TAGS), 20), st.sets(st.integers(0, 19)))
@settings(max_examples=200, deadline=None)
def test_spans_are_in_order_apart_and_inside_sentences(table: Floats, sentences: set[int]) -> None:
    starts = np.array([index in sentences for index in range(len(table))], dtype=np.bool_)
    last = 0
    for begin, end, kind in spans(table, apart(len(table)), NAME_TAGS, starts):
        assert last <= begin < end <= len(table)
        assert not starts[begin + 1 : end].any()
        assert kind in NAME_TYPES
        last = end


@given(scores(len(FEW), 5))
@settings(max_examples=200, deadline=None)
def test_the_best_of_all_valid_sequences(table: Floats) -> None:
    shares = np.exp(table.astype(np.float64))
    shares /= shares.sum(1, keepdims=True)
    log = [
        {"O": np.log(r[0]) + DOUBT, "B": np.log(r[1] + r[3] + 1e-30), "I": np.log(r[2] + r[4] + 1e-30)}
        for r in shares
    ]

    def total(tags: tuple[str, ...]) -> float:
        return float(sum(r[tag] for r, tag in zip(log, tags, strict=True)))

    valid = [
        tags
        for tags in product("OBI", repeat=len(table))
        if all(tag != "I" or before != "O" for before, tag in zip(("O", *tags), tags, strict=False))
    ]
    tags = ["O"] * len(table)
    for begin, end, _ in spans(table, apart(len(table)), FEW, no_starts(len(table))):
        tags[begin:end] = ["B", *["I"] * (end - begin - 1)]
    assert abs(total(tuple(tags)) - max(map(total, valid), default=0.0)) < 1e-3


def test_all_words_of_a_name_decide_its_type() -> None:
    assert found(row(B_CITY=3.0, B_ORG=2.0), row(I_ORG=5.0)) == [(0, 2, "ORG")]


def test_the_coarse_type_is_decided_first() -> None:
    assert COARSE["CITY"] == COARSE["FAC"] == "LOC"
    assert found(row(B_PER=3.0, B_CITY=2.6, B_FAC=2.7)) == [(0, 1, "FAC")]


def test_a_span_counts_whatever_its_type() -> None:
    [(begin, end, _)] = found(row(O=3.0, B_PER=2.5, B_ORG=2.5, B_WORK=2.5))
    assert (begin, end) == (0, 1)


def test_names_written_alike_decide_together() -> None:
    sure, unsure, silent = row(B_ORG=9.0), row(B_PER=3.0, B_ORG=2.0), row(O=9.0)
    assert found(unsure, silent, sure, words=["Kenna", "and", "Kenna"]) == [(0, 1, "ORG"), (2, 3, "ORG")]
    assert found(unsure, silent, sure, words=["Kenna", "and", "Kentra"]) == [(0, 1, "PER"), (2, 3, "ORG")]


def test_a_name_that_is_sure_stays_what_it_is() -> None:
    man, city, silent = row(B_PER=9.0), row(B_CITY=9.0), row(O=9.0)
    words = ["Kenna", "in", "Kenna"]
    assert found(man, silent, city, words=words) == [(0, 1, "PER"), (2, 3, "CITY")]


def test_nothing() -> None:
    assert spans(np.zeros((0, len(NAME_TAGS)), dtype=np.float32), [], NAME_TAGS, no_starts(0)) == []


def test_a_people_in_the_plural_is_no_person() -> None:
    people = row(B_PER=5)
    assert found(people, people, people, words=["Peruvians", "Baptists", "Peru"]) == [
        (0, 1, "NORP"),
        (1, 2, "NORP"),
        (2, 3, "PER"),
    ]
