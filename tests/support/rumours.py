"""Made-up readings in which everything occurs that a claim can have, the same for the same number."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from kg.model import (
    Argument,
    Certainty,
    Claim,
    Document,
    Entity,
    EntityMention,
    EntityType,
    Evidence,
    Holder,
    Polarity,
    Qualifier,
    Reading,
    Relation,
    Span,
    Speech,
    Stance,
    Temporality,
    When,
)

ENTITIES = (
    Entity("Ann", "Ann", EntityType.PERSON, ("Annie",)),
    Entity("Bob", "Bob", EntityType.PERSON, (), ("https://people.example/bob",)),
    Entity("Cold_River", "Cold River", EntityType.PLACE),
    Entity("Dun", "Dun", EntityType.CITY, ("City of Dun", "Dún")),
    Entity("elm|oak%", "elm or oak", EntityType.CONCEPT),
    Entity("flood", "flood", EntityType.CONCEPT, ("floods",)),
    Entity("bridge_holds", "bridge holds", EntityType.PROPOSITION),
    Entity("Guild", "Guild", EntityType.ORGANIZATION),
)
_VERBS = ("meets", "builds bridge", "warns of")
_EVENTS = (None, "CONSULT", "THREATEN")
_FIRST = date(2023, 3, 1)


def rumours(number: int, claims: int = 9) -> Reading:
    """A document, one sentence a claim."""
    chance = random.Random(number)
    text = _Text(f"Rumours of the day {number}\n\n")
    made: list[Claim] = []
    sentences: list[Span] = []
    for order in range(claims):
        claim = _claim(chance, text, f"r{number}-{order}")
        if made and chance.random() < 0.2:
            claim = replace(claim, content=(chance.choice(made).id,))
        made.append(claim)
        sentences.append(claim.evidence.sentence)
    published = None if number % 4 == 3 else _FIRST + timedelta(chance.randrange(8))
    return Reading(
        document=Document(
            f"n{number}",
            text.text,
            f"rumours-{number}.txt",
            f"Rumours {number}",
            ("Gazette", "Observer", None)[number % 3],
            published,
        ),
        sentences=tuple(sentences),
        mentions=tuple(
            EntityMention(claim.subject.entity, claim.subject.spans[0], "name") for claim in made[::2]
        ),
        claims=tuple(made),
        model="0" * 12,
        words=len(text.text.split()),
    )


class _Text:
    """Grows sentence by sentence, and tells where the words are."""

    def __init__(self, begun: str) -> None:
        self.text = begun

    def put(self, words: str) -> Span:
        start = len(self.text)
        self.text += f"{words} "
        return Span(start, start + len(words))

    def argument(self, entity: Entity) -> Argument:
        return Argument(entity.label, f"the {entity.label}", (self.put(entity.label),), entity)


def _claim(chance: random.Random, text: _Text, id: str) -> Claim:
    start = len(text.text)
    holders = tuple(
        Holder(text.argument(chance.choice(ENTITIES)), "says", (text.put("says"),), chance.choice([*Speech]))
        for _ in range(chance.choice((0, 0, 1, 1, 2)))
    )
    subject = text.argument(chance.choice(ENTITIES))
    verb = chance.choice(_VERBS)
    relation = Relation(verb, verb, (text.put(verb),))
    target = None if chance.random() < 0.1 else text.argument(chance.choice(ENTITIES))
    polarity = Polarity.NEGATIVE if chance.random() < 0.2 else Polarity.POSITIVE
    when = _when(chance, text) if chance.random() < 0.4 else None
    where = text.argument(chance.choice(ENTITIES[2:4])) if chance.random() < 0.2 else None
    quantity = text.argument(chance.choice(ENTITIES[4:6])) if chance.random() < 0.2 else None
    return Claim(
        id=id,
        subject=subject,
        relation=relation,
        object=target,
        holders=holders,
        stance=Stance(polarity, chance.choice([*Certainty]), chance.choice([*Temporality])),
        evidence=Evidence(Span(start, len(text.text) - 1), subject.spans),
        rules=("ActiveSubject",),
        confidence=chance.randrange(50, 101) / 100,
        edge=polarity is Polarity.POSITIVE and chance.random() < 0.75,
        when=when,
        where=where,
        event_type=chance.choice(_EVENTS),
        qualifiers=() if quantity is None else (Qualifier("quantity", quantity),),
    )


def _when(chance: random.Random, text: _Text) -> When:
    first = _FIRST + timedelta(chance.randrange(12))
    last = first + timedelta(chance.randrange(4))
    begin, end = chance.choice(((first, last), (first, None), (None, last), (None, None)))
    return When("then", (text.put("then"),), "day", begin is not None or end is not None, begin, end)
