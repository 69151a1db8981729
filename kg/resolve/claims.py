"""Drafts → claims: entities, holders, ids, edges, times, event types."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice, product

from kg.extract import lexicon
from kg.extract.clause import Clause
from kg.extract.draft import Draft
from kg.extract.event_types import event_type
from kg.extract.extraction import Extraction, Sentence
from kg.extract.frame import Frame
from kg.extract.phrases import Phrase
from kg.extract.predication import subject_phrases
from kg.extract.tree import dependents, is_clause
from kg.extract.when import find_times
from kg.language import Token
from kg.model import (
    Certainty,
    Claim,
    Document,
    Evidence,
    Holder,
    Polarity,
    Qualifier,
    Relation,
    Span,
    Temporality,
    When,
)
from kg.resolve.confidence import confidence
from kg.resolve.referents import Referents, spans

# Holders multiply (“Putin and Lavrov said that A and B agreed”): at most so many claims of one draft.
_CHAINS = 4
# By whether the claim is about the future, then by the clause's head.
_Times = dict[bool, dict[int, When]]
_PLACES = ("in", "at", "near", "on", "from", "across", "outside", "inside", "over")


def claims(document: Document, extraction: Extraction, referents: Referents) -> tuple[Claim, ...]:
    """The document's claims in the order of the text, each once."""
    found: dict[str, Claim] = {}
    for sentence in extraction.sentences:
        times = {future: _times(sentence, document.published, future) for future in (False, True)}
        made = [
            (draft, claim)
            for draft in sentence.drafts
            for claim in _claims(draft, sentence, document, referents, times)
        ]
        anchored: dict[int, list[str]] = {}
        for draft, claim in made:
            anchored.setdefault(draft.anchor.i, []).append(claim.id)
        for draft, claim in made:
            inner = dict.fromkeys(i for head in draft.content for i in _inside(head, anchored))
            found.setdefault(claim.id, replace(claim, content=tuple(sorted(inner))))
    return tuple(found.values())


def _inside(head: Token, anchored: dict[int, list[str]]) -> list[str]:
    """Ids of the claims that a content clause makes: its own, or those of the infinitive that carries it."""
    if head.i in anchored:
        return anchored[head.i]
    carried = [c for c in dependents(head) if c.dep_ == "xcomp" and is_clause(c)]
    return [i for c in carried for i in _inside(c, anchored)]


def _claims(
    draft: Draft, sentence: Sentence, document: Document, referents: Referents, times: _Times
) -> Iterator[Claim]:
    subject = referents.argument(draft.subject)
    target = referents.argument(draft.object) if draft.object is not None else None
    phrases = [draft.subject, *([draft.object] if draft.object is not None else [])]
    affirmed = (
        target is not None
        and draft.stance.polarity is Polarity.POSITIVE
        and draft.stance.certainty in (Certainty.CERTAIN, Certainty.PROBABLE)
        and not draft.stance.conditional
        and not any(referents.open(p) for p in phrases)
        and subject.entity.key != target.entity.key
    )
    place = _place(draft)
    evidence = Evidence(
        sentence.offsets,
        spans(sorted({w.i: w for w in _words(draft)}.values(), key=lambda w: w.i)),
    )
    for chain in islice(product(*_chain(draft.held, sentence.clauses)), _CHAINS):
        if not _own_words(draft, chain):
            continue
        holders = tuple(
            Holder(
                referents.argument(source),
                " ".join(w.text for w in frame.cue),
                spans(frame.cue),
                frame.speech,
            )
            for source, frame in chain
        )
        holders = tuple(h for i, h in enumerate(holders) if i == 0 or not _same(h, holders[i - 1]))
        yield Claim(
            id=_id(document, draft, holders),
            subject=subject,
            relation=_relation(draft),
            object=target,
            holders=holders,
            stance=draft.stance,
            evidence=evidence,
            rules=(*draft.rules, *dict.fromkeys(frame.rule for _, frame in chain)),
            confidence=confidence(draft, any(referents.open(p) for p in phrases)),
            edge=affirmed,
            when=_when(draft.anchor, times[draft.stance.temporality is Temporality.FUTURE]),
            where=referents.argument(place) if place is not None else None,
            event_type=_event(draft),
            qualifiers=_qualifiers(draft, times, referents),
            full=draft.full,
            minimal=draft.minimal,
        )


