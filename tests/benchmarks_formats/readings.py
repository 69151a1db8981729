"""One sentence with its reading, made by hand, and a reader that knows nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from kg.model import (
    Argument,
    Attribution,
    Certainty,
    Claim,
    Document,
    Entity,
    EntityMention,
    EntityType,
    Evidence,
    Holder,
    Qualifier,
    Reading,
    Relation,
    Rendering,
    Span,
    Speech,
    Stance,
    Temporality,
    When,
)

TEXT = "Russia says it will move more troops to their garrisons on 1 March 2022."

RUSSIA = Entity("Russia", "Russia", EntityType.COUNTRY, ("Russian Federation",))
GARRISONS = Entity("garrisons", "garrisons", EntityType.CONCEPT)
DAY = Entity("1_March_2022", "1 March 2022", EntityType.CONCEPT)


def span(words: str, text: str = TEXT) -> Span:
    """Where the words stand in the text."""
    start = text.index(words)
    return Span(start, start + len(words))


def argument(text: str, full: str, entity: Entity) -> Argument:
    """An argument whose spans are those of its minimal rendering."""
    return Argument(text, full, (span(text),), entity)


CLAIM = Claim(
    id="c1",
    subject=argument("it", "it", RUSSIA),
    relation=Relation("moves troops to", "will move more troops to", (span("will move more troops to"),)),
    object=argument("garrisons", "their garrisons", GARRISONS),
    holders=(Holder(argument("Russia", "Russia", RUSSIA), "says", (span("says"),), Speech.INDIRECT),),
    stance=Stance(certainty=Certainty.PROBABLE, temporality=Temporality.FUTURE),
    evidence=Evidence(Span(0, len(TEXT)), (span("it will move more troops to their garrisons"),)),
    rules=("LightVerbNoun",),
    confidence=0.9,
    edge=True,
    when=When("on 1 March 2022", (span("1 March 2022"),), "day", True, date(2022, 3, 1), date(2022, 3, 1)),
    event_type="CONCEDE",
    qualifiers=(Qualifier("on", argument("1 March 2022", "1 March 2022", DAY)),),
    full=Rendering("it", "will move", ("more troops", "to their garrisons", "on 1 March 2022")),
    minimal=(
        Rendering("it", "will move more troops to", ("Ukraine's garrisons",)),
        Rendering("it", "will move more troops on", ("1–2 March",)),
    ),
)
SAYS = Rendering("Russia", "says", ("it will move more troops",))


def reading(document: Document, claims: tuple[Claim, ...] = (CLAIM,)) -> Reading:
    """What is read out of a document that holds TEXT, whatever stands before and behind it."""
    assert document.text == TEXT
    content = span("it will move more troops to their garrisons on 1 March 2022")
    return Reading(
        document=document,
        sentences=(Span(0, len(TEXT)),),
        mentions=(
            EntityMention(RUSSIA, span("it"), "pronoun"),
            EntityMention(RUSSIA, span("Russia"), "name"),
        ),
        claims=claims,
        model="none",
        words=15,
        attributions=(
            Attribution(
                (span("Russia"),), (span("says"),), (Span(content.start, content.start + 7),), Speech.INDIRECT
            ),
            Attribution((span("Russia"),), (span("says"),), (content,), Speech.INDIRECT, (SAYS,), (SAYS,)),
        ),
    )


class HandReader:
    """Gives the hand-made reading for every document."""

    def __init__(self, *claims: Claim) -> None:
        self._claims = claims or (CLAIM,)

    def pipe(self, documents: Iterable[Document]) -> Iterator[Reading]:
        return (reading(replace(document), self._claims) for document in documents)
