"""Plain edges: what claims affirm, gathered by subject, relation and object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import orjson

from kg.query.choices import json_list
from kg.query.rows import EdgeRow
from kg.query.view import View

# A claim's holder is the innermost of its chain; where there is none its document's publisher narrates.
_EDGES = """
SELECT c.subject, r.label, c.relation, c.object, c.id, c.document, coalesce(e.label, d.publisher, d.source)
FROM claim c
JOIN document d ON d.id = c.document
JOIN relation r ON r.id = c.relation
LEFT JOIN holder h ON h.place = c.place AND h.position = 0
LEFT JOIN entity e ON e.id = h.entity
WHERE c.affirmed AND c.object IS NOT NULL
ORDER BY c.subject, c.relation, c.object, c.place
"""
_SHOWN = 5  # claims of an edge, where edges are many
_FIRST = f"""
SELECT c.subject, r.label, c.relation, c.object, c.id, c.document, coalesce(e.label, d.publisher, d.source)
FROM json_each(?) edge CROSS JOIN claim c ON c.number IN (
  SELECT number FROM claim
  WHERE affirmed AND object IS NOT NULL AND subject = edge.value ->> 0 AND relation = edge.value ->> 1
    AND object = edge.value ->> 2
  ORDER BY place LIMIT {_SHOWN})
JOIN document d ON d.id = c.document
JOIN relation r ON r.id = c.relation
LEFT JOIN holder h ON h.place = c.place AND h.position = 0
LEFT JOIN entity e ON e.id = h.entity
ORDER BY edge.key, c.place
"""

_FROM = "SELECT subject, object, relation, weight FROM edge WHERE subject = ?1 AND weight >= ?2"
_TO = "SELECT subject, object, relation, weight FROM edge WHERE object = ?1 AND weight >= ?2"
_BETWEEN = """
SELECT subject, object, relation, weight FROM json_each(?3) i CROSS JOIN edge
ON (subject = ?1 AND object = i.value) OR (subject = i.value AND object = ?1) WHERE weight >= ?2
"""


def every(view: View) -> Iterator[EdgeRow]:
    """All edges, sorted by subject, relation and object; of the state in which they are asked for."""
    found = view.index.rows(_EDGES)
    for (source, label, relation, target), group in groupby(found, key=lambda row: row[:4]):
        yield _edge(source, label, relation, target, list(group))


def among(
    view: View, degrees: Mapping[str, int], relations: Sequence[str] | None, min_weight: int
) -> tuple[EdgeRow, ...]:
    """The edges whose ends are both among the nodes of these degrees, sorted likewise; each with the first
    of its claims."""
    nodes = json_list(degrees)
    found: set[tuple[str, str, str, int]] = set()
    for node, degree in degrees.items():
        # All edges of a node that has few; of the others each pair is looked up.
        if degree <= len(degrees):
            rows = [*view.index.rows(_FROM, [node, min_weight]), *view.index.rows(_TO, [node, min_weight])]
            found.update(row for row in rows if row[0] in degrees and row[1] in degrees)
        else:
            found.update(view.index.rows(_BETWEEN, [node, min_weight, nodes]))
    chosen = sorted(
        (source, relation, target, weight)
        for source, target, relation, weight in found
        if relations is None or relation in relations
    )
    return tuple(_shown(view, chosen))


def _shown(view: View, chosen: Sequence[tuple[str, str, str, int]]) -> Iterator[EdgeRow]:
    sought = orjson.dumps([edge[:3] for edge in chosen]).decode()
    claims: dict[tuple[str, str, str], list[tuple[Any, ...]]] = {}
    for row in view.index.rows(_FIRST, [sought]):
        claims.setdefault((row[0], row[2], row[3]), []).append(row)
    for source, relation, target, weight in chosen:
        rows = claims[source, relation, target]
        yield _edge(source, rows[0][1], relation, target, rows, weight)


def _edge(
    source: str,
    label: str,
    relation: str,
    target: str,
    claims: list[tuple[Any, ...]],
    weight: int | None = None,
) -> EdgeRow:
    return EdgeRow(
        source=source,
        relation=label,
        relation_id=relation,
        target=target,
        weight=len(claims) if weight is None else weight,
        claims=tuple(row[4] for row in claims),
        holders=tuple(sorted({row[6] for row in claims})),
        documents=tuple(sorted({row[5] for row in claims})),
    )
