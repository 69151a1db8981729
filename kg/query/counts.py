"""Counts over the whole store."""

from __future__ import annotations

from kg.query.rows import CountRow, HolderCountRow, Overview, Stats
from kg.query.view import View

_COUNTS = """
SELECT (SELECT count(*) FROM document),
  (SELECT count(*) FROM claim),
  (SELECT count(*) FROM entity),
  (SELECT count(*) FROM edge),
  (SELECT coalesce(sum(triples), 0) FROM document)
"""
_SPREAD = "SELECT {value}, count(*) FROM {table} WHERE {value} IS NOT NULL GROUP BY 1 ORDER BY {order}"
_MOST, _IN_TURN = "2 DESC, 1", "1"
_HOLDERS = """
SELECT h.entity, e.label, h.claims FROM
  (SELECT entity, count(DISTINCT place) AS claims FROM holder
   GROUP BY entity ORDER BY claims DESC, entity LIMIT ?) h
JOIN entity e ON e.id = h.entity ORDER BY h.claims DESC, h.entity
"""
_TOP = 20  # holders


def all(view: View) -> Stats:
    """How many documents, claims, entities, plain edges and statements there are."""

    def count() -> Stats:
        [row] = view.index.rows(_COUNTS)
        return Stats(*row)

    return view.index.kept("stats", count)


def overview(view: View) -> Overview:
    """All those counts and how they are spread."""

    def count() -> Overview:
        stats = all(view)
        return Overview(
            stats.documents,
            stats.claims,
            stats.entities,
            stats.edges,
            stats.triples,
            entity_types=_spread(view, "entity", "type"),
            polarities=_spread(view, "claim", "polarity"),
            certainties=_spread(view, "claim", "certainty"),
            temporalities=_spread(view, "claim", "temporality"),
            event_types=_spread(view, "claim", "event_type"),
            holders=tuple(HolderCountRow(*row) for row in view.index.rows(_HOLDERS, [_TOP])),
            months=_spread(view, "document", "substr(published, 1, 7)", _IN_TURN),
        )

    return view.index.kept("overview", count)


def _spread(view: View, table: str, value: str, order: str = _MOST) -> tuple[CountRow, ...]:
    found = view.index.rows(_SPREAD.format(table=table, value=value, order=order))
    return tuple(CountRow(*row) for row in found)
