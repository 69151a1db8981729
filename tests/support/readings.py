"""Two short articles and what is to be read out of them, written by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

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

RUSSIA = Entity("Russia", "Russia", EntityType.COUNTRY, ("Russian Federation",), ("iso3166:RU",))
NATO = Entity("NATO", "NATO", EntityType.ORGANIZATION, ("North Atlantic Treaty Organization",))
STOLTENBERG = Entity("Jens_Stoltenberg", "Jens Stoltenberg", EntityType.PERSON, ("Stoltenberg",))
PUTIN = Entity("Vladimir_Putin", "Vladimir Putin", EntityType.PERSON, ("Putin", "President Putin"))
MACRON = Entity("Emmanuel_Macron", "Emmanuel Macron", EntityType.PERSON, ("Macron",))
MOSCOW = Entity("Moscow", "Moscow", EntityType.CITY, (), ("https://www.geonames.org/524901/",))
GARRISON = Entity("garrison", "garrisons", EntityType.CONCEPT)
ATTACK = Entity("attack", "attack", EntityType.CONCEPT)
IMMINENT = Entity("imminent", "imminent", EntityType.CONCEPT)
WARNING = Entity("attack_is_imminent", "attack imminent", EntityType.PROPOSITION)
SIGN = Entity("sign_of_de-escalation", "sign of de-escalation", EntityType.CONCEPT)
TROOPS = Entity("troops", "troops", EntityType.CONCEPT)

_TROOPS = """Troops return

Russia says it will move more troops back to their garrisons. \
NATO officials are warning that an attack is imminent. \
“We have not seen one sign of de-escalation,” Jens Stoltenberg said on Tuesday.
"""
_TALKS = """Talks in Moscow

