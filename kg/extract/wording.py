"""Relations in words: the verb phrase a graph shows, and the same as the sentence has it."""

from __future__ import annotations

from kg.extract import lexicon
from kg.extract.clause import Clause
from kg.extract.cues import is_arranged
from kg.extract.draft import Wording
from kg.extract.inflection import third_person
from kg.extract.phrases import Phrase, surface
from kg.extract.tree import SUBJECTS, child, children, dependents, with_fixed
from kg.language import Token

_AUXILIARY = ("aux", "aux:pass", "cop")


def particles(verb: Token) -> list[Token]:
    """Particles, and an adverb of direction that follows the verb at once (“pulling back troops”)."""
    found = children(verb, "compound:prt")
    found += [c for c in children(verb, "obl") if c.i == verb.i + 1 and stranded(c)]
    for adverb in children(verb, "advmod"):
        if adverb.i == verb.i + 1 and adverb.lower_ in lexicon.DIRECTIONS:
            found.append(adverb)
    return [p for p in found if p.i == verb.i + 1 or p.lower_ not in lexicon.DIRECTIONS]


def stranded(token: Token) -> bool:
    """A preposition without its noun: “is referred to as”."""
    return token.pos_ == "ADP" and not any(True for _ in dependents(token))


def auxiliaries(head: Token) -> list[Token]:
    """Auxiliaries, copula and negation of a predicate, and the “to” of “is to meet”; for an infinitive, also
    the verbs that it only completes (“began teaching”, “had to flee”)."""
    found = [
        c
        for c in dependents(head)
        if c.dep_ in _AUXILIARY or (c.dep_ == "advmod" and c.lower_ in lexicon.NEGATORS)
    ]
    inner = child(head, "nsubj", "nsubj:pass", "expl") if child(head, "nsubj:outer") is not None else None
    if inner is not None:  # “the fear is that the dam is full”
        found = [c for c in found if c.i > inner.i]
    if child(head, "mark") is not None and is_arranged(head):  # “is to meet”
        found = sorted([*found, *children(head, "mark")], key=lambda w: w.i)
    governor = head.head
    if (
        head.dep_ == "xcomp"
        and governor.lemma_.lower() in lexicon.TRANSPARENT
        and child(governor, "obj") is None
    ):
        marks = [c for c in children(head, "mark") if c.lower_ == "to"]
        found = [*auxiliaries(governor), governor, *marks, *found]
    return found


def shared_auxiliaries(head: Token) -> list[Token]:
    """`auxiliaries`, or those that coordinated verbs share (“was built and sold”)."""
    own, governor = auxiliaries(head), head.head
    shares = head.dep_ == "conj" and not own and governor.pos_ == "VERB" and head.tag_ == governor.tag_
    if shares and child(head, *SUBJECTS) is None:
        return [w for w in shared_auxiliaries(governor) if w.i < governor.i]
    return own


def active(
    clause: Clause, middle: Phrase | None = None, preposition: str = "", noun: Token | None = None
) -> Wording:
    """“moves”, “moves troops”, “meets with”: an active verb, the noun it has taken in, a preposition.

    “to” behind a noun is left out of the label: the arrow says it (“moves troops → garrisons”).
    """
    verb = clause.head
    words = [third_person(clause.lemma), *(p.lower_ for p in particles(verb))]
    tokens = [*auxiliaries(verb), verb, *particles(verb)]
    if middle is not None:
        words.append(_taken_in(middle))
        tokens += middle.tokens
    if preposition and not (preposition == "to" and middle is not None):
        words.append(preposition)
    return _wording(words, tokens, noun)


def _taken_in(thing: Phrase) -> str:
    if thing.head.tag_ == "$":
        return "money"  # “pays money → state”, however much
    if thing.head.pos_ == "ADJ":
        return surface(thing.tokens).lower()  # “becomes less dependent on”
    return thing.head.lower_ if thing.kind == "noun" else surface(thing.tokens)


def passive(clause: Clause, preposition: str = "", noun: Token | None = None) -> Wording:
    """“is refloated”, “is held in”: a passive without its actor."""
    verb = clause.head
    words = ["is", verb.lower_, *(p.lower_ for p in particles(verb))]
    if preposition:
        words.append(preposition)
    return _wording(words, [*auxiliaries(verb), verb, *particles(verb)], noun)


def copular(clause: Clause, preposition: str = "", noun: Token | None = None) -> Wording:
    """“is”, or with what the predicate needs: “is ready for”."""
    cops = auxiliaries(clause.head)
    if noun is None:
        return _wording(["is"], cops, None)
    words = [
        "is",
        *((clause.head.lower_,) if noun != clause.head else ()),
        *((preposition,) if preposition else ()),
    ]
    return _wording(words, [*cops, *((clause.head,) if noun != clause.head else ())], noun)


def _wording(words: list[str], tokens: list[Token], noun: Token | None) -> Wording:
    if noun is not None:
        first = noun
        while first.dep_ == "conj" and child(first, "case") is None:
            first = first.head  # “in Paris, Rome”: one preposition for both
        tokens = [*tokens, *(w for case in children(first, "case") for w in with_fixed(case))]
    ordered = tuple(sorted({w.i: w for w in tokens}.values(), key=lambda w: w.i))
    return Wording(" ".join(words), ordered, surface(ordered))
