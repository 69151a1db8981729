"""Entities by name: the whole name first, then names that begin so, then names with a word that does, each
the best connected first; and, if wanted, names like it with a slip or two.

Names are kept in bands of degree. From the highest band down each gives the few names of the range that a
page has room for, so that one letter is as quick as many.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby
from typing import TypeAlias, cast

from kg.query import entities, fuzzy
from kg.query.choices import LAST, json_list
from kg.query.folding import fold
from kg.query.index import Index
from kg.query.paging import Paging
from kg.query.rows import EntityRow, Page
from kg.query.view import View

# How a name matches, the best first; each slip is one more than WORD.
_WHOLE, _BEGINNING, _WORD = range(3)
# How, the band below zero, the name from the matching word on, the entity: in the order of answers.
Hit: TypeAlias = tuple[int, int, str, str]

_AT_ONCE = 16  # bands
_FEW = 300  # names of a range that are simply sorted
_NAMES = """
SELECT CASE WHEN position > 0 THEN 2 WHEN folded = :start THEN 0 ELSE 1 END, -band, folded, entity, type
FROM name WHERE folded >= :start AND folded < :end
"""
_WHOLES = """
SELECT 0, -band, folded, entity FROM name
WHERE folded = ? AND position = 0 AND (? IS NULL OR type = ?) ORDER BY band DESC, entity
"""
_OF_BAND = """
SELECT ? + 1, -band, folded, entity FROM name
WHERE (position > 0) = ? AND band = ? AND (folded, entity) > (?, ?) AND folded < ? AND (? IS NULL OR type = ?)
ORDER BY folded, entity LIMIT ?
"""
_NEXT_BAND = """
SELECT position > 0, band FROM name WHERE (position > 0) = ? AND band < ? ORDER BY band DESC LIMIT 1
"""


def find(
    view: View, text: str, kind: str | None, slips: bool, limit: int, cursor: str | None
) -> Page[EntityRow]:
    """The entities that a name finds.

    Raises:
        InputError: there is no such type of entity, or a cursor of another list.
    """
    entities.checked_type(kind)
    paging = Paging(["find", text, kind, slips], [int, int, str, str], limit, cursor)
    sought = fold(text)
    if not sought:
        return Page((), None)
    after: Hit = cast(Hit, paging.after or (-1, 0, "", ""))
    hits: list[Hit] = []
    if after[0] <= _WORD:
        for batch in _plainly(view.index, sought, kind, after, limit + 1):
            hits += batch
            if len(hits) > limit:
                break
    if slips and len(hits) <= limit:
        found = _slipped(view.index, sought, kind)
        hits += found[bisect_right(found, after) :]
    rows = tuple(entities.some(view, (hit[3] for hit in hits[:limit])))
    return Page(rows, paging.next(hits))


def _plainly(index: Index, sought: str, kind: str | None, after: Hit, size: int) -> Iterator[list[Hit]]:
    """The names that match letter by letter, in order, some at a time."""
    few = index.rows(f"{_NAMES} LIMIT {_FEW + 1}", {"start": sought, "end": sought + LAST})
    if len(few) <= _FEW:
        hits = sorted(row[:4] for row in few if kind is None or row[4] == kind)
        for start in range(bisect_right(hits, after), len(hits), size):
            yield _best(index, sought, hits[start : start + size])
        return
    if after[0] <= _WHOLE:
        wholes = index.rows(_WHOLES, [sought, kind, kind])
        yield _best(index, sought, wholes[bisect_right(wholes, after) :])
    for later, bands in groupby(_bands(index), key=lambda shelf: shelf[0]):
        rest = [band for _, band in bands if (later + 1, -band) >= after[:2]]
        for start in range(0, len(rest), _AT_ONCE):
            yield from _of_bands(index, sought, kind, later, rest[start : start + _AT_ONCE], after, size)


def _of_bands(
    index: Index, sought: str, kind: str | None, later: int, bands: list[int], after: Hit, size: int
) -> Iterator[list[Hit]]:
    """The names in some bands that begin so, whole ones or later words, in order."""

    def values(band: int, last: tuple[str, str]) -> list[object]:
        return [later, later, band, *last, sought + LAST, kind, kind, size]

    before = (sought, "" if later else LAST)  # a whole name that is what is sought comes with the wholes
    starts = [after[2:] if (later + 1, -band) == after[:2] else before for band in bands]
    found: dict[int, list[Hit]] = {}
    for hit in index.rows(
        " UNION ALL ".join([f"SELECT * FROM ({_OF_BAND})"] * len(bands)),
        [value for band, last in zip(bands, starts, strict=True) for value in values(band, last)],
    ):
        found.setdefault(-hit[1], []).append(hit)
    for band in bands:
        hits = found.get(band, [])
        yield _best(index, sought, hits)
        while len(hits) == size:
            hits = index.rows(_OF_BAND, values(band, hits[-1][2:]))
            yield _best(index, sought, hits)


def _bands(index: Index) -> list[tuple[int, int]]:
    """The bands that names are in, whole names before later words, the highest first."""

    def read() -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for later in (0, 1):
            band = 2**62
            while (row := index.row(_NEXT_BAND, [later, band])) is not None:
                band = row[1]
                found.append((later, band))
        return found

    return index.kept("bands", read)


def _best(index: Index, sought: str, hits: list[Hit]) -> list[Hit]:
    """Those of the hits that are the best of their entities."""
    if not hits:
        return []
    best: dict[str, tuple[int, str]] = {}
    names = index.rows(
        "SELECT n.entity, n.folded, n.position FROM json_each(?) i CROSS JOIN name n ON n.entity = i.value",
        [json_list(sorted({hit[3] for hit in hits}))],
    )
    for entity, folded, position in names:
        if folded.startswith(sought):
            how = _WORD if position else _WHOLE if folded == sought else _BEGINNING
            best[entity] = min(best.get(entity, (how, folded)), (how, folded))
    return [hit for hit in hits if best[hit[3]] == (hit[0], hit[2])]


def _slipped(index: Index, sought: str, kind: str | None) -> list[Hit]:
    """The entities with a name like what is sought but for some slips, and with no name that has it."""
    hits = {
        entity: (_WORD + slips, -band, folded, entity)
        for folded, entity, band, type, slips in reversed(fuzzy.names(index, sought))
        if kind is None or type == kind
    }
    found = index.rows(
        "SELECT n.entity, n.folded FROM json_each(?) i CROSS JOIN name n ON n.entity = i.value",
        [json_list(sorted(hits))],
    )
    plain = {entity for entity, folded in found if folded.startswith(sought)}
    return sorted(hit for entity, hit in hits.items() if entity not in plain)