Emmanuel Macron met Vladimir Putin in Moscow on Monday. \
Moscow is the capital of Russia, which is moving troops to its garrisons, Putin told Macron.
"""


class _Text:
    """Finds words in a text, so that no offset is counted by hand."""

    def __init__(self, text: str) -> None:
        self.text = text

    def span(self, words: str, after: str = "") -> Span:
        start = self.text.index(words, self.text.index(after))
        return Span(start, start + len(words))

    def argument(self, entity: Entity, words: str, full: str | None = None, after: str = "") -> Argument:
        return Argument(words, full or words, (self.span(words, after),), entity)

    def relation(self, label: str, words: str, after: str = "") -> Relation:
        return Relation(label, words, (self.span(words, after),))

    def evidence(self, sentence: str, *words: str) -> Evidence:
        return Evidence(self.span(sentence), tuple(sorted(self.span(w, sentence) for w in words)))

    def mention(self, entity: Entity, words: str, kind: str, after: str = "") -> EntityMention:
        return EntityMention(entity, self.span(words, after), kind)


def troops() -> Reading:
    """A report with a held, a narrated, an inner and a denied claim; dated 15 February 2022."""
    t = _Text(_TROOPS)
    first = "Russia says it will move more troops back to their garrisons."
    second = "NATO officials are warning that an attack is imminent."
    third = "“We have not seen one sign of de-escalation,” Jens Stoltenberg said on Tuesday."
    russia = t.argument(RUSSIA, "Russia")
    moves = Claim(
        id="c1",
        subject=russia,
        relation=t.relation("moves troops", "will move more troops"),
        object=t.argument(GARRISON, "garrisons", "their garrisons"),
        holders=(Holder(russia, "says", (t.span("says"),), Speech.INDIRECT),),
        stance=Stance(Polarity.POSITIVE, Certainty.PROBABLE, Temporality.FUTURE),
        evidence=t.evidence(first, "Russia", "will move more troops", "garrisons"),
        rules=("ActiveSubject", "LightVerbObject"),
        confidence=0.9,
        edge=True,
        event_type="CONCEDE",
        qualifiers=(Qualifier("quantity", t.argument(TROOPS, "more troops")),),
    )
    nato = t.argument(NATO, "NATO", "NATO officials")
    warns = Claim(
        id="c2",
        subject=nato,
        relation=t.relation("warns", "are warning"),
        object=t.argument(WARNING, "an attack is imminent"),
        holders=(),
        stance=Stance(),
        evidence=t.evidence(second, "NATO", "are warning", "an attack is imminent"),
        rules=("ActiveSubject", "ClausalObject"),
        confidence=0.85,
        edge=True,
        event_type="ACCUSE",
        content=("c3",),
    )
    imminent = Claim(
        id="c3",
        subject=t.argument(ATTACK, "attack", "an attack"),
        relation=t.relation("is", "is", after="attack"),
        object=t.argument(IMMINENT, "imminent"),
        holders=(Holder(nato, "warning", (t.span("warning"),), Speech.INDIRECT),),
        stance=Stance(Polarity.POSITIVE, Certainty.POSSIBLE, Temporality.FUTURE),
        evidence=t.evidence(second, "attack", "is", "imminent"),
        rules=("Copula",),
        confidence=0.8,
        edge=False,
    )
    stoltenberg = t.argument(STOLTENBERG, "Jens Stoltenberg")
    sees = Claim(
        id="c4",
        subject=Argument("We", "We", (t.span("We"),), NATO),
        relation=Relation("sees", "have not seen", (t.span("have"), t.span("seen"))),
        object=t.argument(SIGN, "sign of de-escalation", "one sign of de-escalation"),
        holders=(Holder(stoltenberg, "said", (t.span("said"),), Speech.DIRECT),),
        stance=Stance(Polarity.NEGATIVE),
        evidence=t.evidence(third, "We", "have not seen", "sign of de-escalation"),
        rules=("ActiveSubject", "Negation"),
        confidence=0.75,
        edge=False,
        when=When("on Tuesday", (t.span("on Tuesday"),), "day", resolved=False),
    )
    return Reading(
        document=Document(
            "d1", _TROOPS, "troops.txt", "Troops return", "Example Wire", date(2022, 2, 15), "wire report"
        ),
        sentences=tuple(t.span(sentence) for sentence in ("Troops return", first, second, third)),
        mentions=(
            t.mention(RUSSIA, "Russia", "name"),
            t.mention(RUSSIA, "it", "pronoun"),
            t.mention(GARRISON, "their garrisons", "noun phrase"),
            t.mention(NATO, "NATO", "name"),
            t.mention(STOLTENBERG, "Jens Stoltenberg", "name"),
        ),
        claims=(moves, warns, imminent, sees),
        model="0" * 12,
        words=41,
    )


def talks() -> Reading:
    """A report with a place, a resolved day and a chain of two holders; undated, of no publisher."""
    t = _Text(_TALKS)
    first = "Emmanuel Macron met Vladimir Putin in Moscow on Monday."
    second = "Moscow is the capital of Russia, which is moving troops to its garrisons, Putin told Macron."
    macron, putin = t.argument(MACRON, "Emmanuel Macron"), t.argument(PUTIN, "Vladimir Putin")
    met = Claim(
        id="c5",
        subject=macron,
        relation=t.relation("meets", "met"),
        object=putin,
        holders=(),
        stance=Stance(),
        evidence=t.evidence(first, "Emmanuel Macron", "met", "Vladimir Putin"),
        rules=("ActiveSubject",),
        confidence=1.0,
        edge=True,
        event_type="CONSULT",
        when=When("on Monday", (t.span("on Monday"),), "day", True, date(2022, 2, 7), date(2022, 2, 7)),
        where=t.argument(MOSCOW, "Moscow", after="Putin in"),
    )
    capital = Claim(
        id="c6",
        subject=t.argument(RUSSIA, "Russia"),
        relation=t.relation("has capital", "is the capital of"),
        object=t.argument(MOSCOW, "Moscow", after="Monday"),
        holders=(),
        stance=Stance(),
        evidence=t.evidence(second, "Moscow", "is the capital of", "Russia"),
        rules=("Copula", "OfGenitive"),
        confidence=0.9,
        edge=True,
    )
    moving = Claim(
        id="c7",
        subject=t.argument(RUSSIA, "Russia"),
        relation=t.relation("moves troops", "is moving troops"),
        object=t.argument(GARRISON, "garrisons", "its garrisons"),
        holders=(
            Holder(t.argument(RUSSIA, "Russia"), "", (), Speech.MIXED),
            Holder(t.argument(PUTIN, "Putin", after="garrisons"), "told", (t.span("told"),), Speech.INDIRECT),
        ),
        stance=Stance(conditional=True),
        evidence=t.evidence(second, "Russia", "is moving troops", "garrisons"),
        rules=("RelativeClause",),
        confidence=0.6,
        edge=True,
    )
    return Reading(
        document=Document("d2", _TALKS, "talks.txt", "Talks in Moscow"),
        sentences=tuple(t.span(sentence) for sentence in ("Talks in Moscow", first, second)),
        mentions=(
            t.mention(MACRON, "Emmanuel Macron", "name"),
            t.mention(PUTIN, "Vladimir Putin", "name"),
            t.mention(RUSSIA, "Russia", "name"),
        ),
        claims=(met, capital, moving),
        model="0" * 12,
        words=34,
    )


def edited(reading: Reading, id: str) -> Reading:
    """The same source with an added word and no claims but the first, as another document."""
    document = replace(reading.document, id=id, text=reading.document.text + "Corrected.\n")
    return replace(reading, document=document, claims=reading.claims[:1])
