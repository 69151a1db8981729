"""The colours of the types of entities, the same in every picture of the graph.

Searched for so that any two stay apart for people who see no red, no green or no blue: by at least 20 in the
CIELAB space (tests/export/test_palette.py). What has no name, or one of no known type, is grey.
"""

from __future__ import annotations

from kg.export.figure import Colour
from kg.model import EntityType

TYPES: dict[EntityType, Colour] = {
    EntityType.PERSON: (0x00, 0xDD, 0xFF),
    EntityType.ORGANIZATION: (0x77, 0x00, 0xFF),
    EntityType.GOVERNMENT: (0x66, 0x88, 0xFF),
    EntityType.COUNTRY: (0xEE, 0x11, 0x00),
    EntityType.CITY: (0xEE, 0xCC, 0x00),
    EntityType.PLACE: (0x99, 0xCC, 0x77),
    EntityType.EVENT: (0x88, 0x00, 0x11),
    EntityType.WORK: (0x66, 0x00, 0x99),
    EntityType.PRODUCT: (0x22, 0x44, 0x66),
    EntityType.THING: (0x46, 0x46, 0x46),
    EntityType.CONCEPT: (0x91, 0x91, 0x91),
    EntityType.PROPOSITION: (0xD7, 0xD7, 0xD7),
}


def colour(type: str) -> Colour:
    """Red, green and blue for the type of that name; that of a thing for one which is none of ours.

    >>> colour("Country"), colour("Volcano") == colour("Thing")
    ((238, 17, 0), True)
    """
    try:
        return TYPES[EntityType(type)]
    except ValueError:
        return TYPES[EntityType.THING]
