"""Portions of a graph in shapes that are hard to draw, made by rule, of any size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.model import EntityType
from kg.query.portion import GraphNode
from tests.support.portions import Listed, node

Ends = NDArray[np.int64]


@dataclass(frozen=True)
class Linked(Listed):
    """A portion of numbered nodes and the links between them: rows of source and target."""

    given_nodes: tuple[GraphNode, ...] = ()
    given_edges: tuple[()] = ()
    nodes_made: int = 0
    ends: Ends | None = None
    weight: int = 1

    @property
    def node_count(self) -> int:
        return self.nodes_made

    @property
    def edge_count(self) -> int:
        return 0 if self.ends is None else len(self.ends)

    def nodes(self) -> Iterator[GraphNode]:
        types = [*EntityType]
        return (node(f"n{number:07}", type=types[number % 12]) for number in range(self.nodes_made))

    def links(self) -> Iterator[tuple[str, str, int]]:
        ends = [] if self.ends is None else self.ends.tolist()
        return ((f"n{one:07}", f"n{other:07}", self.weight) for one, other in ends)


def linked(nodes: int, *ends: tuple[int, int], weight: int = 1) -> Linked:
    return Linked(nodes_made=nodes, ends=np.array(ends, np.int64).reshape(-1, 2), weight=weight)


def power_law(nodes: int, edges: int) -> Linked:
    """Both ends of a link are drawn with a chance of 1/rank: few nodes have most links, many have none; some
    links are parallel, some lead from a node to itself."""
    odds = np.cumsum(1 / np.arange(1, nodes + 1))
    ends = np.searchsorted(odds / odds[-1], np.random.default_rng(1).random((edges, 2)))
    return Linked(nodes_made=nodes, ends=ends)


def circles(nodes: int, edges: int, groups: int) -> Linked:
    """Groups of very different sizes; four links of five stay within one. In each a few nodes have most."""
    chance = np.random.default_rng(1)
    bounds = np.concatenate([[0], np.cumsum(1 / np.arange(1, groups + 1))])
    bounds = np.round(bounds / bounds[-1] * nodes).astype(np.int64)
    group = np.searchsorted(bounds, chance.integers(nodes, size=(edges, 2)), side="right") - 1
    group[:, 1] = np.where(chance.random(edges) < 0.8, group[:, 0], group[:, 1])
    rank = chance.random((edges, 2)) ** 3  # the first nodes of a group are drawn most
    ends = bounds[group] + (rank * (bounds[group + 1] - bounds[group])).astype(np.int64)
    return Linked(nodes_made=nodes, ends=ends)


def star(nodes: int) -> Linked:
    """All are linked with the first."""
    return linked(nodes, *((0, number) for number in range(1, nodes)))


def trees(nodes: int) -> Linked:
    """Many small parts: trees of one to twenty nodes."""
    chance, ends, first = np.random.default_rng(1), [], 0
    while first < nodes:
        size = min(int(chance.integers(1, 21)), nodes - first)
        ends += [(first + int(chance.integers(number)), first + number) for number in range(1, size)]
        first += size
    return linked(nodes, *ends)
