"""When nodes and edges are there, as timelines of graph tools want it: from an instant to an instant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from kg.query.portion import GraphNode, Interval


def lasting(node: GraphNode) -> Sequence[Interval]:
    """The days of a node, as one interval; none where it has no date."""
    return () if node.first is None or node.last is None else ((node.first, node.last),)


@lru_cache(maxsize=10_000)
def spell(days: Interval) -> Interval:
    """First and last day as the midnights they lie between.

    Tools take a day for the instant at which it begins: a claim of one day would last no time, and be
    seen only where a timeline stops at that very instant.

    >>> spell(("2022-02-28", "2022-02-28"))
    ('2022-02-28', '2022-03-01')
    """
    first, last = days
    end = date.fromisoformat(last)
    return first, last if end == date.max else (end + timedelta(days=1)).isoformat()
