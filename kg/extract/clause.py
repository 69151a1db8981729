"""The noun `Clause`: a predicate with its arguments."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract.temporal import time_expression
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


def _acts(noun: Token) -> bool:
    nominal = noun.pos_ in ("NOUN", "PROPN", "PRON")
    return noun.dep_ == "obl:agent" or (nominal and not time_expression(noun))
