"""Normal forms of names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.acronyms import abbreviates, shortens
from kg.resolve.names import fold, is_acronym, normal_form
from kg.resolve.persons import same_person, without_titles, words


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("the U.S.’s", "US"),
        ("U. S.", "US"),
        ("Acme, Inc.,", "Acme, Inc"),
        ("J.K. Rowling", "JK Rowling"),
        ("the\n White   House", "White House"),
        ("“Nord Stream”", "Nord Stream"),
        ("St. Petersburg", "St Petersburg"),
        ("Brooklyn–Manhattan", "Brooklyn-Manhattan"),
        ("Booking.com", "Booking.com"),
        ("Revolutionary Communist Party , USA", "Revolutionary Communist Party, USA"),
        ("The", "The"),
    ],
)
def test_normal_form(text: str, form: str) -> None:
    assert normal_form(text) == form


def test_fold() -> None:
    assert fold("Al-Qaïda") == fold("al Qaida")
    assert fold("Defence & Aid") == fold("defense and aid")


@pytest.mark.parametrize("form", ["NATO", "UN", "G7", "AfD", "DoD", "UNHCR"])
def test_acronyms(form: str) -> None:
    assert is_acronym(form)


@pytest.mark.parametrize("form", ["Nato", "May", "Al", "I", "US Steel", "iPhone", "Macron"])
def test_other_words(form: str) -> None:
    assert not is_acronym(form)


def test_initials() -> None:
    assert abbreviates("OSCE", "Organization for Security and Co-operation in Europe") is False  # C-o-o-p
    assert abbreviates("IMF", "International Monetary Fund")
    assert abbreviates("DoD", "Department of Defense")
    assert abbreviates("RCP", "Revolutionary Communist Party, USA")
    assert not abbreviates("IMF", "International Monetary Conference")
    assert shortens("UNITA", "União Nacional para a Independência Total de Angola")
    assert not shortens("NATO", "Warsaw Pact")


def test_titles() -> None:
    assert without_titles("Russian Foreign Minister Sergei Lavrov") == ("Sergei Lavrov", False)
    assert without_titles("Mr Putin") == ("Putin", True)
    assert without_titles("General") == ("General", False)


def test_same_person() -> None:
    assert same_person(words("V. Putin"), words("Vladimir Putin"))
    assert same_person(words("Vladimir Putin"), words("Vladimir Vladimirovich Putin"))
    assert not same_person(words("Lyudmila Putin"), words("Vladimir Putin"))
    assert not same_person(words("V. P."), words("Vladimir Putin"))


@given(st.text())
def test_normal_form_of_a_normal_form_is_itself_where_it_has_letters(text: str) -> None:
    form = normal_form(text)
    assert form == " ".join(form.split())
