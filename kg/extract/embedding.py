"""Cues from above: conditions, the verbs that embed a clause, and those who hold it.

Implicatives after Karttunen (1971, 2012); the walk goes from the clause up to what it is embedded in.
"""

from __future__ import annotations

from kg.extract import lexicon
from kg.extract.clause import Clause
from kg.extract.cues import Cues, auxiliaries, negators, predicate
from kg.extract.frame import Frame
from kg.extract.tree import SUBJECTS, child, children, dependents, first_conjunct
from kg.language import Token
from kg.model import Certainty


def conditions(head: Token, cues: Cues) -> None:
    """A clause under “if”, and the main clause it conditions."""
    for token in (head, *(c for c in children(head, "advcl"))):
        marker = child(token, "mark")
        if marker is None and token.dep_ == "advcl":
            marker = next((m for m in children(token, "advmod") if m.lower_ == "when"), None)
        if marker is None:
            continue
        word = marker.lower_
        if word in lexicon.CONDITIONAL_MARKS and token.dep_ in ("advcl", "advcl:relcl"):
            cues.conditional = True
            cues.weaken(Certainty.POSSIBLE)
        elif word in ("when", "once", "until") and token.head.dep_ != "" and _future(token.head):
            cues.conditional = True
            cues.weaken(Certainty.POSSIBLE if token == head else Certainty.PROBABLE)
            if token == head:
                cues.future = True


def _future(head: Token) -> bool:
    return any(aux.lower_ in lexicon.FUTURE_MODALS for aux in auxiliaries(head))


def embedding(head: Token, clauses: dict[int, Clause], cues: Cues) -> None:
    """What the verbs that govern an infinitive or participle do to it, all the way up."""
    token = first_conjunct(head) if head.dep_ == "conj" and child(head, *SUBJECTS) is None else head
    while token.dep_ == "xcomp" and token.head != token:
        governor = token.head
        lemma = governor.lemma_.lower()
        if lemma in lexicon.NEGATIVE_IMPLICATIVE | lexicon.ENDING or _has_yet(governor):
            cues.negations += 1
        elif lemma == "have":
            cues.weaken(Certainty.PROBABLE)  # an obligation
        elif lemma in lexicon.WISHING and _on_another(governor, clauses):
            cues.future = True
            cues.weaken(Certainty.POSSIBLE)  # “urged Russia to leave”: asked for, not planned
        elif lemma in lexicon.INTENTION:
            cues.future = cues.future or token.tag_ != "VBG" or lemma in ("consider", "plan")
            cues.weaken(Certainty.PROBABLE)
        elif lemma in lexicon.APPEARING | lexicon.PROBABLE_CONTENT or _hearsay(governor, clauses):
            cues.weaken(Certainty.PROBABLE)
        if lemma == "go" and governor.tag_ == "VBG":
            cues.future = True
            cues.weaken(Certainty.PROBABLE)
        predicate(governor, cues)
        conditions(governor, cues)
        token = first_conjunct(governor)
    if token.dep_ == "acl" and token.tag_ == "VB" and child(token, "mark") is not None:
        cues.future = True
        cues.weaken(Certainty.PROBABLE)
    elif token.dep_ == "advcl" and child(token, "mark") is not None and token.tag_ == "VB":
        cues.future = True  # a purpose
        cues.weaken(Certainty.POSSIBLE)
    _judged(token, cues)


def _judged(token: Token, cues: Cues) -> None:
    """What is said of the clause as a whole: “it is not true that …”, “whether … is unclear”; and of the
    one it is about: “it was not the minister who …”."""
    marker = child(token, "mark")
    if marker is not None and marker.lower_ == "whether":
        cues.weaken(Certainty.UNDERSPECIFIED)
    above = token.head
    if token.dep_ == "acl:relcl" and child(above, "cop") is not None and _cleft(above):
        cues.negations += len(negators(above))
    if token.dep_ not in ("csubj", "ccomp") or child(above, "cop") is None:
        return
    negated = bool(negators(above))
    if above.lower_ in lexicon.TRUE:
        cues.negations += negated
    elif above.lower_ in lexicon.FALSE:
        cues.negations += not negated
    elif above.lower_ in lexicon.OPEN:
        cues.weaken(Certainty.UNDERSPECIFIED)
    elif above.lower_ in lexicon.PROBABLE_ADJECTIVES:
        cues.weaken(Certainty.PROBABLE)
    elif above.lower_ in lexicon.POSSIBLE_ADJECTIVES:
        cues.weaken(Certainty.POSSIBLE)


def _cleft(predicate: Token) -> bool:
    """“it was the minister …”: a predicate of which only “it” is the subject."""
    return any(c.dep_ in (*SUBJECTS, "expl") and c.lower_ == "it" for c in dependents(predicate))


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
    return verb.lemma_ == "have" and any(c.lower_ == "yet" for c in dependents(verb))


def attributed(frame: Frame, cues: Cues) -> None:
    """What the holder's verb says of the content, from the holder's own point of view."""
    verb = frame.verb
    if not frame.sources:  # “it is said that …”: somebody's word, nobody knows whose
        cues.weaken(Certainty.PROBABLE)
    if verb in lexicon.DENIAL:
        cues.negations += 1
    elif verb in lexicon.DOUBT | lexicon.POSSIBLE_CONTENT | lexicon.ACCUSING:
        cues.weaken(Certainty.POSSIBLE)
    elif verb in lexicon.PROBABLE_CONTENT or verb in ("expect", "plan", "promise", "pledge", "vow", "intend"):
        cues.weaken(Certainty.PROBABLE)
    if verb in ("predict", "forecast", "promise", "pledge", "vow", "plan", "intend"):
        cues.future = True
    if frame.denied:
        cues.certainty = Certainty.UNDERSPECIFIED
