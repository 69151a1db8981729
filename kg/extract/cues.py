"""Cues to polarity, certainty and time in a predicate's own words: auxiliaries, negation, adverbs."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract import lexicon
from kg.extract.tree import SUBJECTS, child, children, dependents
from kg.language import Token
from kg.model import Certainty

_ORDER = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNDERSPECIFIED)


@dataclass(slots=True)
class Cues:
    """What has been seen on the way up from a predicate."""

    negations: int = 0
    certainty: Certainty = Certainty.CERTAIN
    future: bool = False
    conditional: bool = False

    def weaken(self, certainty: Certainty) -> None:
        """Certainty only falls on the way up."""
        if _ORDER.index(certainty) > _ORDER.index(self.certainty):
            self.certainty = certainty


def predicate(head: Token, cues: Cues) -> None:
    """Auxiliaries, negation and adverbs of the predicate itself."""
    for aux in auxiliaries(head):
        if aux.lower_ in lexicon.FUTURE_MODALS:
            cues.future = True
            cues.weaken(Certainty.PROBABLE)
        elif aux.lower_ in lexicon.POSSIBLE_MODALS:
            cues.weaken(Certainty.POSSIBLE)
        elif aux.lower_ in lexicon.PROBABLE_MODALS:
            cues.weaken(Certainty.PROBABLE)
    cues.negations += sum(1 for c in negators(head))
    for c in dependents(head):
        if c.dep_ in ("advmod", "obl:unmarked") or (
            c.dep_ == "case" and c.lower_ in lexicon.PROBABLE_ADVERBS
        ):
            _adverb(c.lower_, cues)
        elif c.dep_ in (*SUBJECTS, "obj") and _quantified_away(c):
            cues.negations += 1
    if head.lemma_.lower() in lexicon.FUTURE_ADJECTIVES:
        cues.future = True
    if child(head, "cop") is not None:
        if head.lower_ in lexicon.PROBABLE_ADJECTIVES:
            cues.weaken(Certainty.PROBABLE)
        elif head.lower_ in lexicon.POSSIBLE_ADJECTIVES:
            cues.weaken(Certainty.POSSIBLE)
    _no_sign_of(head, cues)


def _quantified_away(noun: Token) -> bool:
    """“no further meeting”, “neither Holm nor Kolev”, “few people”, “nobody”: a quantifier that negates."""
    if noun.dep_ in SUBJECTS and noun.lower_ in ("nobody", "nothing", "none", "neither"):
        return True
    before = [w for w in noun.doc[noun.left_edge.i : noun.i] if w.head == noun or w.head.head == noun]
    words = [w.lower_ for w in before]
    return "no" in words or "neither" in words or ("few" in words and "a" not in words)


def auxiliaries(head: Token) -> list[Token]:
    """Auxiliaries, shared over coordinated predicates that have none and no subject of their own."""
    own = children(head, "aux")
    if (
        not own
        and head.dep_ == "conj"
        and child(head, *SUBJECTS) is None
        and head.tag_ in ("VB", "VBN", "VBG")
    ):
        return auxiliaries(head.head)
    return own


def negators(head: Token) -> list[Token]:
    own = [c for c in dependents(head) if c.dep_ in ("advmod", "cc") and c.lower_ in lexicon.NEGATORS]
    longer = [c for c in children(head, "advmod") if c.lower_ == "longer" and child(c, "advmod") is not None]
    if not own and not longer and head.dep_ == "conj" and child(head, *SUBJECTS, "aux", "cop") is None:
        marker = child(head, "cc")
        if head.tag_ == "VB" and marker is not None and marker.lower_ in ("or", "and", "nor"):
            return negators(head.head)
    if "without" in (c.lower_ for c in children(head, "mark", "case")):
        own = [*own, head]
    return [*own, *longer][:1] if len(own) + len(longer) > 1 else [*own, *longer]


def _adverb(word: str, cues: Cues) -> None:
    if word in lexicon.PROBABLE_ADVERBS:
        cues.weaken(Certainty.PROBABLE)
    elif word in lexicon.POSSIBLE_ADVERBS:
        cues.weaken(Certainty.POSSIBLE)
    elif word in ("tomorrow", "soon", "shortly"):
        cues.future = True


def _no_sign_of(head: Token, cues: Cues) -> None:
    """“not seen any sign of X” is said of X too; here the verb's own polarity already says it."""
    signs = head.dep_ == "acl" and head.head.lemma_ in ("sign", "evidence", "indication")
    if signs and any(d.lower_ == "no" for d in children(head.head, "det")):
        cues.negations += 1
