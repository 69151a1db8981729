"""Plain edges: what claims affirm, gathered by subject, relation and object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from kg.query.rows import EdgeRow
from kg.query.view import View

# A claim's holder is the innermost of its chain; where there is none its document's publisher narrates.
_EDGES = """
SELECT c.subject, r.label, c.relation, c.object, c.id, c.document,
  coalesce(e.label, d.publisher, d.source)
FROM claim c
JOIN document d ON d.id = c.document
JOIN relation r ON r.id = c.relation
LEFT JOIN holder h ON h.place = c.place AND h.position = 0
LEFT JOIN entity e ON e.id = h.entity
WHERE c.affirmed AND c.object IS NOT NULL {where}
ORDER BY c.subject, c.relation, c.object, c.place
"""


def every(view: View) -> Iterator[EdgeRow]:
    """All edges, sorted by subject, relation and object; of the state in which they are asked for."""
    return _gathered(view.index.rows(_EDGES.format(where="")))


def among(view: View, nodes: Sequence[str]) -> tuple[EdgeRow, ...]:
    """The edges whose ends are both among `nodes`, sorted likewise."""
    values = ", ".join("(?)" for _ in nodes)
    where = "AND c.subject IN (SELECT * FROM (VALUES {0})) AND c.object IN (SELECT * FROM (VALUES {0}))"
    return tuple(_gathered(view.index.rows(_EDGES.format(where=where.format(values)), [*nodes, *nodes])))


def _gathered(found: Iterable[tuple[Any, ...]]) -> Iterator[EdgeRow]:
    for (source, label, relation, target), group in groupby(found, key=lambda row: row[:4]):
        claims = list(group)
        yield EdgeRow(
            source=source,
            relation=label,
            relation_id=relation,
            target=target,
            weight=len(claims),
            claims=tuple(row[4] for row in claims),
            holders=tuple(sorted({row[6] for row in claims})),
            documents=tuple(sorted({row[5] for row in claims})),
        )
