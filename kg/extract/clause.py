"""The noun `Clause`: a predicate with its arguments."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract import lexicon
from kg.extract.temporal import time_expression
from kg.extract.tree import child, children, is_clause, preposition
from kg.language import Token


@dataclass(slots=True)
class Clause:
    """A predicate with its arguments as head tokens. `obliques` pair a preposition with its noun;
    `content` are clausal complements with their own subject, `open` those without (xcomp)."""

    head: Token
    kind: str  # "verb", "copula", "existential"
    passive: bool = False
    subjects: list[Token] = field(default_factory=list)
    objects: list[Token] = field(default_factory=list)
    recipients: list[Token] = field(default_factory=list)
    obliques: list[tuple[str, Token]] = field(default_factory=list)
    content: list[Token] = field(default_factory=list)
    open: list[Token] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)

    @property
    def lemma(self) -> str:
        return self.head.lemma_.lower()


def agents(clause: Clause) -> list[Token]:
    """The actors of a passive clause: its “by” phrases, but for times."""
    if not clause.passive:
        return []
    return [noun for marker, noun in clause.obliques if marker == "by" and _acts(noun)]


def complements(clause: Clause) -> tuple[list[Token], list[Token]]:
    """What describes subject or object (“became king”), and infinitives and participles (“wants to be
    king”)."""
    nominal = [
        x for x in clause.open if child(x, "cop") is None and (not is_clause(x) or x.pos_ in ("ADJ", "NOUN"))
    ]
    return nominal, [x for x in clause.open if x not in nominal]


def nobody(clause: Clause) -> bool:
    """“No one has claimed the prize”."""
    return any(
        s.lower_ == "one" and any(c.lower_ == "no" for c in children(s, "det")) for s in clause.subjects
    )


def with_preposition(noun: Token) -> tuple[str, Token]:
    """A noun after its preposition, which may be one of three words (“in response to the raid”)."""
    marker = preposition(noun)
    words = f"{marker} {noun.lower_}"
    last = lexicon.COMPLEX_PREPOSITIONS.get(words)
    inner = next((c for c in children(noun, "nmod") if c.i > noun.i and preposition(c) == last), None)
    return (marker, noun) if inner is None else (f"{words} {last}", inner)


def _acts(noun: Token) -> bool:
    nominal = noun.pos_ in ("NOUN", "PROPN", "PRON")
    return noun.dep_ == "obl:agent" or (nominal and not time_expression(noun))
