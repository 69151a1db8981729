"""Entities for common noun phrases."""

from __future__ import annotations

from kg.model import Entity, EntityType
from kg.resolve.keys import concept_key


def concept(label: str, lemma_key: str | None = None) -> Entity:
    """The concept a common noun phrase denotes: `label` as rendered (“garrisons”), `lemma_key` its lemmas
    (“garrison”), from which the key is made; without them, the lower-cased label.

    >>> concept("dire warnings", "dire warning").key
    'dire_warning'
    """
    return Entity(concept_key(lemma_key or label), " ".join(label.split()), EntityType.CONCEPT)
