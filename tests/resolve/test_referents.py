"""From the names of an annotated document to mentions of entities."""

from __future__ import annotations

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from kg.extract.phrases import name_of, phrase
from kg.model import EntityType
from kg.resolve.referents import Referents


def document(*words: str | tuple[str, str]) -> Doc:
    """A document of words, those of a name (one word each) with its type."""
    pairs = [(word, "") if isinstance(word, str) else word for word in words]
    doc = Doc(Vocab(), words=[word for word, _ in pairs], deps=["dep"] * len(pairs), heads=[0] * len(pairs))
    doc.set_ents([Span(doc, i, i + 1, label=kind) for i, (_, kind) in enumerate(pairs) if kind])
    return doc


def test_every_name_is_a_mention_but_times_are_none() -> None:
    doc = document(("Lusaka", "CITY"), "and", ("Tenedos", "WORK"), "on", ("Monday", "TIME"))
    found = [(m.span.start, m.entity.label, m.entity.type) for m in Referents(doc, {}).mentions()]
    assert found == [(0, "Lusaka", EntityType.CITY), (11, "Tenedos", EntityType.WORK)]


def test_a_nationality_mentions_its_country_and_another_group_nothing() -> None:
    doc = document(("Danish", "NORP"), "and", ("Sunni", "NORP"), "pilots")
    assert [(m.entity.key, m.entity.type) for m in Referents(doc, {}).mentions()] == [
        ("Denmark", EntityType.COUNTRY)
    ]


def test_a_nationality_is_no_name_to_the_rules_of_grammar() -> None:
    doc = document(("Danes", "NORP"), "met", ("Parliament", "GOV"))
    assert [name.label_ if (name := name_of(word)) else None for word in doc] == [None, None, "ORG"]
    assert [phrase(word).kind for word in doc] == ["noun", "noun", "name"]
    referents = Referents(doc, {})
    assert [referents.entity(phrase(doc[i])).type for i in (0, 2)] == [
        EntityType.CONCEPT,
        EntityType.GOVERNMENT,
    ]
