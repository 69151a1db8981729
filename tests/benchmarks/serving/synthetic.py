"""Readings without a text behind them: as many claims as are asked for, about entities of which few are in
very many claims and most in hardly any. The same numbers give the same readings, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from random import Random

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
    Reading,
    Relation,
    Span,
    Speech,
    Stance,
    Temporality,
    When,
)

CLAIMS = 25  # of one document
_ENTITIES_PER_CLAIM = 0.6
_HOLDERS = 400  # entities that say things
_TYPES = (EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE, EntityType.CONCEPT)
_EVENTS = (None, None, None, "CONSULT", "AID", "ACCUSE", "THREATEN")
_ONSETS = "b d f g k l m n p r s t v z br dr gr kl pr st tr".split()
_VOWELS = "a e i o u ai ei ou".split()
_VERBS = (
    "meets warns helps sends joins leads blames thanks visits funds backs sues buys sells asks tells".split()
)
_PARTICLES = ("", " for", " with", " on", " about", " against", " over", " at", " from", " under")
_FIRST_DAY = date(2020, 1, 1)


def readings(claims: int, seed: int = 1) -> Iterator[Reading]:
    """Documents with `claims` claims in all."""
    random = Random(seed)
    entities = _entities(random, max(int(claims * _ENTITIES_PER_CLAIM), 10))
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(entities))))
    relations = [verb + particle for particle in _PARTICLES for verb in _VERBS]
    usual = list(accumulate(1 / (rank + 1) for rank in range(len(relations))))
    for number in range(-(-claims // CLAIMS)):
        count = min(CLAIMS, claims - number * CLAIMS)
        chosen = random.choices(entities, cum_weights=weights, k=2 * count)
        # Each entity is in some claim: the rare ones come in turn.
        chosen[::4] = [
            entities[(number * CLAIMS + place) % len(entities)] for place in range(0, 2 * count, 4)
        ]
        said = random.choices(relations, cum_weights=usual, k=count)
        yield _reading(random, number, chosen, said, entities[: min(_HOLDERS, len(entities))])


def _entities(random: Random, count: int) -> list[Entity]:
    made: dict[str, Entity] = {}
    while len(made) < count:
        words = [
            "".join(random.choice(_ONSETS) + random.choice(_VOWELS) for _ in range(random.choice((2, 2, 3))))
            for _ in range(random.choice((1, 2, 2)))
        ]
        label = " ".join(word.title() for word in words)
        if label not in made:
            made[label] = Entity(label.replace(" ", "_"), label, random.choice(_TYPES), (words[-1].title(),))
    return list(made.values())


def _reading(
    random: Random, number: int, chosen: list[Entity], said: list[str], holders: list[Entity]
) -> Reading:
    text, sentences, claims, mentions = "", [], [], []
    for place, label in enumerate(said):
        subject, target = chosen[2 * place], chosen[2 * place + 1]
        holder = random.choice(holders) if random.random() < 0.4 else None
        start = len(text)
        lead = f"{holder.label} said that " if holder else ""
        spans, words = [], lead
        for part in (subject.label, label, target.label):
            spans.append(Span(start + len(words), start + len(words) + len(part)))
            words += part + " "
        text += words.rstrip() + ". "
        sentence = Span(start, len(text) - 1)
        sentences.append(sentence)
        mentions += [EntityMention(subject, spans[0], "name"), EntityMention(target, spans[2], "name")]
        claims.append(
            _claim(random, f"s{number}-{place}", subject, label, target, holder, sentence, tuple(spans))
        )
    document = Document(
        id=f"synthetic-{number}",
        text=text,
        source=f"synthetic/{number}.txt",
        title=f"Report {number}",
        publisher=f"Wire {number % 7}",
        published=_FIRST_DAY + timedelta(days=number % 1500),
    )
    return Reading(document, tuple(sentences), tuple(mentions), tuple(claims), "0" * 64, sum(map(len, said)))


def _claim(
    random: Random,
    identifier: str,
    subject: Entity,
    label: str,
    target: Entity,
    holder: Entity | None,
    sentence: Span,
    spans: tuple[Span, ...],
) -> Claim:
    negative = random.random() < 0.1
    certainty = random.choice((Certainty.CERTAIN, Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE))
    source = Span(sentence.start, sentence.start + len(holder.label)) if holder else None
    cue = Span(source.end + 1, source.end + 5) if source else None
    timed = random.random() < 0.2
    return Claim(
        id=identifier,
        subject=Argument(subject.label, subject.label, (spans[0],), subject),
        relation=Relation(label, label, (spans[1],)),
        object=Argument(target.label, target.label, (spans[2],), target),
        holders=(
            Holder(Argument(holder.label, holder.label, (source,), holder), "said", (cue,), Speech.INDIRECT),
        )
        if holder and source and cue
        else (),
        stance=Stance(
            Polarity.NEGATIVE if negative else Polarity.POSITIVE,
            certainty,
            random.choice((Temporality.FUTURE, Temporality.NONFUTURE)),
        ),
        evidence=Evidence(sentence, spans),
        rules=("ActiveSubject",),
        confidence=round(random.uniform(0.5, 1), 2),
        edge=not negative and certainty is not Certainty.POSSIBLE,
        when=When("on Monday", (spans[1],), "day", False) if timed else None,
        event_type=random.choice(_EVENTS),
    )
