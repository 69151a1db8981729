"""Words with slips in them: which words of names a misspelt one may stand for.

Each word is kept by what is left of it when letters are left out. Two words that differ by one slip (a
letter missing, added, changed, or changing places with the next) have such a rest in common when one
letter is left out of each, and after two slips when two are; from long words only the beginning is used.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import combinations
from zlib import crc32

_BEGINNING = 7  # letters
_LONG = 8  # letters: a word of so many may have two slips


def allowed(letters: int) -> int:
    """How many slips are borne in so many letters.

    >>> [allowed(letters) for letters in (3, 4, 8)]
    [0, 1, 2]
    """
    return 2 if letters >= _LONG else 1 if letters >= 4 else 0


def take(run: sqlite3.Cursor, words: Iterable[str]) -> None:
    """Notes words that names have."""
    for word in words:
        [whole] = rests(word, 0)
        known = run.execute("SELECT 1 FROM slip WHERE rest = ? AND word = ?", [whole, word])
        if word and known.fetchone() is None:
            run.executemany("INSERT OR IGNORE INTO slip VALUES (?, ?)", _rows(word))


def forget(run: sqlite3.Cursor, words: Iterable[str]) -> None:
    """Drops those of the words that no name has any more."""
    for word in words:
        held = run.execute(
            "SELECT 1 FROM name WHERE folded = ?1 OR (folded >= ?1 || ' ' AND folded < ?1 || '!') LIMIT 1",
            [word],
        )
        if held.fetchone() is None:
            run.executemany("DELETE FROM slip WHERE rest = ? AND word = ?", _rows(word))


def depth(word: str) -> int:
    """How many slips in a word can be found."""
    return 2 if len(word) >= _LONG else 1


def rests(word: str, most: int) -> list[int]:
    """What is left of a word when up to so many letters are left out, each as a number."""
    beginning = word[:_BEGINNING]
    return sorted(
        {
            crc32("".join(kept).encode())
            for left_out in range(min(most, len(beginning)) + 1)
            for kept in combinations(beginning, len(beginning) - left_out)
        }
    )


def _rows(word: str) -> Iterator[tuple[int, str]]:
    return ((rest, word) for rest in rests(word, depth(word)))
