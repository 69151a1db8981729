"""Names in the form in which they are searched: without case, accents and punctuation."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """The words of `text` in lower case, without accents, single-spaced.

    >>> fold("  São  Tomé & Príncipe ")
    'sao tome principe'
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = (c if c.isalnum() else "" if unicodedata.combining(c) or c in "'’." else " " for c in plain)
    return " ".join("".join(letters).split())


def endings(folded: str) -> list[str]:
    """A folded name from its first word on, from its second on, and so forth.

    >>> endings("president of russia")
    ['president of russia', 'of russia', 'russia']
    """
    words = folded.split(" ")
    return [" ".join(words[start:]) for start in range(len(words))]
