"""Polarity, certainty and temporality of a clause, from the cues that have it in their scope.

The scope runs from the predicate's own words up through the verbs that embed it (implicatives,
intentions, reports), as in FactBank (Saurí & Pustejovsky 2009); values are GRaSP's.
"""

from __future__ import annotations

from dataclasses import replace

from kg.extract.clause import Clause
from kg.extract.conditions import conditions
from kg.extract.cues import Cues, predicate
from kg.extract.embedding import attributed, embedding
from kg.extract.frame import Frame
from kg.extract.relatives import content_of_noun
from kg.extract.tree import child
from kg.language import Token
from kg.model import Certainty, Polarity, Stance, Temporality


def stance(clause: Clause, clauses: dict[int, Clause], held: list[Frame]) -> Stance:
    """The stance of the clause's claim, as its innermost holder (or the publisher) takes it."""
    cues = Cues()
    predicate(clause.head, cues)
    conditions(clause.head, cues)
    embedding(clause.head, clauses, cues)
    for frame in held:
        reported = cues.negations
        attributed(frame, cues)
        if cues.negations != reported and _in_passing(clause.head, frame):
            cues.negations = reported
            cues.weaken(Certainty.UNDERSPECIFIED)
    polarity = Polarity.NEGATIVE if cues.negations % 2 else Polarity.POSITIVE
    temporality = Temporality.FUTURE if cues.future else Temporality.NONFUTURE
    return Stance(polarity, cues.certainty, temporality, cues.conditional)


def _in_passing(head: Token, frame: Frame) -> bool:
    """Whether a clause only tells of a noun in the content: who denies “that he knew the man who fled” does
    not deny that the man fled, nor say so."""
    while head.head.i in frame.content and head.head != head:
        relative = head.dep_ == "acl:relcl" and not content_of_noun(head)
        if relative or (head.dep_ == "acl" and child(head, "mark") is None):
            return True
        head = head.head
    return False


def opposite(taken: Stance) -> Stance:
    """The same stance of the other polarity: of what a clause sets against the rest of it."""
    negative = taken.polarity == Polarity.NEGATIVE
    return replace(taken, polarity=Polarity.POSITIVE if negative else Polarity.NEGATIVE)
