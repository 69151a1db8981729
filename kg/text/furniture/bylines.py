"""Bylines: “By Jane Doe”, “Written by Jane Doe and John Roe, Harbour Post”, “Jane Doe, staff writer”."""

from __future__ import annotations

import re

_BY = re.compile(r"(?i:by|written by|words by|story by|text by|posted by|author:) (?P<who>\S.{1,118})")
_ROLE = re.compile(
    r"(?P<who>[^,|]{3,50}?)(?:, ?| ?\| ?)(?:[\w’']{1,20} ){0,4}"
    r"(?i:correspondent|reporter|staff writer|editor|columnist|contributor|news service|associated press)"
    r"(?: (?:in|for|at|of) .{1,40})?"
)
_WORD = re.compile(r"[^\s,;|/]+")
_SMALL = frozenset(
    ("and", "&", "in", "for", "of", "at", "the", "with", "de", "del", "da", "van", "von", "der", "bin", "al")
)
_MOST_WORDS = 14


def matches(line: str) -> bool:
    """Whether `line` says who wrote the article, and nothing else."""
    by = _BY.fullmatch(line)
    if by:
        return not line.endswith((".", "?", "!")) and names(by["who"])
    role = _ROLE.fullmatch(line)
    return role is not None and all(word[0].isupper() for word in role["who"].split())


def names(words: str) -> bool:
    """Whether `words` are names of people or organisations: a capital on each but the small words,
    and on the first two (“Land and Sea” are none)."""
    found: list[str] = _WORD.findall(words)
    capital = [word[0].isupper() for word in found]
    return (
        0 < len(found) <= _MOST_WORDS
        and all(capital[:2])
        and all(upper or word.lower() in _SMALL for word, upper in zip(found, capital, strict=True))
    )
