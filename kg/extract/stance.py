"""Polarity, certainty and temporality of a clause, from the cues that have it in their scope.

The scope runs from the predicate's own words up through the verbs that embed it (implicatives,
intentions, reports), as in FactBank (Saurí & Pustejovsky 2009); values are GRaSP's.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract import lexicon
from kg.extract.clause import Clause
from kg.extract.frame import Frame
from kg.extract.tree import SUBJECTS, child, children, first_conjunct
from kg.language import Token
from kg.model import Certainty, Polarity, Stance, Temporality

_ORDER = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNDERSPECIFIED)


@dataclass(slots=True)
class _Reading:
    negations: int = 0
    certainty: Certainty = Certainty.CERTAIN
    future: bool = False
    conditional: bool = False

    def weaken(self, certainty: Certainty) -> None:
        """Certainty only falls on the way up."""
        if _ORDER.index(certainty) > _ORDER.index(self.certainty):
            self.certainty = certainty


def stance(clause: Clause, clauses: dict[int, Clause], held: list[Frame]) -> Stance:
    """The stance of the clause's claim, as its innermost holder (or the publisher) takes it."""
    reading = _Reading()
    _own_cues(clause.head, reading)
    _conditions(clause.head, reading)
    _embedding(clause.head, clauses, reading)
    for frame in held:
        _attributed(frame, reading)
    polarity = Polarity.NEGATIVE if reading.negations % 2 else Polarity.POSITIVE
    temporality = Temporality.FUTURE if reading.future else Temporality.NONFUTURE
    return Stance(polarity, reading.certainty, temporality, reading.conditional)


def _own_cues(head: Token, reading: _Reading) -> None:
    """Auxiliaries, negation and adverbs of the predicate itself."""
    auxiliaries = _auxiliaries(head)
    for aux in auxiliaries:
        lemma = aux.lower_
        if lemma in lexicon.FUTURE_MODALS:
            reading.future = True
            reading.weaken(Certainty.PROBABLE)
        elif lemma in lexicon.POSSIBLE_MODALS:
            if lemma in ("may", "might", "could"):
                reading.weaken(Certainty.POSSIBLE)
        elif lemma == "would":
            reading.future = True
            reading.weaken(Certainty.PROBABLE)
        elif lemma in lexicon.PROBABLE_MODALS:
            reading.weaken(Certainty.PROBABLE)
    reading.negations += sum(1 for c in _negators(head))
    for c in head.children:
        if c.dep_ in ("advmod", "obl:unmarked") or (
            c.dep_ == "case" and c.lower_ in lexicon.PROBABLE_ADVERBS
        ):
            _adverb(c.lower_, reading)
        elif (
            c.dep_ in (*SUBJECTS, "obj") and any(d.lower_ in ("no", "neither") for d in children(c, "det"))
        ) or (c.dep_ in SUBJECTS and c.lower_ in ("nobody", "nothing", "none", "neither")):
            reading.negations += 1
    if head.lemma_.lower() in lexicon.FUTURE_ADJECTIVES:
        reading.future = True
    if child(head, "cop") is not None:
        if head.lower_ in lexicon.PROBABLE_ADJECTIVES:
            reading.weaken(Certainty.PROBABLE)
        elif head.lower_ in lexicon.POSSIBLE_ADJECTIVES:
            reading.weaken(Certainty.POSSIBLE)
    _no_sign_of(head, reading)


def _auxiliaries(head: Token) -> list[Token]:
    """Auxiliaries, shared over coordinated predicates that have none and no subject of their own."""
    own = children(head, "aux")
    if (
        not own
        and head.dep_ == "conj"
        and child(head, *SUBJECTS) is None
        and head.tag_ in ("VB", "VBN", "VBG")
    ):
        return _auxiliaries(head.head)
    return own


def _negators(head: Token) -> list[Token]:
    own = [c for c in head.children if c.dep_ in ("advmod", "cc") and c.lower_ in lexicon.NEGATORS]
    longer = [c for c in children(head, "advmod") if c.lower_ == "longer" and child(c, "advmod") is not None]
    if not own and not longer and head.dep_ == "conj" and child(head, *SUBJECTS, "aux", "cop") is None:
        marker = child(head, "cc")
        if head.tag_ == "VB" and marker is not None and marker.lower_ in ("or", "and", "nor"):
            return _negators(head.head)
    if "without" in (c.lower_ for c in children(head, "mark", "case")):
        own = [*own, head]
    return [*own, *longer][:1] if len(own) + len(longer) > 1 else [*own, *longer]


def _adverb(word: str, reading: _Reading) -> None:
    if word in lexicon.PROBABLE_ADVERBS:
        reading.weaken(Certainty.PROBABLE)
    elif word in lexicon.POSSIBLE_ADVERBS:
        reading.weaken(Certainty.POSSIBLE)
    elif word in ("tomorrow", "soon", "shortly"):
        reading.future = True


