"""How two entities are connected: the shortest paths over plain edges, with the evidence of each step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import orjson

from kg.errors import InputError
from kg.query import entities, walks
from kg.query.adjacency import Adjacency, Choice, Flags
from kg.query.rows import LinkRow, NodeRow, PathRow, Paths, StepRow
from kg.query.view import View
from kg.rdf import vocabulary as v

MOST = 20  # paths
LONGEST = 6  # steps

_SHOWN = 3  # claims of an edge
_BATCH = 300
_LINKS = """
SELECT e.subject, e.object, e.relation, r.label, e.weight
FROM json_each(?) pair
CROSS JOIN edge e ON e.subject = pair.value ->> 0 AND e.object = pair.value ->> 1
JOIN relation r ON r.id = e.relation
"""
_CLAIMS = f"""
SELECT id, document FROM claim
WHERE affirmed AND object IS NOT NULL AND subject = ? AND relation = ? AND object = ?
ORDER BY place LIMIT {_SHOWN}
"""
_SENTENCES = f"""
SELECT ?c ?text WHERE {{{{
  VALUES (?g ?c) {{{{ {{claims}} }}}}
  GRAPH ?g {{{{ ?c {v.FROM_SENTENCE} ?sentence . ?sentence {v.term("nif:anchorOf")} ?text }}}}
}}}}"""

Pair: TypeAlias = tuple[str, str]
Place: TypeAlias = tuple[str, str]  # a claim and its document


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which paths: at most `count` of at most `longest` steps, `directed` along the edges only, over edges
    that `choice` takes, with `concepts` between the two ends or without."""

    count: int = 5
    longest: int = 4
    directed: bool = False
    choice: Choice = field(default_factory=Choice)
    concepts: bool = True


def between(view: View, arrays: Adjacency, source: str, target: str, wanted: Wanted) -> Paths:
    """The shortest paths from one entity to another.

    Raises:
        NotFoundError: no such entity.
        InputError: both are one entity, or a number out of its range.
    """
    if source == target:
        raise InputError(f"a path leads from one entity to another, not from “{source}” to itself")
    for name, value, most in (
        ("k", wanted.count, MOST),
        ("max_length", wanted.longest, LONGEST),
        ("min_weight", wanted.choice.min_weight, None),
    ):
        if value < 1 or (most is not None and value > most):
            allowed = f"from 1 to {most}" if most else "at least 1"
            raise InputError(f"{name} must be {allowed}, not {value}")
    entities.require(view, source)
    entities.require(view, target)
    found = walks.shortest(
        arrays.ways(wanted.choice, directed=wanted.directed),
        arrays.numbers[source],
        arrays.numbers[target],
        count=wanted.count,
        longest=wanted.longest,
        free=_free(arrays, wanted),
    )
    named = [[arrays.ids[node] for node in path] for path, _ in found.paths]
    steps = _steps(view, {pair: None for path in named for pair in pairwise(path)}, wanted)
    nodes = _nodes(view, sorted({key for path in named for key in path}))
    paths = tuple(
        PathRow(
            length=len(path) - 1,
            weight=weight,
            nodes=tuple(nodes[key] for key in path),
            steps=tuple(steps[pair] for pair in pairwise(path)),
        )
        for path, (_, weight) in zip(named, found.paths, strict=True)
    )
    return Paths(source, target, paths, found.truncated)


def _free(arrays: Adjacency, wanted: Wanted) -> Flags:
    return np.ones(len(arrays.ids), dtype=np.bool_) if wanted.concepts else ~arrays.concept


def _nodes(view: View, keys: list[str]) -> dict[str, NodeRow]:
    marks = ", ".join("?" * len(keys))
    found = view.index.rows(f"SELECT id, label, type FROM entity WHERE id IN ({marks})", keys)
    return {row[0]: NodeRow(*row) for row in found}


def _steps(view: View, pairs: Iterable[Pair], wanted: Wanted) -> dict[Pair, StepRow]:
    """Each step with its edges."""
    pairs = list(pairs)
    asked = [*pairs] if wanted.directed else [*pairs, *((target, source) for source, target in pairs)]
    edges = _edges(view, asked, wanted.choice)
    sentences = _sentences(view, (edge.claims[0] for between in edges.values() for edge in between))
    steps = {}
    for source, target in pairs:
        links = [_link(edge, sentences, forward=True) for edge in edges.get((source, target), ())]
        if not wanted.directed:
            links += [_link(edge, sentences, forward=False) for edge in edges.get((target, source), ())]
        links.sort(key=lambda link: (-link.weight, not link.forward, link.relation_id))
        steps[source, target] = StepRow(source, target, sum(link.weight for link in links), tuple(links))
    return steps


@dataclass(frozen=True, slots=True)
class _Edge:
    relation: str
    label: str
    weight: int
    claims: list[Place]  # the first of them


def _edges(view: View, pairs: list[Pair], choice: Choice) -> dict[Pair, list[_Edge]]:
    """The chosen edges from the first of each pair to the second."""
    found: dict[Pair, list[_Edge]] = defaultdict(list)
    rows = view.index.rows(_LINKS, [orjson.dumps(sorted(set(pairs))).decode()])
    for source, target, relation, label, weight in rows:
        if weight >= choice.min_weight and relation not in choice.without:
            claims = view.index.rows(_CLAIMS, [source, relation, target])
            found[source, target].append(_Edge(relation, label, weight, claims))
    return found


def _link(edge: _Edge, sentences: Mapping[str, str], *, forward: bool) -> LinkRow:
    return LinkRow(
        relation=edge.label,
        relation_id=edge.relation,
        forward=forward,
        weight=edge.weight,
        claims=tuple(claim for claim, _ in edge.claims),
        sentence=sentences[edge.claims[0][0]],
        document=edge.claims[0][1],
    )


def _sentences(view: View, claims: Iterable[Place]) -> dict[str, str]:
    """The sentences that these claims were read from, by claim."""
    iris, listed = view.iris, sorted(set(claims))
    found: dict[str, str] = {}
    for start in range(0, len(listed), _BATCH):
        batch = listed[start : start + _BATCH]
        values = " ".join(f"(<{iris.document(document)}> <{iris.claim(claim)}>)" for claim, document in batch)
        rows = view.store.select(_SENTENCES.format(claims=values))
        found.update((iris.id(claim), text) for claim, text in rows)
    return found
