"""Titles and roles of persons: “Foreign Minister”, “spokeswoman”, before the name or in apposition to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TypeGuard

from spacy.tokens import Doc, Span, Token

from kg.language.word_letters import BREAK, expression

# French finance minister; vice-president; President-elect; editor in chief; Secretary of State; Minister for
# Foreign Affairs. At most eight words before the noun: a list of nations is no title.
_FIELDS = "<field>{1,3} (?: <and> <field>{1,3} )?"
_RULE = (
    "(?: <nation|standing|field|role|title> <hyphen>? ){0,8} ( <role|title> )"
    " (?: <hyphen> <elect> | <hyphen>? <in> <hyphen>? <chief> )?"
    f" (?: <of|for> (?: {_FIELDS} | <the> {_FIELDS} (?!<name>) ) )?"
)
_COMPOUNDS = 4  # words before it that only the tree knows for part of it
_CONJUNCTS = 8  # how far down a list of roles
_PERSONS = frozenset({"PER", "PERSON"})
_BESIDE = frozenset({"appos", "flat"})


@dataclass(frozen=True, slots=True)
class _Text:
    """A document with a letter for each word (see `kg.language.word_letters`), and what is known of names."""

    doc: Doc
    written: str
    places: list[int]  # of the letters, as tokens
    names: dict[int, Span]  # token → the name it is part of
    beside: frozenset[int]  # tokens with a person's name in apposition
    annotated: bool  # whether somebody has looked for names


@cache
def _pattern(rule: str) -> re.Pattern[str]:
    return re.compile(expression(rule))


def find(doc: Doc, written: str, places: list[int]) -> list[Span]:
    """The titles in a document of which `written` has a letter for each word, at the tokens `places`.

    Where names are not annotated a capital counts as one, as after “Dr.”; without a tree there are no
    appositions.
    """
    names = {index: name for name in doc.ents for index in range(name.start, name.end)}
    tokens = (doc[index] for index, name in names.items() if _person(name))
    beside = frozenset(token.head.i for token in tokens if token.dep_ in _BESIDE)
    text = _Text(doc, written, places, names, beside, doc.has_annotation("ENT_IOB"))
    found = []
    for match in _pattern(_RULE).finditer(written):
        begin, last, following = match.start(), match.start(1), match.end()
        name = names.get(places[last])
        if _person(name) and name.end == places[last] + 1 and last > begin:
            last, following = last - 1, last  # “Senator King”
        if _titles(text, begin, last, following):
            first = _first(text, places[begin], doc[places[last]])
            found.append(Span(doc, first, places[following - 1] + 1, label="TITLE"))
    return found


def _person(name: Span | None) -> TypeGuard[Span]:
    return name is not None and name.label_ in _PERSONS


def _titles(text: _Text, begin: int, last: int, following: int) -> bool:
    """Whether the words from `begin` (as letters), with the noun at `last` and what comes after them at
    `following`, are somebody's title."""
    head = text.doc[text.places[last]]
    name = text.names.get(head.i)
    if head.tag_.startswith("VB"):
        return False  # “they judge Putin”
    if name is not None:  # “Pope Francis” may be annotated as one name
        inside = _person(name) and name.end > text.places[following - 1] + 1
        return inside and _pattern("<title>").match(text.written, last) is not None
    noun = head.head if text.places[begin] <= head.head.i < head.i else head  # “secretary general”
    return _before_name(text, last, following) or noun.i in text.beside or _apposition(text, noun)


def _before_name(text: _Text, last: int, following: int) -> bool:
    """Whether a person's name comes next."""
    if following == len(text.written) or text.written[following] == BREAK:
        return False
    token = text.doc[text.places[following]]
    name = text.names.get(token.i)
    if name is not None:
        return _person(name) and name.start == token.i
    abbreviated = text.doc[text.places[last]].text.endswith(".")
    if text.annotated and not abbreviated and not _pattern("<honorific|rank>").match(text.written, last):
        return False
    capital = _pattern("(?=<plain>)<name>").match(text.written, following)
    return capital is not None and token.tag_ in ("", "NNP")


def _apposition(text: _Text, noun: Token) -> bool:
    """Whether the tree has the role in apposition to a person's name."""
    above = noun
    for _ in range(_CONJUNCTS):  # “Ada Lovelace, countess and mathematician”
        if above.dep_ == "conj":
            above = above.head
    return above.dep_ == "appos" and _person(text.names.get(above.head.i))


def _first(text: _Text, begin: int, head: Token) -> int:
    """The first token of a title whose words begin at the token `begin`: without words that the tree has
    elsewhere or that are part of another name, and with compounds that no list knows."""
    doc, first = text.doc, head.i
    while first > begin:
        before = doc[first - 1]
        name = text.names.get(before.i)
        near = begin <= before.head.i <= head.i + _COMPOUNDS or doc[first].head in (before, before.head)
        if (before.dep_ and not near) or (name is not None and name.start < begin):
            break
        first = before.i if name is None else name.start
    for index in range(first - 1, max(first - 1 - _COMPOUNDS, -1), -1):
        before = doc[index]
        compound = before.dep_ == "compound" or (before.dep_ == "amod" and before.head.i < head.i)
        if index in text.names or not before.is_alpha or not (compound and first <= before.head.i <= head.i):
            break
        first = index
    return first
