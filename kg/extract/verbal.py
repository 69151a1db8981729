"""Claims of clauses: verbs, copulas, existentials, each by its form; and why a clause makes none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from kg.extract import active, copular, lexicon, passive
from kg.extract.clause import Clause
from kg.extract.draft import Draft
from kg.extract.frame import Frame
from kg.extract.predication import WH_TAGS, Predication
from kg.extract.reciprocals import mutual
from kg.extract.silence import Silence, is_question, nameless
from kg.extract.tree import child

# What a predicate is left out behind: “he said he was not”, “they think so”.
_STANDING_IN = ("not", "n't", "n’t", "so")


def drafts(clause: Clause, clauses: dict[int, Clause], frames: list[Frame]) -> Iterator[Draft]:
    """The claims that one clause makes; where there are none, `silence` says why."""
    if _silence(clause, frames) is None:
        base = Predication(clause, clauses, frames)
        for one_way in _form(clause).drafts(base):
            yield from (d for d in mutual(one_way, base.subjects) if nameless(d) is None)


def silence(clause: Clause, clauses: dict[int, Clause], frames: list[Frame]) -> Silence | None:
    """Why the clause makes no claim; None where it makes one."""
    reason = _silence(clause, frames)
    if reason is not None:
        return reason
    for draft in _form(clause).drafts(Predication(clause, clauses, frames)):
        unnamed = nameless(draft)
        if unnamed is None:
            return None
        reason = reason or unnamed
    return reason


class _Form(NamedTuple):
    """How clauses of one form are read: what silences them, and their drafts where nothing does."""

    silence: Callable[[Clause], Silence | None]
    drafts: Callable[[Predication], Iterator[Draft]]


def _form(clause: Clause) -> _Form:
    if clause.kind == "existential":
        return _Form(copular.silence_of_existential, copular.existential)
    if clause.kind == "copula":
        return _Form(copular.silence, copular.drafts)
    return _Form(passive.silence, passive.drafts) if clause.passive else _Form(active.silence, active.drafts)


def _silence(clause: Clause, frames: list[Frame]) -> Silence | None:
    if is_question(clause.head):
        return Silence.QUESTION
    if not clause.subjects and clause.kind != "existential":
        expletive = clause.content and child(clause.head, "expl") is not None
        return Silence.EXPLETIVE if expletive else Silence.NO_SUBJECT
    if clause.head.tag_ in WH_TAGS:
        return Silence.WH_PREDICATE
    if clause.head.lower_ in _STANDING_IN:
        return Silence.ELLIPSIS
    if _reports_beside(clause, frames):
        return Silence.CUE
    return _form(clause).silence(clause)


def _reports_beside(clause: Clause, frames: list[Frame]) -> bool:
    """“The envoy, Reuters reported, has left”: a cue whose content stands outside its clause."""
    if clause.lemma not in lexicon.CUES - lexicon.NARRATED or clause.content or clause.open:
        return False
    return not clause.objects and any(clause.head in f.cue and not f.nominal for f in frames)
