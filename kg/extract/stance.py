"""Polarity, certainty and temporality of a clause, from the cues that have it in their scope.

The scope runs from the predicate's own words up through the verbs that embed it (implicatives,
intentions, reports), as in FactBank (Saurí & Pustejovsky 2009); values are GRaSP's.
"""

from __future__ import annotations

from kg.extract.clause import Clause
from kg.extract.cues import Cues, predicate
from kg.extract.embedding import attributed, conditions, embedding
from kg.extract.frame import Frame
from kg.model import Polarity, Stance, Temporality


def stance(clause: Clause, clauses: dict[int, Clause], held: list[Frame]) -> Stance:
    """The stance of the clause's claim, as its innermost holder (or the publisher) takes it."""
    cues = Cues()
    predicate(clause.head, cues)
    conditions(clause.head, cues)
    embedding(clause.head, clauses, cues)
    for frame in held:
        attributed(frame, cues)
    polarity = Polarity.NEGATIVE if cues.negations % 2 else Polarity.POSITIVE
    temporality = Temporality.FUTURE if cues.future else Temporality.NONFUTURE
    return Stance(polarity, cues.certainty, temporality, cues.conditional)
