"""What lies around an entity. Where it has very many neighbours only the strongest ties are looked at."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import InputError
from kg.query import edges, entities, hierarchy
from kg.query.choices import json_list
from kg.query.rows import Neighbourhood
from kg.query.view import View

_STRONGEST = 1000  # ties of an entity that are looked at
_DEEPEST = 3
_TIES = "SELECT other, weight FROM tie WHERE entity = ? AND weight >= ? ORDER BY weight DESC, other LIMIT ?"
_OF_RELATION = """
SELECT {end}, weight FROM edge WHERE {start} = ? AND relation = ? AND weight >= ? AND {end} <> {start}
ORDER BY weight DESC LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which neighbours: how many edges away, how many, over which relation, and with how many claims."""

    depth: int = 1
    limit: int = 100
    relation: str | None = None
    min_weight: int = 1


def around(view: View, centre: str, wanted: Wanted) -> Neighbourhood:
    """The entities within some edges of `centre`, nearest and best connected first, at most `limit` of them
    with the centre, and the edges among them.

    Raises:
        NotFoundError: no such entity.
        InputError: a number out of its range.
    """
    if wanted.depth < 1 or wanted.limit < 1 or wanted.min_weight < 1:
        raise InputError("depth, limit and min_weight must be at least 1")
    if wanted.depth > _DEEPEST:
        raise InputError(f"the depth must be at most {_DEEPEST}, not {wanted.depth}")
    entities.require(view, centre)
    relations = _relations(view, wanted)
    nodes: dict[str, None] = {centre: None}
    ring, truncated = [centre], False
    for _ in range(wanted.depth):
        beside: dict[str, None] = {}
        room = wanted.limit - len(nodes)
        for node in ring:
            found, cut = _beside(view, node, relations, wanted.min_weight)
            beside.update(dict.fromkeys(key for key in found if key not in nodes))
            truncated = truncated or cut
            if len(beside) > room + _STRONGEST:
                truncated = True
                break
        ranked = _ranked(view, list(beside))
        truncated = truncated or room < len(ranked)
        ring = ranked[:room]
        nodes.update(dict.fromkeys(ring))
        if not ring:
            break
    rows = tuple(entities.some(view, nodes))
    return Neighbourhood(
        centre=centre,
        depth=wanted.depth,
        nodes=rows,
        edges=edges.among(view, {row.id: row.degree for row in rows}, relations, wanted.min_weight),
        truncated=truncated,
    )


def _relations(view: View, wanted: Wanted) -> list[str] | None:
    if wanted.relation is None:
        return None
    identifier = hierarchy.identify(view, wanted.relation)
    return [identifier, *hierarchy.narrower(view, identifier)]


def _beside(view: View, node: str, relations: list[str] | None, min_weight: int) -> tuple[list[str], bool]:
    """The neighbours of an entity by their ties, the strongest first, and whether that is not all."""
    most = _STRONGEST + 1
    if relations is None:
        found = view.index.rows(_TIES, [node, min_weight, most])
    else:
        found = []
        for relation in relations:
            for start, end in (("subject", "object"), ("object", "subject")):
                sql = _OF_RELATION.format(start=start, end=end)
                found += view.index.rows(sql, [node, relation, min_weight, most])
        found.sort(key=lambda row: (-row[1], row[0]))
    others = list(dict.fromkeys(other for other, _ in found))
    return others[:_STRONGEST], len(others) > _STRONGEST


def _ranked(view: View, keys: list[str]) -> list[str]:
    degrees = dict(
        view.index.rows(
            "SELECT e.id, e.degree FROM json_each(?) i CROSS JOIN entity e ON e.id = i.value",
            [json_list(keys)],
        )
    )
    return sorted(keys, key=lambda key: (-degrees[key], key))
