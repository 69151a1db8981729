"""Names of persons: titles taken off, and which shorter name may stand for which full one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from kg.resolve.gazetteer import demonym, rows
from kg.resolve.names import fold, normal_form

_SUFFIXES = frozenset({"jr", "junior", "sr", "senior", "ii", "iii", "iv", "v", "vi"})
_LONGEST_TITLE = 3  # words


@cache
def _titles() -> Mapping[tuple[str, ...], str]:
    return {tuple(fold(title).split()): kind for title, kind in rows("titles")}


def _title_length(words: Sequence[str]) -> tuple[int, str]:
    """Number of words at the beginning that are one title, and its kind; (0, "") if there is none."""
    for length in range(min(_LONGEST_TITLE, len(words)), 0, -1):
        kind = _titles().get(tuple(fold(" ".join(words[:length])).split()))
        if kind:
            return length, kind
    return 0, ""


@lru_cache(maxsize=65536)
def without_titles(form: str) -> tuple[str, bool]:
    """A person's name without what comes before it, and whether an honorific or rank proves it a person.

    “Russian President Vladimir Putin” → (“Vladimir Putin”, False); “Mr Putin” → (“Putin”, True). At least one
    word is left.
    """
    words = form.split()
    proved = False
    while len(words) > 1:
        skip = 1 if len(words) > 2 and demonym(words[0]) else 0
        length, kind = _title_length(words[skip:-1])
        if not length:
            break
        proved = proved or kind != "office"
        words = words[skip + length :]
    return " ".join(words), proved


@cache
def _spellings() -> Mapping[str, str]:
    return {fold(variant): fold(name) for variant, name in rows("spellings")}


@cache
def _written() -> Mapping[str, str]:
    return {fold(variant): name for variant, name in rows("spellings")}


def spelled(form: str) -> str:
    """The name with each word in the spelling that keys use: “Sergey Lavrov” → “Sergei Lavrov”."""
    return " ".join(_written().get(fold(word), word) for word in form.split())


@lru_cache(maxsize=65536)
def words(form: str) -> tuple[str, ...]:
    """The folded words of a person's name for comparison; initials are split: “JK Rowling” → j, k,
    rowling."""
    found: list[str] = []
    several = " " in form
    for word in normal_form(form).split():
        if several and word.isupper() and 1 < len(word) <= 3 and fold(word) not in _SUFFIXES:
            found.extend(fold(word))
        else:
            found.extend(_spellings().get(part, part) for part in fold(word).split())
    return tuple(found)


def _core(name: tuple[str, ...]) -> tuple[str, ...]:
    return name[:-1] if len(name) > 1 and name[-1] in _SUFFIXES else name


def _fits(short: str, long: str) -> bool:
    return (
        short == long
        or (len(short) == 1 and long.startswith(short))
        or (len(long) == 1 and short.startswith(long))
    )


def same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names (of two words and more) can be one person's.

    The shorter must be a part of the longer, in order, initials standing for names; one word at least must be
    written out in both, and “Jr” must not stand against its absence.
    """
    short, long = sorted((one, other), key=len)
    if len(short) < 2 or (short[-1] in _SUFFIXES) != (long[-1] in _SUFFIXES):
        return False
    position, written_out = 0, False
    for word in short:
        while position < len(long) and not _fits(word, long[position]):
            position += 1
        if position == len(long):
            return False
        written_out = written_out or (len(word) > 1 and word == long[position])
        position += 1
    return written_out and (len(short) > 2 or _fits(_core(short)[-1], _core(long)[-1]))


def standing_for(short: tuple[str, ...], full: tuple[str, ...]) -> int:
    """How a name of one word (or a surname of several) stands for a full one: 3 as its end, 2 as its
    beginning, 1 as something between, 0 not at all."""
    core = _core(full)
    if len(short) >= len(full):
        return 0
    if core[-len(short) :] == short:
        return 3
    if core[: len(short)] == short:
        return 2
    return 1 if any(core[i : i + len(short)] == short for i in range(1, len(core))) else 0
