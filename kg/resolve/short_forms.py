"""Groups acronyms and shortened names with the full names of one document; persons aside."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.resolve.acronyms import abbreviates, shortens
from kg.resolve.names import is_acronym
from kg.resolve.sightings import Sighting

_NEAR = 3  # characters between “Full Name” and “(FN)” at most
# fmt: off
_KINDS_OF_PLACE = frozenset((
    "city", "province", "region", "oblast", "krai", "county", "state", "district", "prefecture",
    "municipality", "republic", "governorate",
))
# fmt: on


def defined(sightings: Sequence[Sighting]) -> dict[str, str]:
    """Folded acronym → folded full name, where one stands right behind the other: “Full Name (FN)”."""
    found: dict[str, str] = {}
    for one, other in pairwise(sightings):
        if not 0 < other.begin - one.end <= _NEAR or one.folded == other.folded:
            continue
        for short, long in ((other, one), (one, other)):
            if short.guess == "PER" or long.guess == "PER" or " " not in long.form:
                continue
            if abbreviates(short.form, long.form) or (short is other and shortens(short.form, long.form)):
                found.setdefault(short.folded, long.folded)
                break
    return found


def _part_of(short: Sighting, long: Sighting) -> bool:
    """Whether `short` can be a shorter way to write `long`: its beginning or its end."""
    few, many = short.folded.split(), long.folded.split()
    if not 0 < len(few) < len(many):
        return False
    begins, ends = many[: len(few)] == few, many[-len(few) :] == few
    if begins and all(word.islower() for word in long.form.split()[len(few) :]):
        return True
    if short.kind != long.kind:
        return False
    if short.kind == "LOC":
        return begins and len(many) == len(few) + 1 and many[-1] in _KINDS_OF_PLACE
    return ends or (begins and short.kind == "ORG")


def shortened(sightings: Sequence[Sighting]) -> dict[str, str]:
    """Folded short name → folded full name, for names that no gazetteer knows and that fit one full name
    only; an acronym that fits several goes with the one named last before it."""
    first: dict[str, Sighting] = {}
    for one in sightings:
        if not one.person:
            first.setdefault(one.folded, one)
    found: dict[str, str] = {}
    for short in first.values():
        if short.known:
            continue
        if is_acronym(short.form):
            fitting = [one for one in first.values() if abbreviates(short.form, one.form)]
            before = [one for one in fitting if one.begin < short.begin]
            fitting = before[-1:] or fitting[:1]
        else:
            fitting = [one for one in first.values() if _part_of(short, one)]
            nearest = min(fitting, key=lambda one: len(one.folded), default=None)
            if nearest and all(one is nearest or _part_of(nearest, one) for one in fitting):
                fitting = [nearest]  # the others are longer forms of it
        if len(fitting) == 1:
            found[short.folded] = fitting[0].folded
    return found