def _same(one: Holder, other: Holder) -> bool:
    """Whether two holders next to each other are one: “Stoltenberg told … noting that”."""
    return one.source.entity.key == other.source.entity.key


def _own_words(draft: Draft, chain: tuple[tuple[Phrase, Frame], ...]) -> bool:
    """Of several sources that promise something, each promises only its own part; of several that accuse
    each other, each accuses the others."""
    if not chain or draft.subject.head not in chain[0][1].sources:
        return True
    source, frame = chain[0]
    own = draft.subject.head == source.head
    others = not own or len(frame.sources) == 1
    return {"InfinitiveOfCommissive": own, "GerundOfAccusation": others}.get(frame.rule, True)


def _chain(held: tuple[Frame, ...], clauses: dict[int, Clause]) -> list[list[tuple[Phrase, Frame]]]:
    """For each frame that has sources, its sources as phrases; “NATO officials” are NATO."""
    return [
        [(p, frame) for source in frame.sources for p in subject_phrases(source, clauses)]
        for frame in held
        if frame.sources
    ]


def _relation(draft: Draft) -> Relation:
    return Relation(draft.relation.label, draft.relation.words, spans(draft.relation.tokens))


def _qualifiers(draft: Draft, times: _Times, referents: Referents) -> tuple[Qualifier, ...]:
    """What was cut from the claim; times that were understood stand in `Claim.when` instead."""
    understood = [s for when in times[False].values() for s in when.spans]
    return tuple(
        Qualifier(role, referents.argument(phrase))
        for role, phrase in draft.qualifiers
        if not any(s.start <= phrase.head.idx < s.end for s in understood)
    )


def _words(draft: Draft) -> Iterator[Token]:
    yield from draft.subject.tokens
    yield from draft.relation.tokens
    yield from draft.object.tokens if draft.object is not None else ()


def _id(document: Document, draft: Draft, holders: tuple[Holder, ...]) -> str:
    """16 hexadecimal digits from the document and the places of everything the claim is made of."""
    parts = [
        document.id,
        [(s.start, s.end) for s in spans(draft.subject.tokens)],
        draft.relation.label,
        [(s.start, s.end) for s in spans(draft.object.tokens)] if draft.object is not None else None,
        [[(s.start, s.end) for s in (*h.source.spans, *h.cue_spans)] for h in holders],
        draft.anchor.idx,
    ]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _place(draft: Draft) -> Phrase | None:
    for role, phrase in draft.qualifiers:
        if role in _PLACES and phrase.name is not None and phrase.name.label_ == "LOC":
            return phrase
    return None


def _event(draft: Draft) -> str | None:
    if draft.verb == "be":
        return None
    stance = draft.stance
    future = stance.temporality is Temporality.FUTURE
    return event_type(
        draft.verb,
        [*draft.relation.label.split(), *draft.relation.words.lower().split(), *_directions(draft.anchor)],
        future=future,
        negative=stance.polarity is Polarity.NEGATIVE,
        announced=future and bool(draft.held),
        object_words=draft.event_words,
    )


def _directions(verb: Token) -> list[str]:
    """“back”, “away” and the like, on the verb or on a noun of its: “move troops back” is no mobilisation."""
    near = [verb, *dependents(verb)]
    return [w.lower_ for head in near for w in dependents(head) if w.lower_ in lexicon.DIRECTIONS]


def _times(sentence: Sentence, published: date | None, future: bool) -> dict[int, When]:
    """The first time expression of each clause, by the clause's head; offsets into the document.
    `future`: a bare weekday is the next one, for claims about what is to come."""
    start = sentence.span.start_char
    found: dict[int, When] = {}
    for when in find_times(sentence.span.text, published, future=future):
        moved = replace(when, spans=tuple(Span(s.start + start, s.end + start) for s in when.spans))
        token = next((w for w in sentence.span if w.idx + len(w) > moved.spans[0].start), None)
        if token is not None and token.dep_ == "nummod":
            continue  # “1709 schoolchildren” is no year
        while token is not None and token.i not in sentence.clauses and token.head != token:
            token = token.head
        if token is not None:
            found.setdefault(token.i, moved)
    return found


def _when(anchor: Token, times: dict[int, When]) -> When | None:
    """The clause's own time, or that of the verb whose infinitive it is."""
    token = anchor
    while token.i not in times and token.dep_ in ("xcomp", "conj") and token.head != token:
        token = token.head
    return times.get(token.i)
