"""Conditions: what holds only if something else does, and what is only supposed."""

from __future__ import annotations

from kg.extract import lexicon
from kg.extract.cues import Cues, auxiliaries
from kg.extract.tree import SUBJECTS, child, children, subtree, with_fixed
from kg.language import Token
from kg.model import Certainty


def conditions(head: Token, cues: Cues) -> None:
    """A clause under “if”, and the main clause it conditions."""
    for token in (head, *_adverbial(head)):
        supposed = _supposed(token)
        if supposed and token != head:
            continue  # “stored blood in case …”: it was stored
        if supposed or _inverted(token) or _as_long_as(token):
            cues.conditional = True
            cues.weaken(Certainty.POSSIBLE)
            continue
        marker = child(token, "mark")
        if marker is None and token.dep_ == "advcl":
            marker = next((m for m in children(token, "advmod") if m.lower_ == "when"), None)
        if marker is None:
            continue
        word = marker.lower_
        if (
            token.dep_ == "advcl"
            and word in ("if", "whether")
            and token.head.lemma_.lower() in lexicon.ASKING
        ):
            if token == head:
                cues.weaken(Certainty.UNDERSPECIFIED)  # “asked by a reporter if he would resign”
        elif word in lexicon.CONDITIONAL_MARKS and token.dep_ in ("advcl", "advcl:relcl"):
            cues.conditional = True
            cues.weaken(Certainty.POSSIBLE)
        elif word in ("when", "once", "until") and token.head.dep_ != "" and _future(token.head):
            cues.conditional = True
            cues.weaken(Certainty.POSSIBLE if token == head else Certainty.PROBABLE)
            if token == head:
                cues.future = True


def _adverbial(head: Token) -> list[Token]:
    """The adverbial clauses of a predicate, also behind an adverb (“as long as”)."""
    above = (head, *(a for a in children(head, "advmod") if a.lower_ == "long"))
    return [c for a in above for c in children(a, "advcl")]


def _supposed(token: Token) -> bool:
    """“in case the volcano erupts”, “as if the talks had failed”."""
    words = [w.lower_ for m in children(token, "mark") for w in with_fixed(m)]
    return token.dep_ == "advcl" and " ".join(words) in lexicon.SUPPOSING_MARKS


def _inverted(token: Token) -> bool:
    """“had the valve held”: a condition without “if”."""
    first = next((w for w in subtree(token) if not w.is_punct), token)
    subject = child(token, *SUBJECTS)
    if token.dep_ != "advcl" or subject is None or first not in children(token, "aux", "aux:pass", "cop"):
        return False
    return first.lower_ in ("had", "should", "were") and first.i < subject.i


def _as_long_as(token: Token) -> bool:
    """“as long as profits rise”; of the past it is a time."""
    long = token.dep_ == "advcl" and token.head.lower_ == "long" and not past(token)
    return long and any(m.lower_ == "as" for m in children(token, "mark"))


def _future(head: Token) -> bool:
    return any(aux.lower_ in lexicon.FUTURE_MODALS for aux in auxiliaries(head))


def past(token: Token) -> bool:
    """Whether a predicate is told of the past, by its own form or its auxiliaries."""
    verbs = (token, *children(token, "aux", "aux:pass", "cop"))
    return any(w.tag_ == "VBD" or w.lemma_ == "have" for w in verbs)
