"""An entity's claims gathered: one row for each relation and polarity between it and another."""

from __future__ import annotations

from collections.abc import Mapping

from kg.query import choices, entities
from kg.query.choices import Wanted
from kg.query.claims import OTHER_END, ROLES
from kg.query.paging import Key, Paging
from kg.query.rows import GroupRow, HolderCountRow, NodeRow, Page
from kg.query.view import View

# What an order goes by before relation and other end.
SORTS: Mapping[str, tuple[str, type]] = {
    "weight": ("-count(*)", int),
    "date": ("min(s.date)", str),
    "-date": ("max(s.until)", str),
    "-confidence": ("-max(s.confidence)", float),
}
_GROUPS = """
SELECT * FROM ({gathered}) WHERE {after} ORDER BY first{way}, role, relation, other, polarity LIMIT ?
"""
_GATHERED = """
SELECT {first} AS first, s.role, s.relation, coalesce(s.other, '') AS other, s.polarity, count(*) AS count,
  sum(s.narrated) AS narrated, min(s.date) AS since, max(s.until) AS until, max(s.confidence) AS confidence
FROM side s INDEXED BY side_group WHERE s.entity = ? AND s.role = ?{where}
GROUP BY s.relation, s.other, s.polarity
"""
_OF_GROUP = """
s.entity = ? AND s.role = ? AND s.relation = ? AND s.other IS ? AND s.polarity = ?{where}
"""
_HOLDERS = """
SELECT g.entity, e.label, g.count FROM (
  SELECT h.entity, count(DISTINCT s.place) AS count
  FROM side s INDEXED BY side_other JOIN holder h ON h.place = s.place
  WHERE {group} GROUP BY h.entity ORDER BY count DESC, h.entity LIMIT ?) g
JOIN entity e ON e.id = g.entity ORDER BY g.count DESC, g.entity
"""
_CLAIMS = """
SELECT c.id FROM (SELECT s.number FROM side s INDEXED BY side_other WHERE {group} ORDER BY s.place LIMIT ?) n
JOIN claim c USING (number) ORDER BY c.place
"""
_SHOWN = 3  # claims of a group
_NAMED = 5  # holders of a group


def of_entity(
    view: View, entity: str, wanted: Wanted, sort: str, limit: int, cursor: str | None
) -> Page[GroupRow]:
    """The groups of the claims that `claims.of_entity` lists. Raises as that does."""
    roles = ROLES[choices.checked("direction", wanted.direction, tuple(ROLES))]
    first, kind = SORTS[choices.checked("sort", sort, tuple(SORTS))]
    question = ["groups", entity, *wanted, sort]
    paging = Paging(question, [kind, str, str, str, str], limit, cursor)
    where, values = choices.conditions(view, wanted)
    entities.require(view, entity)
    if len(roles) > 1:
        where += OTHER_END
    falls = sort == "-date"  # text cannot be made negative
    after, after_values = _after(paging.after, falls)
    gathered = " UNION ALL ".join([_GATHERED.format(first=first, where=where)] * len(roles))
    rows = view.index.rows(
        _GROUPS.format(gathered=gathered, after=after, way=" DESC" if falls else ""),
        [value for role in roles for value in (entity, role, *values)] + [*after_values, limit + 1],
    )
    others = {row.id: row for row in _nodes(view, sorted({row[3] for row in rows if row[3]}))}
    relations = _relation_labels(view, sorted({row[2] for row in rows}))
    found = []
    for row in rows[:limit]:
        _, role, relation, other, polarity, count, narrated, since, until, confidence = row
        group = _OF_GROUP.format(where=where)
        own = [entity, role, relation, other or None, polarity, *values]
        found.append(
            GroupRow(
                direction=role,
                relation=relations.get(relation, relation),
                relation_id=relation,
                other=others[other] if other else None,
                polarity=polarity,
                count=count,
                narrated=narrated,
                holders=tuple(
                    HolderCountRow(*held)
                    for held in view.index.rows(_HOLDERS.format(group=group), [*own, _NAMED])
                ),
                first=None if since == "~" else since,
                last=until or None,
                confidence=confidence,
                claims=tuple(id for (id,) in view.index.rows(_CLAIMS.format(group=group), [*own, _SHOWN])),
            )
        )
    return Page(tuple(found), paging.next([row[:5] for row in rows]))


def _after(key: Key | None, falls: bool) -> tuple[str, list[object]]:
    if key is None:
        return "true", []
    rest = "(role, relation, other, polarity) > (?, ?, ?, ?)"
    return f"first {'<' if falls else '>'} ? OR (first = ? AND {rest})", [key[0], key[0], *key[1:]]


def _nodes(view: View, ids: list[str]) -> list[NodeRow]:
    found = view.index.rows(
        "SELECT e.id, e.label, e.type FROM json_each(?) i CROSS JOIN entity e ON e.id = i.value",
        [choices.json_list(ids)],
    )
    return [NodeRow(*row) for row in found]


def _relation_labels(view: View, ids: list[str]) -> dict[str, str]:
    marks = "SELECT value FROM json_each(?)"
    return dict(
        view.index.rows(f"SELECT id, label FROM relation WHERE id IN ({marks})", [choices.json_list(ids)])
    )
