"""Claims in pages: which ones, in what order. `kg.query.assembly` fills in what they say.

The order is that of reading: document date, document, sentence, claim; undated documents come last.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from enum import StrEnum

from kg.errors import InputError, NotFoundError
from kg.model import Certainty, Polarity, Temporality
from kg.query import assembly, entities
from kg.query.rows import ClaimRow, Page
from kg.query.view import View

_PLACE = re.compile(r"(?:\d{4}-\d\d-\d\d|~)\|.+\|\d{9,}\|.+", re.DOTALL)

PUBLISHER = "publisher"  # in place of a holder: what the document itself narrates


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which claims of an entity: None asks for all."""

    direction: str = "both"
    relation: str | None = None
    holder: str | None = None
    polarity: str | None = None
    certainty: str | None = None
    temporality: str | None = None


def of_entity(view: View, entity: str, wanted: Wanted, limit: int, cursor: str | None) -> Page[ClaimRow]:
    """The claims with the entity as subject, object, or either.

    Raises:
        NotFoundError: no such entity.
        InputError: a value that no claim can have, or a cursor that is not ours.
    """
    columns = {"out": ("subject",), "in": ("object",), "both": ("subject", "object")}
    if wanted.direction not in columns:
        raise InputError(f"no direction “{wanted.direction}”: one of out, in, both")
    where, values = _conditions(wanted, view)
    parts = [f"SELECT place FROM claim WHERE {column} = ?{where}" for column in columns[wanted.direction]]
    entities.require(view, entity)
    return _page(view, parts, [entity, *values], limit, cursor)


def of_holder(view: View, entity: str, limit: int, cursor: str | None) -> Page[ClaimRow]:
    """The claims that the entity is said to hold, at any place of the chain. Raises as `of_entity`."""
    entities.require(view, entity)
    parts = ["SELECT DISTINCT place FROM holder WHERE entity = ?"]
    return _page(view, parts, [entity], limit, cursor)


def of_document(view: View, document: str | None, limit: int, cursor: str | None) -> Page[ClaimRow]:
    """The claims of a document, or all. Raises as `of_entity`."""
    if document is None:
        return _page(view, ["SELECT place FROM claim WHERE true"], [], limit, cursor)
    if view.index.row("SELECT 1 FROM document WHERE id = ?", [document]) is None:
        raise NotFoundError(f"no document “{document}” in the graph")
    parts = ["SELECT place FROM claim WHERE document = ?"]
    return _page(view, parts, [document], limit, cursor)


def one(view: View, identifier: str) -> ClaimRow:
    """The claim of an id. Raises `NotFoundError`."""
    found = view.index.row("SELECT place FROM claim WHERE id = ?", [identifier])
    if found is None:
        raise NotFoundError(f"no claim “{identifier}” in the graph")
    return assembly.rows(view, [found[0]])[0]


def _conditions(wanted: Wanted, view: View) -> tuple[str, list[object]]:
    where, values = "", []
    choices: list[tuple[str, type[StrEnum], str | None]] = [
        ("polarity", Polarity, wanted.polarity),
        ("certainty", Certainty, wanted.certainty),
        ("temporality", Temporality, wanted.temporality),
    ]
    for column, kind, value in choices:
        if value is not None:
            if value not in list(kind):
                raise InputError(f"no {column} “{value}”: one of {', '.join(kind)}")
            where += f" AND {column} = ?"
            values.append(value)
    if wanted.relation is not None:
        where += " AND relation = ?"
        values.append(view.iris.id(view.iris.relation(wanted.relation)))
    if wanted.holder == PUBLISHER:
        where += " AND narrated"
    elif wanted.holder is not None:
        where += " AND EXISTS (SELECT 1 FROM holder h WHERE h.entity = ? AND h.place = claim.place)"
        values.append(wanted.holder)
    return where, [*values]


def _page(
    view: View,
    parts: list[str],
    values: list[object],
    limit: int,
    cursor: str | None,
) -> Page[ClaimRow]:
    """A page of the union of `parts`, each of which takes all `values`."""
    if limit < 1:
        raise InputError(f"the limit must be at least 1, not {limit}")
    after = _place(cursor)
    union = " UNION ".join(f"{part} AND place > ?" for part in parts)
    # One row more than asked for tells whether there is a next page.
    found = view.index.rows(f"{union} ORDER BY place LIMIT ?", [*[*values, after] * len(parts), limit + 1])
    places = [place for (place,) in found]
    rows = assembly.rows(view, places[:limit])
    return Page(tuple(rows), _cursor(places[limit - 1]) if len(places) > limit else None)


def _cursor(place: str) -> str:
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def _place(cursor: str | None) -> str:
    if cursor is None:
        return ""
    try:
        place = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)).decode()
    except (ValueError, binascii.Error):
        place = ""
    if not _PLACE.fullmatch(place) or _cursor(place) != cursor:
        raise InputError(f"no cursor of this graph: {cursor}")
    return place
