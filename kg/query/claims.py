"""Claims in pages: which ones, in what order, with what the index keeps of them.

The order of reading: document date, document, sentence, claim; undated documents come last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kg.errors import NotFoundError
from kg.query import choices, entities
from kg.query.choices import Wanted
from kg.query.claim_page import ClaimPage
from kg.query.labels import Stored
from kg.query.paging import Key, Paging
from kg.query.view import View

# A table called `s`, the conditions on it, and the values in them.
Part: TypeAlias = tuple[str, str, Sequence[object]]

ROLES = {"out": ("out",), "in": ("in",), "both": ("out", "in")}
OTHER_END = " AND NOT (s.role = 'in' AND s.other = s.entity)"  # a claim about itself is listed once


@dataclass(frozen=True, slots=True)
class _Sort:
    """An order of claims: by a column, then by place, both up or both down. What has no value in the
    column, `missing`, comes last."""

    column: str
    type: type
    descends: bool = False
    missing: str | None = None


SORTS = {
    "reading": _Sort("place", str),
    "date": _Sort("date", str),
    "-date": _Sort("date", str, descends=True, missing="~"),
    "-confidence": _Sort("confidence", float, descends=True),
}


def of_entity(
    view: View, entity: str, wanted: Wanted, sort: str, limit: int, cursor: str | None
) -> ClaimPage:
    """The claims with the entity as subject, object, or either.

    Raises:
        NotFoundError: no such entity or document.
        InputError: a value that no claim can have, or a cursor of another list.
    """
    roles = ROLES[choices.checked("direction", wanted.direction, tuple(ROLES))]
    paging = _paging(["of_entity", entity, *wanted], sort, limit, cursor)
    where, values = choices.conditions(view, wanted)
    entities.require(view, entity)
    if len(roles) > 1:
        where += OTHER_END
    table = "side s" if wanted.other is None else "side s INDEXED BY side_other"
    parts = [(table, f"s.entity = ? AND s.role = ?{where}", [entity, role, *values]) for role in roles]
    return _page(view, parts, SORTS[sort], paging)


def held(view: View, entity: str, wanted: Wanted, sort: str, limit: int, cursor: str | None) -> ClaimPage:
    """The claims that the entity is said to hold, at any place of the chain. Raises as `of_entity`."""
    paging = _paging(["held", entity, *wanted], sort, limit, cursor)
    where, values = choices.conditions(view, wanted)
    entities.require(view, entity)
    part = ("side s", f"s.entity = ? AND s.role = 'held'{where}", [entity, *values])
    return _page(view, [part], SORTS[sort], paging)


def any(view: View, wanted: Wanted, sort: str, limit: int, cursor: str | None) -> ClaimPage:
    """The claims of all documents, or of one. Raises as `of_entity`."""
    paging = _paging(["any", *wanted], sort, limit, cursor)
    where, values = choices.conditions(view, wanted)
    return _page(view, [("claim s", f"true{where}", values)], SORTS[sort], paging)


def some(view: View, identifiers: Sequence[str]) -> ClaimPage:
    """The claims of these ids that there are, in the order given."""
    found = view.index.rows(
        "SELECT c.id, j.json FROM json_each(?) i CROSS JOIN claim c ON c.id = i.value"
        " JOIN claim_json j ON j.number = c.number ORDER BY i.key, c.place",
        [choices.json_list(dict.fromkeys(identifiers))],
    )
    return ClaimPage(Stored.of(view.index, list(dict(found).values())), None)


def one(view: View, identifier: str) -> ClaimPage:
    """The claim of an id, as a page of its own. Raises `NotFoundError`."""
    found = some(view, [identifier])
    if not found.rows:
        raise NotFoundError(f"no claim “{identifier}” in the graph")
    return found


def _paging(question: Sequence[object], sort: str, limit: int, cursor: str | None) -> Paging:
    kind = SORTS[choices.checked("sort", sort, tuple(SORTS))]
    types = (str,) if kind.column == "place" else (kind.type, str)
    return Paging([*question, sort], types, limit, cursor)


def _page(view: View, parts: Sequence[Part], sort: _Sort, paging: Paging) -> ClaimPage:
    """A page of what is found in the parts together."""
    found: list[tuple[Key, bytes]] = []
    for phase, after in _phases(sort, paging.after):
        found += _found(view, parts, sort, phase, after, paging.limit + 1 - len(found))
        if len(found) > paging.limit:
            break
    claims = Stored.of(view.index, [json for _, json in found[: paging.limit]])
    return ClaimPage(claims, paging.next([key for key, _ in found]))


def _phases(sort: _Sort, after: Key | None) -> list[tuple[str, Key | None]]:
    """The conditions of the stretches of an order, what has a value and what has none, each with the key
    that it goes on from."""
    if sort.missing is None:
        return [("", after)]
    valued = f" AND s.{sort.column} < '{sort.missing}'"
    without = f" AND s.{sort.column} = '{sort.missing}'"
    if after is not None and after[0] == sort.missing:
        return [(without, after)]
    return [(valued, after), (without, None)]


def _found(
    view: View, parts: Sequence[Part], sort: _Sort, phase: str, after: Key | None, limit: int
) -> list[tuple[Key, bytes]]:
    names = ["place"] if sort.column == "place" else [sort.column, "place"]
    columns = ", ".join(f"s.{name}" for name in names)
    way, sign = (" DESC", "<") if sort.descends else ("", ">")
    start = f" AND ({columns}) {sign} ({', '.join('?' * len(names))})" if after else ""
    selects: list[str] = []
    values: list[object] = []
    for table, where, own in parts:
        order = ", ".join(f"s.{name}{way}" for name in names)
        selects.append(
            f"SELECT * FROM (SELECT {columns}, s.number FROM {table} WHERE {where}{phase}{start}"
            f" ORDER BY {order} LIMIT ?)"
        )
        values += [*own, *(after or ()), limit]
    order = ", ".join(f"k.{name}{way}" for name in names)
    rows = view.index.rows(
        f"SELECT k.*, j.json FROM (SELECT * FROM ({' UNION ALL '.join(selects)}) k"
        f" ORDER BY {order} LIMIT ?) k CROSS JOIN claim_json j ON j.number = k.number",
        [*values, limit],
    )
    return sorted(((row[: len(names)], row[-1]) for row in rows), key=_key, reverse=sort.descends)


def _key(found: tuple[Key, bytes]) -> Key:
    return found[0]
