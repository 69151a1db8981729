"""Nouns that are times: they qualify a claim and are no argument of it."""

from __future__ import annotations

from kg.extract import lexicon
from kg.extract.phrases import name_of
from kg.extract.tree import children
from kg.language import Token


def named_time(token: Token) -> bool:
    """A date or weekday: no object, wherever the parser hangs it."""
    name = name_of(token)
    return (name is not None and name.label_ == "TIME") or token.lemma_.lower() in lexicon.WEEKDAYS


def time_expression(token: Token) -> bool:
    """Whether a noun is a time: by its name, or by what it means."""
    name = name_of(token)
    if name is not None and name.label_ == "TIME":
        return True
    nouns = {token.lemma_.lower(), *(c.lemma_.lower() for c in children(token, "compound"))}
    return bool(nouns & lexicon.TIME_NOUNS)
