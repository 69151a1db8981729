"""Keys: readable, and never one key for a name and a common noun."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import EntityType
from kg.resolve import NameMention, concept, resolve
from kg.resolve.keys import concept_key, name_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Vladimir Putin", "Vladimir_Putin"),
        ("the United States", "United_States"),
        ("U.S. Steel Corp.", "US_Steel_Corp"),
        ("Jean-Luc Picard", "Jean-Luc_Picard"),
        ("Booking.com", "Booking.com"),
        ("Miche\u0301le", "Michéle"),
        ("adidas", "Adidas"),
        ("大阪湾", "大阪湾_(name)"),
        ("AT&T", "AT&T"),
    ],
)
def test_name_keys(name: str, key: str) -> None:
    assert name_key(name) == key


def test_concept() -> None:
    entity = concept("dire  warnings", "dire warning")
    assert (entity.key, entity.label, entity.type) == ("dire_warning", "dire warnings", EntityType.CONCEPT)
    assert concept("Troops").key == "troops"


@pytest.mark.parametrize("brand", ["adidas", "thyssenkrupp", "easyJet", "al-shabaab", "o2", "112"])
def test_brands_in_lower_case_are_not_concepts(brand: str) -> None:
    (entity,) = resolve([NameMention(brand, "ORG")])
    assert entity.key != concept(brand).key


@given(st.text(max_size=20), st.text(max_size=20))
def test_never_one_key_for_a_name_and_a_concept(name: str, noun: str) -> None:
    assert name_key(name) != concept_key(noun)
    assert name_key(name) != concept_key(name)


@given(st.text(max_size=20))
def test_keys_are_composed_and_without_space(text: str) -> None:
    for key in (name_key(text), concept_key(text)):
        assert key and not any(c.isspace() for c in key)
        assert unicodedata.is_normalized("NFC", key)
