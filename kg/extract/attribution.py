"""Who says what: frames of source, cue and content, by small named rules over the tree.

A clause's holders are the frames whose content contains it, smallest content first: that gives
nesting to any depth. A frame without a source (“it is believed that …”) still bears on certainty.
"""

from __future__ import annotations

from kg.extract.clausal_cues import RULES
from kg.extract.clause import Clause
from kg.extract.frame import Frame
from kg.extract.nominal_cues import according_to, content_noun, in_the_view_of
from kg.language import Span, Token


def frames(sentence: Span, clauses: dict[int, Clause]) -> list[Frame]:
    """The attributions of a sentence, smallest content first."""
    found: list[Frame] = []
    for clause in clauses.values():
        for rule in (*RULES, content_noun):
            found += rule(clause, clauses)
    found += (*according_to(sentence), *in_the_view_of(sentence))
    return sorted(_distinct(found), key=lambda f: (len(f.content), f.cue[0].i if f.cue else 0))


def holders(token: Token, found: list[Frame]) -> list[Frame]:
    """The frames that hold what the token says, innermost first."""
    return [f for f in found if token.i in f.content and not f.nominal]


def _distinct(found: list[Frame]) -> list[Frame]:
    """One frame for each cue and content; the first rule wins."""
    seen: set[tuple[tuple[int, ...], frozenset[int]]] = set()
    kept = []
    for frame in found:
        identity = (tuple(w.i for w in frame.cue), frame.content)
        if identity not in seen and frame.content:
            seen.add(identity)
            kept.append(frame)
    return kept
