"""“Russia and Ukraine accused each other”: what each does to the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.draft import Draft, Wording
from kg.extract.phrases import Phrase
from kg.language import Token

_PAIRS = {"each": "other", "one": "another"}


def is_reciprocal(token: Token) -> bool:
    """Whether the token is a word of “each other” or “one another”."""
    return _words(token) is not None


def acting(objects: list[Token], subjects: list[Token]) -> list[Token]:
    """Who acts where the objects do: of “accused each other of lying” the subjects."""
    return subjects if any(map(is_reciprocal, objects)) else objects


def mutual(draft: Draft, subjects: list[Phrase]) -> Iterator[Draft]:
    """The draft, with the other subjects in the place of “each other”; with nothing there, where the subject
    is one (“the brothers”)."""
    pair = _words(draft.object.head) if draft.object is not None else None
    if pair is None:
        yield draft
        return
    others = [subject for subject in subjects if subject.head != draft.subject.head]
    for other in others:
        yield replace(draft, object=other, event_words=tuple(other.key.split()))
    if not others:
        label, tokens, words = draft.relation.label, draft.relation.tokens, draft.relation.words
        both = " ".join(word.lower_ for word in pair)
        relation = Wording(f"{label} {both}", (*tokens, *pair), f"{words} {both}")
        yield replace(draft, relation=relation, object=None, event_words=())


def _words(token: Token) -> tuple[Token, Token] | None:
    for first in (token, token.doc[token.i - 1] if token.i else token):
        if _PAIRS.get(first.lower_, "-") == (first.nbor().lower_ if first.i + 1 < len(first.doc) else ""):
            return first, first.nbor()
    return None
