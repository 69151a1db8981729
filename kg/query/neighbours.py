"""What lies around an entity."""

from __future__ import annotations

from kg.errors import InputError
from kg.query import edges, entities
from kg.query.rows import Neighbourhood
from kg.query.view import View

_BATCH = 400


def around(view: View, centre: str, depth: int, limit: int) -> Neighbourhood:
    """The entities within `depth` edges of `centre`, nearest and best connected first, at most `limit` of
    them with the centre, and all edges among them.

    Raises:
        NotFoundError: no such entity.
        InputError: a depth or limit below 1.
    """
    if depth < 1 or limit < 1:
        raise InputError(f"depth and limit must be at least 1, not {depth} and {limit}")
    entities.require(view, centre)
    nodes: dict[str, None] = {centre: None}
    ring, truncated = [centre], False
    for _ in range(depth):
        found = _ranked(view, [key for key in _beside(view, ring) if key not in nodes])
        ring = found[: limit - len(nodes)]
        truncated = truncated or len(ring) < len(found)
        nodes.update(dict.fromkeys(ring))
    rows = tuple(entities.some(view, nodes))
    return Neighbourhood(centre, depth, rows, edges.among(view, list(nodes)), truncated)


def _beside(view: View, ring: list[str]) -> list[str]:
    """The entities with an edge to or from one of the ring, by id."""
    found: set[str] = set()
    for start in range(0, len(ring), _BATCH):
        batch = ring[start : start + _BATCH]
        marks = ", ".join("?" * len(batch))
        rows = view.index.rows(
            f"""SELECT object FROM claim
                WHERE subject IN ({marks}) AND affirmed AND object IS NOT NULL
                UNION
                SELECT subject FROM claim
                WHERE object IN ({marks}) AND affirmed AND object IS NOT NULL""",
            [*batch, *batch],
        )
        found.update(key for (key,) in rows)
    return sorted(found)


def _ranked(view: View, keys: list[str]) -> list[str]:
    degrees: dict[str, int] = {}
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        marks = ", ".join("?" * len(batch))
        degrees.update(view.index.rows(f"SELECT id, degree FROM entity WHERE id IN ({marks})", batch))
    return sorted(keys, key=lambda key: (-degrees[key], key))
