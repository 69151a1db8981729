"""“It” that stands for nothing said before: weather and hours, clefts, and clauses moved behind."""

from __future__ import annotations

from kg.extract import lexicon
from kg.extract.tree import SUBJECTS, child, children
from kg.language import Token

_WEATHER = frozenset("drizzle freeze hail pour rain snow thunder".split())
_AMBIENT = lexicon.TIME_NOUNS | frozenset(
    "cloudy cold dark early hot late midday o'clock rainy sunny warm windy".split()
)
_SEEMING = frozenset("appear happen seem turn".split())
_CLAUSES = ("csubj", "csubj:pass", "ccomp", "advcl", "xcomp", "acl", "acl:relcl")
_MARKERS = ("that", "whether", "to", "if")


def pleonastic(pronoun: Token) -> str:
    """Which construction makes it likely that an “it” refers to nothing; nothing where none does."""
    if pronoun.lower_ != "it":
        return ""
    if pronoun.dep_ == "expl":
        return "expletive"
    head = pronoun.head
    if pronoun.dep_ in SUBJECTS:
        return _subject(head)
    predicate = child(head, "xcomp")
    if pronoun.dep_ == "obj" and predicate is not None and predicate.pos_ == "ADJ":
        return "object"  # “made it clear that …”
    return ""


def _subject(head: Token) -> str:
    lemma, copular = head.lemma_.lower(), child(head, "cop") is not None
    if lemma in _WEATHER:
        return "weather"
    if copular and lemma in _AMBIENT:
        return "time"  # “it was late”
    if lemma == "take" and any(c.lemma_.lower() in lexicon.TIME_NOUNS for c in children(head, "obj")):
        return "lasting"  # “it took years”
    if lemma in _SEEMING:
        return "seeming"
    behind = [c for c in children(head, *_CLAUSES) if c.i > head.i]
    markers = [marker for c in behind if (marker := child(c, "mark")) is not None]
    if any(marker.lower_ in _MARKERS for marker in markers):
        if copular:
            return "extraposition" if head.pos_ == "ADJ" else "extraposition, noun"
        if child(head, "nsubj:pass", "aux:pass") is not None:
            return "extraposition, passive"  # “it is feared that …”
    if copular and any(c.dep_ == "acl:relcl" for c in behind):
        return "cleft"
    return ""
