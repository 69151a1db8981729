"""Capitals and seats of power stand for governments."""

from __future__ import annotations

import pytest

from kg.resolve import government_of


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Moscow", "Russia"),
        ("Kyiv", "Ukraine"),
        ("Kiev", "Ukraine"),
        ("Kremlin", "Russia"),
        ("White_House", "United States"),
        ("Washington", "United States"),
        ("Downing_Street", "United Kingdom"),
        ("Brussels", "European Union"),
        ("Pristina", "Kosovo"),
        ("Tel_Aviv", "Israel"),
        ("Lviv", None),
        ("NATO", None),
        ("Russia", None),
    ],
)
def test_government_of(name: str, state: str | None) -> None:
    assert government_of(name) == state
