"""Entities: one by id, some, all, and the best connected. `kg.query.search` finds them by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

from kg.errors import InputError, NotFoundError
from kg.model import EntityType
from kg.query.paging import Paging, following
from kg.query.rows import EntityRow, Page
from kg.query.view import View

_BATCH = 500  # ids per statement, below SQLite's limit of variables
_UNNAMED = (EntityType.CONCEPT.value, EntityType.PROPOSITION.value)
# The order of entities: columns, whether they fall, and their types.
_COLUMNS = (("degree", True, int), ("claims", True, int), ("label", False, str), ("id", False, str))
_ORDER = "degree DESC, claims DESC, label, id"


def one(view: View, identifier: str) -> EntityRow:
    """The entity of an id. Raises `NotFoundError`."""
    for row in some(view, [identifier]):
        return row
    raise NotFoundError(f"no entity “{identifier}” in the graph")


def require(view: View, identifier: str) -> None:
    """Raises `NotFoundError` where there is no such entity."""
    if view.index.row("SELECT 1 FROM entity WHERE id = ?", [identifier]) is None:
        raise NotFoundError(f"no entity “{identifier}” in the graph")


def some(view: View, identifiers: Iterable[str]) -> Iterator[EntityRow]:
    """The entities of these ids that there are, in the order given."""
    rest = iter(identifiers)
    while batch := list(islice(rest, _BATCH)):
        marks = ", ".join("?" * len(batch))
        sums = {row[0]: row for row in view.index.rows(f"SELECT * FROM entity WHERE id IN ({marks})", batch)}
        names = _names(view, f"id IN ({marks})", batch)
        yield from (_row(sums[key], names, view) for key in batch if key in sums)


def every(view: View) -> list[EntityRow]:
    """All entities, by id."""
    return list(some(view, (key for (key,) in view.index.rows("SELECT id FROM entity ORDER BY id"))))


def top(view: View, limit: int) -> tuple[EntityRow, ...]:
    """The named entities with edges to the most others."""
    found = view.index.rows(
        f"SELECT id FROM entity WHERE type NOT IN (?, ?) ORDER BY {_ORDER} LIMIT ?", [*_UNNAMED, limit]
    )
    return tuple(some(view, (key for (key,) in found)))


def connected(view: View, kind: str | None, limit: int, cursor: str | None) -> Page[EntityRow]:
    """The entities, of a type or all that are named, the best connected first.

    Raises:
        InputError: there is no such type of entity, or a cursor of another list.
    """
    checked_type(kind)
    paging = Paging(["connected", kind], [type for _, _, type in _COLUMNS], limit, cursor)
    kinds = [kind] if kind else sorted(set(EntityType) - set(_UNNAMED))
    found: list[tuple[Any, ...]] = []
    for condition, values in following([column[:2] for column in _COLUMNS], paging.after):
        selects = [
            f"SELECT * FROM (SELECT degree, claims, label, id FROM entity WHERE type = ? AND {condition}"
            f" ORDER BY {_ORDER} LIMIT ?)"
            for _ in kinds
        ]
        room = limit + 1 - len(found)
        found += view.index.rows(
            f"{' UNION ALL '.join(selects)} ORDER BY {_ORDER} LIMIT ?",
            [*chain.from_iterable([kind, *values, room] for kind in kinds), room],
        )
        if len(found) > limit:
            break
    return Page(tuple(some(view, (row[3] for row in found[:limit]))), paging.next(found))


def checked_type(kind: str | None) -> None:
    """Raises `InputError` where there is no such type of entity."""
    if kind is not None and kind not in list(EntityType):
        raise InputError(f"no type of entity “{kind}”: one of {', '.join(EntityType)}")


def _names(view: View, where: str, values: list[str]) -> dict[str, dict[str, list[str]]]:
    names: dict[str, dict[str, list[str]]] = {}
    found = view.index.rows(
        f"SELECT DISTINCT id, kind, value FROM said WHERE {where} AND kind IN ('label', 'alias', 'link')"
        " ORDER BY id, kind, value",
        values,
    )
    for key, kind, value in found:
        names.setdefault(key, {}).setdefault(kind, []).append(value)
    return names


def _row(
    sums: tuple[str, str, str, int, int, int], names: dict[str, dict[str, list[str]]], view: View
) -> EntityRow:
    key, label, kind, degree, claims, documents = sums
    said = names[key]
    aliases = {*said.get("label", ()), *said.get("alias", ())} - {label}
    return EntityRow(
        id=key,
        iri=view.iris.entity(key),
        label=label,
        type=kind,
        aliases=tuple(sorted(aliases)),
        links=tuple(said.get("link", ())),
        degree=degree,
        claims=claims,
        documents=documents,
    )
