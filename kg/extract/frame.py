"""The noun `Frame`: one attribution, and how it is put together from a clause."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract import lexicon, tree
from kg.extract.clause import Clause, agents
from kg.extract.coreference_agreement import noun_class
from kg.extract.quotation import in_quotes
from kg.extract.tree import SUBJECTS, child, children, dependents, preposition
from kg.language import Token
from kg.model import Speech

_SPEAKERS = frozenset({"PER", "ORG", "LOC", "person", "group", "doer"})
_NOBODY = frozenset("nothing nobody none neither".split())


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution. `sources` are head tokens (several for “Putin and Lavrov said”), `content` are
    token indices in the document; `verb` is the lemma that says how it is held."""

    sources: tuple[Token, ...]
    cue: tuple[Token, ...]
    verb: str
    content: frozenset[int]
    rule: str
    speech: Speech
    denied: bool = False  # “did not say that”
    nominal: bool = False  # a noun or an intention is attributed, no clause: it holds no claim


def frame(sources: tuple[Token, ...], cue: Token, content: set[int], rule: str, clause: Clause) -> Frame:
    """A frame with the words of the sources and the cue taken out of the content."""
    words = tuple(sorted([cue, *children(cue, "compound:prt")], key=lambda w: w.i))
    content -= {w.i for w in words}
    for source in sources:
        own = subtree(source) if source.head == cue or source.dep_ in SUBJECTS else {source.i}
        content -= own - subtree(cue) if cue.i in own else own  # “the minister, who said …”
    denied = negated(cue) or any(s.lower_ in _NOBODY for s in clause.subjects)
    return Frame(sources, words, cue.lemma_.lower(), frozenset(content), rule, speech(cue, content), denied)


def sources(clause: Clause) -> tuple[Token, ...]:
    """Who a cue verb's clause says it was: its subjects, or the actors of a passive."""
    if clause.passive:
        return tuple(agents(clause))
    if any(s.lower_ in _NOBODY for s in clause.subjects):
        return ()
    own = {"i", "we", "you", "one"}  # “I think” hedges; it names nobody but the speaker
    return tuple(
        s
        for s in clause.subjects
        if s.dep_ != "expl" and not (s.lower_ in own and _speaks_for_itself(clause))
    )


def _speaks_for_itself(clause: Clause) -> bool:
    return clause.lemma in lexicon.ATTITUDES


def speaks(noun: Token) -> bool:
    """Whether the noun is one for a person or a body, or a name of one."""
    return noun.pos_ == "PRON" or noun_class(noun) in _SPEAKERS


def viewer(noun: Token) -> Token | None:
    """Whose view it is, by its noun: “in the view of economists”, “in Lund's opinion”."""
    if noun.lemma_.lower() not in lexicon.VIEWS or noun.dep_ != "obl" or preposition(noun) != "in":
        return None
    if any(c.lower_ == "own" for c in dependents(noun)):
        return None  # “told it in his own words”
    owner = child(noun, "nmod:poss")
    of = next((c for c in children(noun, "nmod") if preposition(c) == "of"), None)
    named = owner if owner is not None else of if child(noun, "det") is not None else None
    return named if named is not None and speaks(named) else None


def negated(cue: Token) -> bool:
    """Whether the cue is denied: “did not say”, “refused to confirm”."""
    if cue.dep_ == "xcomp" and cue.head.lemma_ in lexicon.NEGATIVE_IMPLICATIVE:
        return True
    return any(c.lower_ in lexicon.NEGATORS for c in dependents(cue) if c.dep_ in ("advmod", "det"))


def subtree(token: Token) -> set[int]:
    return {w.i for w in tree.subtree(token)}


def speech(cue: Token, content: set[int] | frozenset[int]) -> Speech:
    """Direct where all words of the content stand in quotation marks, mixed where some do."""
    words = [i for i in content if not cue.doc[i].is_punct]
    quoted = sum(1 for i in words if in_quotes(cue.doc[i]))
    if not words or quoted == 0:
        return Speech.INDIRECT
    return Speech.DIRECT if quoted >= 0.8 * len(words) else Speech.MIXED
