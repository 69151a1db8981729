"""Identifiers: readable, reversible, the same for the same thing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.rdf.iris import Iris, offsets

IRIS = Iris("https://kg.example/")
KEYS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


def test_relation_joins_words() -> None:
    assert (
        IRIS.relation("moves troops")
        == IRIS.relation(" moves  troops ")
        == "https://kg.example/relation/moves_troops"
    )


def test_ids_are_read_back_from_iris_with_fragments() -> None:
    assert IRIS.id(IRIS.part("c/1", "holder", 0)) == "c/1"
    assert IRIS.id(IRIS.day(date(2022, 2, 15))) == "2022-02-15"


@pytest.mark.parametrize("base", ["https://kg.example/", "http://localhost:8000/graph/", "urn:kg/"])
@given(key=KEYS)
def test_any_key_is_read_back(base: str, key: str) -> None:
    iris = Iris(base)
    assert iris.id(iris.entity(key)) == key


@given(one=KEYS, other=KEYS)
def test_keys_do_not_collide(one: str, other: str) -> None:
    assert (IRIS.entity(one) == IRIS.entity(other)) == (one == other)


def test_offsets() -> None:
    assert offsets(IRIS.span("d", 3, 14)) == (3, 14)
    with pytest.raises(ValueError, match="no stretch"):
        offsets(IRIS.document("d"))


@pytest.mark.parametrize("base", ["kg.example/", "http://a", "http://a b/", "http://a/#/", ""])
def test_a_base_must_be_absolute_and_end_a_path(base: str) -> None:
    with pytest.raises(InputError, match="base IRI"):
        Iris(base)
