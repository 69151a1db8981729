"""From names to entities: which names are one thing, what kind of thing, and under which key."""

from kg.resolve.concepts import concept
from kg.resolve.entities import resolve
from kg.resolve.metonyms import government_of
from kg.resolve.names import NameMention

__all__ = ["NameMention", "concept", "government_of", "resolve"]
