"""Phrases → entities: names through `resolve`, pronouns through their antecedents, the rest as concepts."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.nominal import title_words
from kg.extract.phrases import Phrase, surface
from kg.language import Doc, Span, Token
from kg.model import Argument, Entity, EntityMention, EntityType
from kg.model import Span as Offsets
from kg.resolve.concepts import concept
from kg.resolve.entities import resolve
from kg.resolve.gazetteer import demonym
from kg.resolve.names import NameMention


class Referents:
    """The entities of one document, by the place of their names."""

    def __init__(self, doc: Doc, antecedents: dict[int, Phrase]) -> None:
        self._antecedents = antecedents
        names = [ent for ent in doc.ents if _names_a_thing(ent)]
        entities = resolve([_mention(name) for name in names])
        self._named = {name.start: entity for name, entity in zip(names, entities, strict=True)}
        self._names = names

    def entity(self, phrase: Phrase) -> Entity:
        """What the phrase denotes; a pronoun that nothing resolves denotes only itself."""
        if phrase.kind == "pronoun" and phrase.head.i in self._antecedents:
            return self.entity(self._antecedents[phrase.head.i])
        if phrase.name is not None and phrase.name.start in self._named:
            return self._named[phrase.name.start]
        if phrase.kind == "clause":
            return self._proposition(phrase)
        return concept(phrase.label, phrase.key)

    def _proposition(self, phrase: Phrase) -> Entity:
        """A clause as an entity; “it leave” says in its label who “it” is, where that is known."""
        words = phrase.label.split()
        for pronoun in phrase.pronouns:
            word = pronoun.head.lower_
            if pronoun.head.i in self._antecedents and word in words:
                words[words.index(word)] = self.entity(pronoun).label
        entity = concept(" ".join(words))
        return Entity(entity.key, entity.label, EntityType.PROPOSITION)

    def argument(self, phrase: Phrase) -> Argument:
        """The phrase as a claim's argument."""
        return Argument(
            surface(phrase.tokens), surface(phrase.full), spans(phrase.tokens), self.entity(phrase)
        )

    def open(self, phrase: Phrase) -> bool:
        """Whether it is a pronoun whose antecedent is unknown."""
        return phrase.kind == "pronoun" and phrase.head.i not in self._antecedents

    def mentions(self) -> list[EntityMention]:
        """Every name, and every pronoun that stands for one, in the order of the text."""
        found = [
            EntityMention(self._named[name.start], Offsets(name.start_char, name.end_char), "name")
            for name in self._names
        ]
        for index, phrase in self._antecedents.items():
            token = phrase.head.doc[index]
            span = Offsets(token.idx, token.idx + len(token))
            found.append(EntityMention(self.entity(phrase), span, "pronoun"))
        return sorted(found, key=lambda mention: mention.span)


def _names_a_thing(name: Span) -> bool:
    """Not a time, and of nationalities and other groups only those that tell of a place: “Russian” mentions
    Russia, “Sunni” nothing."""
    return name.label_ != "TIME" and (name.label_ != "NORP" or demonym(name.text) is not None)


def _mention(name: Span) -> NameMention:
    title = " ".join(w.text for w in title_words(name)) if name.label_ == "PER" else ""
    kind = "NORP" if demonym(name.text) is not None else name.label_
    return NameMention(name.text, kind, title or None, name.start_char)


def spans(tokens: Sequence[Token]) -> tuple[Offsets, ...]:
    """Places of the words, neighbours joined, in code points."""
    places: list[Offsets] = []
    last: Token | None = None
    for word in tokens:
        if last is not None and word.i == last.i + 1:
            places[-1] = Offsets(places[-1].start, word.idx + len(word))
        else:
            places.append(Offsets(word.idx, word.idx + len(word)))
        last = word
    return tuple(places)
