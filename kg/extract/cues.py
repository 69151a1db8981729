"""Cues to polarity, certainty and time in a predicate's own words: auxiliaries, negation, adverbs."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract import lexicon
from kg.extract.tree import SUBJECTS, child, children, dependents, with_fixed
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
        if aux.lower_ == "would" and perfect(head):
            cues.weaken(Certainty.POSSIBLE)  # “would have vetoed”: it was not to be
        elif aux.lower_ in lexicon.FUTURE_MODALS:
            cues.future = True
            cues.weaken(Certainty.PROBABLE)
        elif aux.lower_ in lexicon.POSSIBLE_MODALS:
            cues.weaken(Certainty.POSSIBLE)
        elif aux.lower_ in lexicon.PROBABLE_MODALS:
            cues.weaken(Certainty.PROBABLE)
    if is_arranged(head):
        _arranged(head, cues)
    cues.negations += sum(1 for c in negators(head))
    for c in dependents(head):
        if c.dep_ in ("advmod", "obl:unmarked") or (
            c.dep_ == "case" and c.lower_ in lexicon.PROBABLE_ADVERBS
        ):
            _adverb(c.lower_, cues)
            _time_or_degree(c, head, cues)
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


def is_arranged(head: Token) -> bool:
    """“is to meet”, “were to be paid”: what is planned or ordered."""
    marker = child(head, "mark")
    if marker is None and head.dep_ == "conj" and head.tag_ == "VB" and child(head, *SUBJECTS, "aux") is None:
        return is_arranged(head.head)
    if marker is None or marker.lower_ != "to":
        return False
    before = (c for c in children(head, "aux", "aux:pass", "cop") if c.i < marker.i)
    return any(c.lemma_ == "be" and c.tag_ in ("VBZ", "VBP", "VBD") for c in before)


def _arranged(head: Token, cues: Cues) -> None:
    if any(c.lower_ == "yet" for c in children(head, "advmod")):
        cues.negations += 1  # “is yet to speak”
    elif perfect(head):
        cues.weaken(Certainty.POSSIBLE)  # “was to have met”: it was not to be
    else:
        cues.future = True
        cues.weaken(Certainty.PROBABLE)


def perfect(head: Token) -> bool:
    """“would have left”, “is likely to have left”."""
    return any(aux.lemma_ == "have" for aux in auxiliaries(head))


def _quantified_away(noun: Token) -> bool:
    """“no further meeting”, “neither Holm nor Kolev”, “few people”, “nobody”: a quantifier that negates."""
    if noun.lower_ in ("nobody", "nothing", "none", "neither"):
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
        and (head.tag_ in ("VB", "VBN", "VBG") or _disjoined(head))
    ):
        return auxiliaries(head.head)
    return own


def negators(head: Token) -> list[Token]:
    """The words that negate the predicate: its own, those it shares, marks that negate (“without”)."""
    own = [
        c
        for c in dependents(head)
        if c.dep_ in ("advmod", "cc") and c.lower_ in lexicon.NEGATORS and not _not_only(c)
    ]
    longer = [c for c in children(head, "advmod") if c.lower_ == "longer" and child(c, "advmod") is not None]
    if not own and not longer and head.dep_ == "conj" and child(head, *SUBJECTS, "aux", "cop") is None:
        marker = child(head, "cc")
        together = marker is not None and marker.lower_ == "and" and head.tag_ == "VB"
        if together or _disjoined(head):
            return negators(head.head)
    if not own and _excluding(head):
        own = [head]
    return [*own, *longer][:1] if len(own) + len(longer) > 1 else [*own, *longer]


def _not_only(word: Token) -> bool:
    """“not only costly but dangerous”: it is both."""
    after = word.nbor() if word.i + 1 < len(word.doc) else word
    narrowing = ("only", "just", "least", "merely", "simply")
    return word.lower_ in ("not", "n't", "n’t") and after.lower_ in narrowing


def _disjoined(head: Token) -> bool:
    """“has not left the country or met the press”: with “or” the verbs share what stands before the first;
    in a list the conjunction stands before the last."""
    if head.dep_ != "conj":
        return False
    markers = [m for c in (head, *children(head.head, "conj")) if c.i >= head.i for m in children(c, "cc")]
    return bool(markers) and markers[0].lower_ in ("or", "nor")


def _excluding(head: Token) -> bool:
    """“without signing”, “instead of signing”, “rather than sign”."""
    markers = children(head, "mark", "case", "cc", "advmod")
    return any(" ".join(w.lower_ for w in with_fixed(m)) in lexicon.EXCLUDING for m in markers)


def excluded(member: Token, head: Token) -> bool:
    """Whether a coordinated argument is told apart from the rest of the clause that `head` is the predicate
    of: “Hungary, not Poland,”, “the club but not the ground”, “talks rather than a strike”, and, where
    the clause is negated, “not a drug but a food”."""
    if member == head:
        return False
    own = [c for c in children(member, "advmod", "cc") if c.lower_ in ("not", "never") and not _not_only(c)]
    conjunct = member.dep_ == "conj"
    if own or (conjunct and _excluding(member)):
        return True
    contrast = conjunct and any(c.lower_ == "but" for c in children(member, "cc"))
    return contrast and bool(negators(head))


def _adverb(word: str, cues: Cues) -> None:
    if word in lexicon.PROBABLE_ADVERBS:
        cues.weaken(Certainty.PROBABLE)
    elif word in lexicon.POSSIBLE_ADVERBS:
        cues.weaken(Certainty.POSSIBLE)
    elif word in ("tomorrow", "soon", "shortly"):
        cues.future = True


def _time_or_degree(word: Token, head: Token, cues: Cues) -> None:
    """“opens next week”, “almost hit the tower”."""
    finite = (head, *children(head, "aux", "aux:pass", "cop"))
    if word.dep_ == "obl:unmarked" and any(w.tag_ in ("VBZ", "VBP") for w in finite):
        words = {c.lower_ for c in dependents(word)}
        cues.future = cues.future or bool(words & {"coming", "next"} and "the" not in words)
    elif word.lower_ in lexicon.NEARLY and head.pos_ == "VERB" and word.i == head.i - 1:
        cues.negations += head.lemma_.lower() not in lexicon.MEASURING


def _no_sign_of(head: Token, cues: Cues) -> None:
    """“not seen any sign of X” is said of X too; here the verb's own polarity already says it."""
    signs = head.dep_ == "acl" and head.head.lemma_ in ("sign", "evidence", "indication")
    if signs and any(d.lower_ == "no" for d in children(head.head, "det")):
        cues.negations += 1
