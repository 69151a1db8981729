"""Hand-made readings that the API's tests serve: reported speech, a denial, and hostile names."""

from __future__ import annotations

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
GARRISON = Entity("garrison", "garrisons", EntityType.CONCEPT)
ATTACK = Entity("attack_imminent", "attack imminent", EntityType.PROPOSITION)
SIGN = Entity("sign_of_de-escalation", "sign of de-escalation", EntityType.CONCEPT)
KYIV = Entity("Київ_😀/south?#%25", "Київ 😀", EntityType.CITY)
HOSTILE = Entity(
    "x\"'><script>alert(1)</script>",
    "<script>alert('label')</script>",
    EntityType.PERSON,
    ("\"><img src=x onerror=alert('alias')>",),
    ("javascript:alert(1)", 'iso3166:"><b>'),
)

WIRE = Document(
    id="wire-1",
    text="Russia says it will move more troops back to their garrisons. "
    "NATO warned that an attack is imminent.",
    source="wire.txt",
    title="Troops to go back, Moscow says",
    publisher="Example Wire",
    published=date(2022, 2, 15),
    kind="wire report",
)
DENIAL = Document(
    id="denial-1",
    text="“We have not seen one sign of de-escalation on the ground,” Jens Stoltenberg said on Tuesday. "
    "NATO met in Київ 😀.\nNothing was decided.",
    source="https://news.example/denial",
    title="No sign, says alliance",
    publisher="Example Herald",
    published=date(2022, 2, 16),
)
ATTACKER = Document(
    id="hostile-1",
    text="<script>alert('label')</script> said </mark><b>Russia</b> & \"others\" lied.",
    source="javascript:alert('source')",
    title="<script>alert('title')</script>",
    publisher="<i>Publisher</i>",
)


def _span(document: Document, words: str) -> Span:
    start = document.text.index(words)
    return Span(start, start + len(words))


def _argument(document: Document, words: str, entity: Entity) -> Argument:
    return Argument(words, words, (_span(document, words),), entity)


def _relation(document: Document, label: str, words: str) -> Relation:
    return Relation(label, words, (_span(document, words),))


def _sentences(document: Document) -> tuple[Span, ...]:
    spans, start = [], 0
    for end, character in enumerate(document.text, 1):
        if character == "." and (end == len(document.text) or document.text[end].isspace()):
            spans.append(Span(start, end))
            start = end + 1
    return tuple(spans)


def _evidence(document: Document, words: str) -> Evidence:
    span = _span(document, words)
    sentence = next(one for one in _sentences(document) if one.start <= span.start < one.end)
    return Evidence(sentence, (span,))


def _reading(document: Document, *claims: Claim) -> Reading:
    slots = [slot for claim in claims for slot in (claim.subject, claim.object) if slot]
    mentions = tuple(EntityMention(slot.entity, slot.spans[0], "name") for slot in slots)
    return Reading(document, _sentences(document), mentions, claims, "0" * 64, len(document.text.split()))


def _wire() -> Reading:
    moves = Claim(
        id="c-moves",
        subject=_argument(WIRE, "Russia", RUSSIA),
        relation=_relation(WIRE, "moves troops", "move more troops back to"),
        object=_argument(WIRE, "garrisons", GARRISON),
        holders=(Holder(_argument(WIRE, "Russia", RUSSIA), "says", (_span(WIRE, "says"),), Speech.INDIRECT),),
        stance=Stance(Polarity.POSITIVE, Certainty.PROBABLE, Temporality.FUTURE),
        evidence=_evidence(WIRE, "Russia says"),
        rules=("ReportedSpeech", "LightVerbNoun"),
        confidence=0.9,
        edge=True,
        event_type="CONCEDE",
    )
    inner = Claim(
        id="c-imminent",
        subject=_argument(WIRE, "attack", Entity("attack", "attack", EntityType.CONCEPT)),
        relation=_relation(WIRE, "is", "is"),
        object=_argument(WIRE, "imminent", Entity("imminent", "imminent", EntityType.CONCEPT)),
        holders=(Holder(_argument(WIRE, "NATO", NATO), "warned", (_span(WIRE, "warned"),), Speech.INDIRECT),),
        stance=Stance(Polarity.POSITIVE, Certainty.POSSIBLE, Temporality.FUTURE),
        evidence=_evidence(WIRE, "NATO warned"),
        rules=("CopularAdjective",),
        confidence=0.8,
        edge=False,
    )
    warns = Claim(
        id="c-warns",
        subject=_argument(WIRE, "NATO", NATO),
        relation=_relation(WIRE, "warns", "warned"),
        object=_argument(WIRE, "attack is imminent", ATTACK),
        holders=(),
        stance=Stance(),
        evidence=_evidence(WIRE, "NATO warned"),
        rules=("SpeechAct",),
        confidence=0.95,
        edge=True,
        content=("c-imminent",),
    )
    return _reading(WIRE, moves, inner, warns)


def _denial() -> Reading:
    unseen = Claim(
        id="c-unseen",
        subject=_argument(DENIAL, "We", NATO),
        relation=_relation(DENIAL, "sees", "have not seen"),
        object=_argument(DENIAL, "sign of de-escalation", SIGN),
        holders=(
            Holder(
                _argument(DENIAL, "Jens Stoltenberg", STOLTENBERG),
                "said",
                (_span(DENIAL, "said"),),
                Speech.DIRECT,
            ),
        ),
        stance=Stance(Polarity.NEGATIVE),
        evidence=_evidence(DENIAL, "We have"),
        rules=("DirectQuote",),
        confidence=0.9,
        edge=False,
        when=When("Tuesday", (_span(DENIAL, "Tuesday"),), "day", True, date(2022, 2, 15), date(2022, 2, 15)),
    )
    met = Claim(
        id="c-met",
        subject=_argument(DENIAL, "NATO", NATO),
        relation=_relation(DENIAL, "meets in", "met in"),
        object=_argument(DENIAL, "Київ 😀", KYIV),
        holders=(),
        stance=Stance(),
        evidence=_evidence(DENIAL, "met in"),
        rules=("PrepositionalObject",),
        confidence=0.7,
        edge=True,
        event_type="CONSULT",
    )
    return _reading(DENIAL, unseen, met)


def _attack() -> Reading:
    lied = Claim(
        id="c/lied?<x>",
        subject=_argument(ATTACKER, "<b>Russia</b>", RUSSIA),
        relation=_relation(ATTACKER, "<u>lies</u>", "lied"),
        object=_argument(ATTACKER, "<script>alert('label')</script>", HOSTILE),
        holders=(
            Holder(
                _argument(ATTACKER, "<script>alert('label')</script>", HOSTILE),
                "<em>said</em>",
                (_span(ATTACKER, "said"),),
                Speech.MIXED,
            ),
        ),
        stance=Stance(conditional=True),
        evidence=_evidence(ATTACKER, "said"),
        rules=("<Rule>",),
        confidence=0.5,
        edge=True,
        event_type=None,
    )
    return _reading(ATTACKER, lied)


READINGS = (_wire(), _denial(), _attack())
