"""Nouns that are times: they qualify a claim and are no argument of it."""

from __future__ import annotations

from kg.extract import lexicon
from kg.extract.phrases import name_of
from kg.extract.tree import children, preposition
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
    words = [token, *children(token, "compound")]
    if token.pos_ == "NUM" or token.text[0].isdigit():  # “Feb. 15”, “May 21st”, “5 p.m.”
        words += children(token, "nmod:unmarked", "nmod", "flat")
    nouns = {form for word in words for form in (word.lower_, word.lemma_.lower())}
    return bool(nouns & lexicon.TIME_NOUNS) or _part_of_time(token) or _year(token)


def _year(token: Token) -> bool:
    """“by 2070”."""
    number = token.text if token.pos_ == "NUM" and len(token.text) == 4 else ""
    return number.isdigit() and "1800" <= number <= "2100" and preposition(token) in ("by", "in", "since")


def _part_of_time(noun: Token) -> bool:
    """“the end of the decade”."""
    return noun.lemma_.lower() in lexicon.PARTS_OF_TIME and any(
        preposition(c) == "of" and time_expression(c) for c in children(noun, "nmod")
    )
