"""Groups the names of persons in one document: “Vladimir Putin”, “Putin”, “V. Putin” are one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.resolve.names import is_acronym
from kg.resolve.persons import same_person, standing_for, words
from kg.resolve.sightings import Sighting

Words = tuple[str, ...]


def _full_names(people: Sequence[Sighting]) -> dict[Words, int]:
    """Each full name (two words and more) → the number of its person. Longer names are seen first; a
    shorter one that fits several persons is a person of its own."""
    first_seen: dict[Words, int] = {}
    for order, one in enumerate(people):
        name = words(one.form)
        if len(name) > 1:
            first_seen.setdefault(name, order)
    person: dict[Words, int] = {}
    for name in sorted(first_seen, key=lambda n: (-len(n), first_seen[n])):
        fitting = sorted({person[other] for other in person if same_person(name, other)})
        person[name] = fitting[0] if len(fitting) == 1 else len(person)
    return person


def _bearer(
    short: Words, begin: int, person: Mapping[Words, int], last: Sequence[tuple[int, int]]
) -> int | None:
    """The person whom a shorter name stands for: who bears it as surname, else as first name, else within; of
    several the one last named in full before `begin`; None if nobody or nobody yet."""
    ranks: dict[int, int] = {}
    for name, number in person.items():
        rank = standing_for(short, name)
        if rank:
            ranks[number] = max(rank, ranks.get(number, 0))
    if not ranks:
        return None
    best = max(ranks.values())
    candidates = {number for number, rank in ranks.items() if rank == best}
    if len(candidates) == 1:
        return candidates.pop()
    before = [number for place, number in last if place < begin and number in candidates]
    return before[-1] if before else None


def people(sightings: Sequence[Sighting]) -> dict[int, int]:
    """Index of each sighting that names a person whose full name stands in the document → number of the
    person.

    A name guessed to be of another kind counts if it is a surname of one: parsers slip on rare surnames.
    """
    guessed = [one for one in sightings if one.person]
    person = _full_names(guessed)
    if not person:
        return {}
    last = [(one.begin, person[words(one.form)]) for one in sightings if words(one.form) in person]
    found: dict[int, int] = {}
    for one in sightings:
        name = words(one.form)
        if one.known is not None or one.guess == "EVENT":
            continue
        if name in person:
            found[one.index] = person[name]
        elif one.person or (len(name) == 1 and one.kind != "LOC" and not is_acronym(one.form)):
            number = _bearer(name, one.begin, person, last)
            surname = any(n == number and standing_for(name, full) == 3 for full, n in person.items())
            if number is not None and (one.person or surname):
                found[one.index] = number
    return found
