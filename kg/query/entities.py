"""Entities: one by id, all, the best connected, and those a name finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from kg.errors import InputError, NotFoundError
from kg.model import EntityType
from kg.query.folding import fold
from kg.query.rows import EntityRow
from kg.query.view import View

_BATCH = 500  # ids per statement, below SQLite's limit of variables
_UNNAMED = (EntityType.CONCEPT.value, EntityType.PROPOSITION.value)


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
        "SELECT id FROM entity WHERE type NOT IN (?, ?) ORDER BY degree DESC, claims DESC, label, id LIMIT ?",
        [*_UNNAMED, limit],
    )
    return tuple(some(view, (key for (key,) in found)))


def find(view: View, text: str, kind: str | None, limit: int) -> tuple[EntityRow, ...]:
    """The entities one of whose names is `text`, begins with it, or has a word that does, best first.

    Raises:
        InputError: there is no such type of entity.
    """
    if kind is not None and kind not in list(EntityType):
        raise InputError(f"no type of entity “{kind}”: one of {', '.join(EntityType)}")
    sought = fold(text)
    if not sought:
        return ()
    found = view.index.rows(
        """SELECT e.id FROM
             (SELECT entity,
                min(CASE WHEN position > 0 THEN 2 WHEN folded = :sought THEN 0 ELSE 1 END) AS rank
              FROM name WHERE folded >= :sought AND folded < :beyond GROUP BY entity) n
           JOIN entity e ON e.id = n.entity
           WHERE :kind IS NULL OR e.type = :kind
           ORDER BY n.rank, e.degree DESC, e.claims DESC, e.label, e.id LIMIT :limit""",
        {"sought": sought, "beyond": sought + "\U0010ffff", "kind": kind, "limit": limit},
    )
    return tuple(some(view, (key for (key,) in found)))


def labels(view: View, identifiers: Iterable[str]) -> dict[str, str]:
    """The labels of entities, by id."""
    found: dict[str, str] = {}
    rest = iter(identifiers)
    while batch := list(islice(rest, _BATCH)):
        marks = ", ".join("?" * len(batch))
        found.update(view.index.rows(f"SELECT id, label FROM entity WHERE id IN ({marks})", batch))
    return found


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
