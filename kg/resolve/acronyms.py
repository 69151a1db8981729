"""Which acronym stands for which full name: “NASDAQ”, “UNITA”, “DoD”, “G20”."""

from __future__ import annotations

import re

from kg.resolve.names import fold, is_acronym

# fmt: off
_SMALL = frozenset((
    "the", "of", "and", "for", "in", "on", "to", "at", "a", "an", "de", "des", "du", "la", "le",
    "les", "di", "da", "do", "dos", "del", "der", "die", "und", "von", "y", "e",
))
# fmt: on


def _initials(words: list[str], *, small: bool) -> str:
    return "".join(w[0] for w in words if small or w not in _SMALL)


def abbreviates(short: str, long: str) -> bool:
    """Whether the normal form `short` is made of the initials of `long`, with or without its small words,
    or of those of its first words (“RCP” for “Revolutionary Communist Party, USA”)."""
    if not is_acronym(short) or len(long) <= len(short):
        return False
    letters = fold(short).replace(" ", "")
    for name in (long, long.split(",")[0], re.sub(r"\(.*?\)", "", long)):
        parts = fold(name).split()
        if len(parts) < 2:
            continue
        fitting = (_initials(parts, small=True), _initials(parts, small=False))
        if letters in fitting or (letters[0] == "t" and letters[1:] in fitting):  # “The Music Factory”
            return True
    return False


def shortens(short: str, long: str) -> bool:
    """Whether an acronym that stands right behind `long` can come from it: each of its letters, from the
    last, is found in `long` in order, and the first begins its first word (Schwartz and Hearst's
    condition)."""
    if not is_acronym(short) or len(short) < 3 or " " not in long:
        return False
    letters, name = fold(short).replace(" ", ""), fold(long)
    if letters[0] != name[0]:
        return False
    position = len(name)
    for index in range(len(letters) - 1, -1, -1):
        position -= 1
        while position >= 0 and (
            name[position] != letters[index] or (index == 0 and position > 0 and name[position - 1] != " ")
        ):
            position -= 1
        if position < 0:
            return False
    return True
