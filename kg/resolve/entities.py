"""From the names of one document to entities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kg.model import Entity, EntityType
from kg.resolve import gazetteer
from kg.resolve.keys import name_key
from kg.resolve.names import NameMention, is_acronym
from kg.resolve.people import people
from kg.resolve.persons import spelled
from kg.resolve.short_forms import defined, shortened
from kg.resolve.sightings import Sighting, agreed, sightings
from kg.resolve.types import entity_type


def _groups(seen: Sequence[Sighting]) -> dict[str, list[Sighting]]:
    """Names that name one thing, together; groups in the order of their first name."""
    person = people(seen)
    full = {**shortened(seen), **defined(seen)}
    # What the document defines outweighs what a gazetteer knows of an acronym.
    seen = [replace(one, known=None) if one.folded in full else one for one in seen]
    known = {one.folded: one.known.label for one in seen if one.known}
    groups: dict[str, list[Sighting]] = {}
    for one in seen:
        if one.index in person:
            group = f"person {person[one.index]}"
        else:
            folded, passed = one.folded, {one.folded}
            while not one.person and folded in full and full[folded] not in passed:
                folded = full[folded]
                passed.add(folded)
            group = f"known {known[folded]}" if folded in known and not one.person else f"name {folded}"
        groups.setdefault(group, []).append(one)
    return groups


def _label(group: Sequence[Sighting], is_person: bool) -> str:
    """The name to show: a person's most frequent full name; else the fullest name, without a common noun
    behind it where the document also has it bare (“Rochan”, not “Rochan consultancy”). The first among
    equals."""
    count = Counter(one.form for one in group)
    forms = list(count)
    if is_person:
        return max(forms, key=lambda form: (" " in form, count[form]))
    bare = [
        form
        for form in forms
        if any(o != form and o.startswith(f"{form} ") and o[len(form) :].islower() for o in forms)
    ]
    if bare:
        return bare[0]
    return max(forms, key=lambda form: (not is_acronym(form), len(form.split())))


def _entity(group: Sequence[Sighting]) -> Entity:
    known = next((one.known for one in group if one.known), None)
    forms = dict.fromkeys(one.form for one in group if not one.demonym)
    if known:
        aliases = dict.fromkeys((*known.aliases, *forms))
        return Entity(
            name_key(known.label),
            known.label,
            known.type,
            tuple(a for a in aliases if a != known.label),
            known.links,
        )
    guess = agreed(one.guess for one in group)
    kind = EntityType.PERSON if guess == "PER" else None
    label = _label(group, kind is EntityType.PERSON)
    kind = kind or entity_type(label, guess)
    name = spelled(label) if kind is EntityType.PERSON else label
    namesake = gazetteer.country(name) or gazetteer.city(name) or gazetteer.organization(name)
    mark = EntityType.THING if kind in (EntityType.WORK, EntityType.PRODUCT) else kind  # readers slip here
    key = name_key(name, mark.value.lower() if namesake else None)
    return Entity(key, label, kind, tuple(form for form in forms if form != label))


def resolve(names: Sequence[NameMention]) -> list[Entity]:
    """One entity for each name of a document, in the order given; names of one thing get the same entity.

    A name known to a gazetteer gets the same key, label and type in every document. Any other gets its key
    from the fullest name in this document.
    """
    entities: dict[str, Entity] = {}
    by_index: dict[int, str] = {}
    for group in _groups(sightings(names)).values():
        entity = _entity(group)
        entities.setdefault(entity.key, entity)
        by_index.update((one.index, entity.key) for one in group)
    return [entities[by_index[i]] for i in range(len(names))]
