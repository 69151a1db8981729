"""Names of capitals and seats of power that stand for a government: “Moscow”, “the Kremlin” → Russia."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kg.resolve.gazetteer import capital_of, rows, seat


@cache
def _states() -> Mapping[str, str]:
    return {cells[0]: cells[1] for cells in rows("seats")}


def government_of(key: str) -> str | None:
    """Label of the country (or union: “Brussels” → “European Union”) whose government a name stands for, or
    None.

    Takes a key or a name. Whether the name does stand for the government is for the caller to see: only as
    an actor.

    >>> government_of("Moscow"), government_of("the_Kremlin"), government_of("Lviv")
    ('Russia', 'Russia', None)
    """
    name = key.replace("_", " ")
    known = seat(name)
    return _states()[known.label] if known else capital_of(name)
