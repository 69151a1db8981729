"""A claim before its arguments are entities: what the rules of this package produce."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.frame import Frame
from kg.extract.phrases import Phrase
from kg.language import Token
from kg.model import Rendering, Stance


@dataclass(frozen=True, slots=True)
class Wording:
    """A relation: `label` in one form, and the sentence's own words in order."""

    label: str
    tokens: tuple[Token, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Draft:
    """One claim of a clause. `anchor` is the token whose place decides attribution and time;
    `qualifiers` pair a role with a phrase; `content` are heads of clauses inside the object. `full`
    and `minimal` are the claim in the words of its sentence."""

    anchor: Token
    subject: Phrase
    relation: Wording
    object: Phrase | None
    stance: Stance
    held: tuple[Frame, ...]
    rules: tuple[str, ...]
    full: Rendering
    minimal: tuple[Rendering, ...]
    qualifiers: tuple[tuple[str, Phrase], ...] = ()
    content: tuple[Token, ...] = ()
    verb: str = ""  # lemma that decides the event type
    event_words: tuple[str, ...] = ()
