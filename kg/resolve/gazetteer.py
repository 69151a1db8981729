"""Names known before any document is read: countries, cities, organizations, seats of power, nationalities.

Countries come from ISO 3166 (pycountry) with the names news uses (`countries.tsv`); cities of 50,000 people
and more and all capitals from GeoNames (`cities.tsv`, see `kg.resolve.compile_cities`); the other tables
are our own. Tables are read on first use, once. Lookups take any spelling (case, diacritics, dots,
determiner), except that an acronym of up to three letters must be written in capitals: “IS” is known, “Is”
is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import pycountry

from kg.model import EntityType
from kg.resolve.names import fold, is_acronym, normal_form
from kg.tables import seed_rows

_PERSON_ENDING = re.compile(r"(?:wo)?m[ae]n$")  # “Irishmen”


@dataclass(frozen=True, slots=True)
class Known:
    """What a gazetteer knows of a name: enough for an entity that is the same in every document."""

    label: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table of `seeds/gazetteers`, as lists of cells; lines that begin with # are left out."""
    return seed_rows(f"gazetteers/{name}")


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _index(known: Iterator[Known]) -> dict[str, Known]:
    """Every folded name → what it names; what comes first wins."""
    index: dict[str, Known] = {}
    for entry in known:
        for name in (entry.label, *entry.aliases):
            index.setdefault(fold(normal_form(name)), entry)
    return index


@cache
def _countries() -> Mapping[str, Known]:
    ours = {cells[0]: cells for cells in rows("countries") if cells[0] != "-"}

    def known() -> Iterator[Known]:
        for iso in pycountry.countries:
            label = getattr(iso, "common_name", iso.name)
            official = (iso.name, getattr(iso, "official_name", iso.name))
            aliases: tuple[str, ...] = ()
            if iso.alpha_2 in ours:
                label, aliases = ours[iso.alpha_2][1], _split(ours[iso.alpha_2][2])
            names = dict.fromkeys(n for n in (*aliases, *official) if n != label and "," not in n)
            yield Known(label, EntityType.COUNTRY, tuple(names), (f"iso3166:{iso.alpha_2}",))
        for code, label, aliases_cell in rows("countries"):
            if code == "-":
                yield Known(label, EntityType.COUNTRY, _split(aliases_cell))

    return _index(known())


@cache
def _organizations() -> Mapping[str, Known]:
    return _index(
        Known(label, EntityType(kind), _split(names)) for label, kind, names in rows("organizations")
    )


@cache
def _seats() -> Mapping[str, Known]:
    return _index(Known(label, EntityType(kind), _split(names)) for label, _, kind, names in rows("seats"))


@cache
def _cities() -> Mapping[str, tuple[str, str, bool]]:
    """Folded name → name in use, code of the country of the largest city so named, whether it is a
    capital."""
    found = {fold(normal_form(name)): (name, code, mark == "capital") for name, code, mark in rows("cities")}
    for other, name in rows("city_names"):
        found[fold(other)] = found.get(fold(name), (name, "", False))
    return found


@cache
def demonyms() -> Mapping[str, str]:
    return {fold(word): place for word, place in rows("demonyms")}


def _written_right(name: str, known: Known) -> bool:
    """Not for “Is” → IS: short acronyms count only in capitals."""
    form = normal_form(name)
    if len(form) > 3 or form.isupper():
        return True
    return any(normal_form(other) == form for other in (known.label, *known.aliases))


def _look_up(name: str, table: Mapping[str, Known]) -> Known | None:
    known = table.get(fold(normal_form(name)))
    return known if known and _written_right(name, known) else None


def country(name: str) -> Known | None:
    """The country of that name, current or historical, or None."""
    return _look_up(name, _countries())


def organization(name: str) -> Known | None:
    """The well-known organization of that name, or None."""
    return _look_up(name, _organizations())


def seat(name: str) -> Known | None:
    """The seat of power of that name (“the Kremlin”), or None; see `kg.resolve.metonyms`."""
    return _look_up(name, _seats())


def city(name: str) -> Known | None:
    """The city of that name, or None. Cities of one name are not told apart."""
    found = _cities().get(fold(normal_form(name)))
    return Known(found[0], EntityType.CITY) if found else None


def capital_of(name: str) -> str | None:
    """Label of the country whose capital has that name, or None."""
    found = _cities().get(fold(normal_form(name)))
    if not found or not found[2]:
        return None
    iso = pycountry.countries.get(alpha_2=found[1])
    if iso is None:  # Kosovo has a code in use, but none assigned
        return "Kosovo" if found[1] == "XK" else None
    known = country(iso.name) or country(getattr(iso, "common_name", iso.name))
    return known.label if known else None


def demonym(word: str) -> Known | None:
    """The place a word of nationality stands for (“Ukrainian”, “Russians” → the country), or None."""
    folded = fold(normal_form(word))
    table = demonyms()
    place = (
        table.get(folded) or table.get(folded.removesuffix("s")) or table.get(_PERSON_ENDING.sub("", folded))
    )
    if place is None or is_acronym(normal_form(word)):
        return None
    return country(place) or Known(place, EntityType.PLACE)
