"""Claims of copulas and existentials: what somebody or something is, and what there is."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract import lexicon, wording
from kg.extract.clause import Clause
from kg.extract.draft import Draft, Wording
from kg.extract.phrases import phrase
from kg.extract.predication import Predication
from kg.extract.silence import Silence
from kg.extract.tree import child, children, is_clause, preposition
from kg.language import Token

_RAISING_ADJECTIVES = (
    lexicon.INTENTION
    | lexicon.PROBABLE_ADJECTIVES
    | lexicon.POSSIBLE_ADJECTIVES
    | lexicon.UNABLE
    | lexicon.ABLE
)


def silence(clause: Clause) -> Silence | None:
    """Why a copular clause makes no claim; None where it makes one."""
    if child(clause.head, "acl:relcl") is not None and all(s.lower_ == "it" for s in clause.subjects):
        return Silence.CLEFT
    if clause.lemma in _RAISING_ADJECTIVES and any(map(_infinitive, clause.open)):
        return Silence.RAISING_ADJECTIVE  # “is likely to attack”
    return None


def _infinitive(token: Token) -> bool:
    return is_clause(token) and (token.tag_ == "VB" or any(m.lower_ == "to" for m in children(token, "mark")))


def drafts(base: Predication) -> Iterator[Draft]:
    """The claims of a copular clause that is not silent."""
    clause = base.clause
    head = clause.head
    marker = preposition(head)
    for subject in base.subjects:
        if marker:
            yield base.draft(
                subject, wording.copular(clause, marker, head), phrase(head), "CopularPreposition"
            )
            continue
        if head.pos_ in ("ADJ", "ADV") and base.obliques:
            for preposition_, noun in base.obliques:
                yield base.draft(
                    subject, wording.copular(clause, preposition_, noun), phrase(noun), "AdjectivePreposition"
                )
            continue
        for member in (head, *(c for c in children(head, "conj") if not is_clause(c))):
            yield base.draft(subject, wording.copular(clause), phrase(member), "Copula", direct=member)


def silence_of_existential(clause: Clause) -> Silence | None:
    """Why an existential makes no claim; None where it makes one."""
    return None if _existing(clause) else Silence.NOTHING_EXISTS


def existential(base: Predication) -> Iterator[Draft]:
    """“There are troops in Crimea”: what exists is where the preposition says."""
    head = base.clause.head
    for thing in map(phrase, _existing(base.clause)):
        if base.obliques:
            for marker, noun in base.obliques:
                relation = Wording(f"is {marker}", (head, *children(noun, "case")), f"is {marker}")
                yield base.draft(thing, relation, phrase(noun), "Existential")
        else:
            yield base.draft(thing, Wording("exists", (head,), head.text), None, "Existential")


def _existing(clause: Clause) -> list[Token]:
    things = children(clause.head, "nsubj", "obj")
    return [t for t in things if t.lemma_ != "way" or child(t, "acl", "acl:relcl") is None]