def _no_sign_of(head: Token, reading: _Reading) -> None:
    """“not seen any sign of X” is said of X too; here the verb's own polarity already says it."""
    signs = head.dep_ == "acl" and head.head.lemma_ in ("sign", "evidence", "indication")
    if signs and any(d.lower_ == "no" for d in children(head.head, "det")):
        reading.negations += 1


def _conditions(head: Token, reading: _Reading) -> None:
    """A clause under “if”, and the main clause it conditions."""
    for token in (head, *(c for c in children(head, "advcl"))):
        marker = child(token, "mark")
        if marker is None and token.dep_ == "advcl":
            marker = next((m for m in children(token, "advmod") if m.lower_ == "when"), None)
        if marker is None:
            continue
        word = marker.lower_
        if word in lexicon.CONDITIONAL_MARKS and token.dep_ in ("advcl", "advcl:relcl"):
            reading.conditional = True
            reading.weaken(Certainty.POSSIBLE)
        elif word in ("when", "once", "until") and token.head.dep_ != "" and _future(token.head):
            reading.conditional = True
            reading.weaken(Certainty.POSSIBLE if token == head else Certainty.PROBABLE)
            if token == head:
                reading.future = True


def _future(head: Token) -> bool:
    return any(aux.lower_ in lexicon.FUTURE_MODALS for aux in _auxiliaries(head))


def _embedding(head: Token, clauses: dict[int, Clause], reading: _Reading) -> None:
    """What the verbs that govern an infinitive or participle do to it, all the way up."""
    token = first_conjunct(head) if head.dep_ == "conj" and child(head, *SUBJECTS) is None else head
    while token.dep_ == "xcomp" and token.head != token:
        governor = token.head
        lemma = governor.lemma_.lower()
        if lemma in lexicon.NEGATIVE_IMPLICATIVE | lexicon.ENDING or _has_yet(governor):
            reading.negations += 1
        elif lemma == "have":
            reading.weaken(Certainty.PROBABLE)  # an obligation
        elif lemma in lexicon.WISHING and _on_another(governor, clauses):
            reading.future = True
            reading.weaken(Certainty.POSSIBLE)  # “urged Russia to leave”: asked for, not planned
        elif lemma in lexicon.INTENTION:
            reading.future = reading.future or token.tag_ != "VBG" or lemma in ("consider", "plan")
            reading.weaken(Certainty.PROBABLE)
        elif lemma in lexicon.APPEARING | lexicon.PROBABLE_CONTENT or _hearsay(governor, clauses):
            reading.weaken(Certainty.PROBABLE)
        if lemma == "go" and governor.tag_ == "VBG":
            reading.future = True
            reading.weaken(Certainty.PROBABLE)
        _own_cues(governor, reading)
        _conditions(governor, reading)
        token = first_conjunct(governor)
    if token.dep_ == "acl" and token.tag_ == "VB" and child(token, "mark") is not None:
        reading.future = True
        reading.weaken(Certainty.PROBABLE)
    elif token.dep_ == "advcl" and child(token, "mark") is not None and token.tag_ == "VB":
        reading.future = True  # a purpose
        reading.weaken(Certainty.POSSIBLE)


def _on_another(verb: Token, clauses: dict[int, Clause]) -> bool:
    """Whether the infinitive is somebody else's act: the verb has an object, or is passive."""
    clause = clauses.get(verb.i)
    return clause is not None and bool(clause.objects or clause.recipients or clause.passive)


def _hearsay(verb: Token, clauses: dict[int, Clause]) -> bool:
    """“is said to have left”."""
    clause = clauses.get(verb.i)
    return clause is not None and clause.passive and clause.lemma in lexicon.CUES


def _has_yet(verb: Token) -> bool:
    """“has yet to speak”."""
    return verb.lemma_ == "have" and any(c.lower_ == "yet" for c in verb.children)


def _attributed(frame: Frame, reading: _Reading) -> None:
    """What the holder's verb says of the content, from the holder's own point of view."""
    verb = frame.verb
    if not frame.sources:  # “it is said that …”: somebody's word, nobody knows whose
        reading.weaken(Certainty.PROBABLE)
    if verb in lexicon.DENIAL:
        reading.negations += 1
    elif verb in lexicon.DOUBT | lexicon.POSSIBLE_CONTENT | lexicon.ACCUSING:
        reading.weaken(Certainty.POSSIBLE)
    elif verb in lexicon.PROBABLE_CONTENT or verb in ("expect", "plan", "promise", "pledge", "vow", "intend"):
        reading.weaken(Certainty.PROBABLE)
    if verb in ("predict", "forecast", "promise", "pledge", "vow", "plan", "intend"):
        reading.future = True
    if frame.denied:
        reading.certainty = Certainty.UNDERSPECIFIED
