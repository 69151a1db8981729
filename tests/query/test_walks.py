"""The search for paths in arrays, held to a search of all of them."""

from __future__ import annotations

import random

import numpy as np
import pytest

from kg.query import walks
from kg.query.adjacency import Choice, Links, Ways, rows

Edge = tuple[int, int, int]


def links(nodes: int, edges: list[Edge], *, back: bool) -> Links:
    source, target, weight = np.array(edges, dtype=np.int32).reshape(-1, 3).T
    return rows(nodes, target, source, weight) if back else rows(nodes, source, target, weight)


def ways(nodes: int, edges: list[Edge], *, directed: bool) -> Ways:
    kept = [edge for edge in edges if edge[0] != edge[1]]
    if not directed:
        both = links(nodes, kept + [(target, source, weight) for source, target, weight in kept], back=False)
        return Ways(both, both)
    return Ways(links(nodes, kept, back=False), links(nodes, kept, back=True))


def every(
    edges: list[Edge], start: int, end: int, longest: int, free: np.ndarray, directed: bool
) -> list[tuple[tuple[int, ...], int]]:
    """All simple paths, in order, found by trying each."""
    beside: dict[int, dict[int, int]] = {}
    for source, target, weight in edges:
        for one, other in ((source, target),) if directed else ((source, target), (target, source)):
            if one != other:
                around = beside.setdefault(one, {})
                around[other] = around.get(other, 0) + weight
    found = []

    def go(path: tuple[int, ...], weight: int) -> None:
        if path[-1] == end:
            found.append((path, weight))
        elif len(path) <= longest:
            for node, heavy in beside.get(path[-1], {}).items():
                if node not in path and (node == end or free[node]):
                    go((*path, node), weight + heavy)

    go((start,), 0)
    return sorted(found, key=lambda one: (len(one[0]), -one[1], one[0]))


@pytest.mark.parametrize("seed", range(300))
def test_the_paths_are_those_that_there_are(seed: int) -> None:
    chance = random.Random(seed)
    nodes, directed = chance.randint(2, 10), chance.random() < 0.5
    edges = [
        (chance.randrange(nodes), chance.randrange(nodes), chance.randint(1, 3))
        for _ in range(chance.randint(1, 25))
    ]
    start, end = chance.sample(range(nodes), 2)
    free = np.array([chance.random() < 0.85 for _ in range(nodes)])
    count, longest = chance.randint(1, 20), chance.randint(1, 6)
    found = walks.shortest(
        ways(nodes, edges, directed=directed), start, end, count=count, longest=longest, free=free
    )
    assert not found.truncated
    assert list(found.paths) == every(edges, start, end, longest, free, directed)[:count]


def test_a_hub_between_two_leaves_is_no_maze() -> None:
    # All walks between the leaves but one come by the hub twice.
    hub, leaves = 0, range(1, 20_001)
    edges = [(hub, leaf, 1) for leaf in leaves] + [(leaf, leaf + 1, 1) for leaf in range(3, 20_000)]
    found = walks.shortest(
        ways(20_001, edges, directed=False), 1, 2, count=20, longest=6, free=np.ones(20_001, dtype=np.bool_)
    )
    assert (found.paths, found.truncated) == ((((1, 0, 2), 2),), False)


def test_what_takes_too_long_is_given_up_and_says_so() -> None:
    edges = [(one, other, 1) for one in range(60) for other in range(one)]
    graph, free = ways(60, edges, directed=False), np.ones(60, dtype=np.bool_)
    found = walks.shortest(graph, 0, 1, count=20, longest=6, free=free, budget=2_000)
    assert found.truncated
    whole = walks.shortest(graph, 0, 1, count=20, longest=6, free=free)
    assert whole.paths[: len(found.paths)] == found.paths


def test_choices_are_known_by_what_they_choose() -> None:
    assert Choice(2, frozenset({"meets", "is"})) == Choice(2, frozenset({"is", "meets"}))
