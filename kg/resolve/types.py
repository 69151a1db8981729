"""The type of a named entity: from the gazetteers, else from the words of the name, else from the reader's
guess."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kg.model import EntityType
from kg.resolve.gazetteer import rows
from kg.resolve.names import fold

# A country that no gazetteer knows is mostly none (“Ohio”, “the North”): a place, which it is in any case.
# Forces are a government's or not: where their words do not say (“Army”), they are organizations.
_GUESSES = {
    "PER": EntityType.PERSON,
    "ORG": EntityType.ORGANIZATION,
    "GOV": EntityType.GOVERNMENT,
    "MIL": EntityType.ORGANIZATION,
    "COUNTRY": EntityType.PLACE,
    "CITY": EntityType.CITY,
    "LOC": EntityType.PLACE,
    "FAC": EntityType.PLACE,
    "EVENT": EntityType.EVENT,
    "WORK": EntityType.WORK,
    "PRODUCT": EntityType.PRODUCT,
}
_LINKS = frozenset({"of", "for", "on", "in", "and", "at"})
_MAY_BE_ORGANIZATIONS = (None, "ORG", "GOV", "MIL", "NORP", "MISC")


@cache
def _organization_words() -> Mapping[str, tuple[EntityType, bool]]:
    return {
        fold(word): (EntityType(kind), place == "any") for word, kind, place in rows("organization_words")
    }


def organization_type(form: str) -> EntityType | None:
    """The type that the words of a name show, or None: “Bank of England” → Organization, “Defence Ministry” →
    GovernmentOrganization. The head is the last word, or the one before “of” or “for”."""
    words = fold(form).split()
    table = _organization_words()
    head_at = next((i - 1 for i, word in enumerate(words) if i and word in _LINKS), len(words) - 1)
    for index, word in enumerate(words):
        found = table.get(word)
        if found and (found[1] or index in (head_at, len(words) - 1)):
            return found[0]
    return None


def entity_type(form: str, guess: str | None) -> EntityType:
    """The type of a name that no gazetteer knows."""
    guessed = _GUESSES.get(guess or "", EntityType.THING)
    shown = organization_type(form) if guess in _MAY_BE_ORGANIZATIONS else None
    if shown is EntityType.ORGANIZATION and guessed is EntityType.GOVERNMENT:
        return guessed  # “Commission”, “Council”: governments have them, and others
    return shown or guessed
