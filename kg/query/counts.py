"""Counts over the whole store."""

from __future__ import annotations

from kg.query.rows import Stats
from kg.query.view import View

_COUNTS = """
SELECT (SELECT count(*) FROM document),
  (SELECT count(*) FROM claim),
  (SELECT count(*) FROM entity),
  (SELECT count(*) FROM (
     SELECT DISTINCT subject, relation, object FROM claim WHERE affirmed AND object IS NOT NULL)),
  (SELECT coalesce(sum(triples), 0) FROM document)
"""


def all(view: View) -> Stats:
    """How many documents, claims, entities, plain edges and statements there are."""
    [row] = view.index.rows(_COUNTS)
    return Stats(*row)
