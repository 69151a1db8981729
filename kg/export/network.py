"""The nodes and links of a portion as numbers: all that counting and laying out need to hold of a graph."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.query.portion import Portion

Numbers = NDArray[np.int64]
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes, numbered from 0, and the links between them, by source and target. Each link is there once, and
    none leads from a node to itself.

    Attributes:
        count: how many nodes there are.
        weight: of each link, in claims.
    """

    count: int
    source: Numbers
    target: Numbers
    weight: Values

    @classmethod
    def of(cls, count: int, source: Numbers, target: Numbers, weight: Values) -> Network:
        """A network of any links: those that are parallel are added up, loops are dropped."""
        kept = source != target
        ends, place = np.unique(source[kept] * count + target[kept], return_inverse=True)
        added = np.bincount(place, weights=weight[kept], minlength=len(ends)).astype(np.float64)
        return cls(count, ends // max(count, 1), ends % max(count, 1), added)

    @classmethod
    def read(cls, ids: Sequence[str], portion: Portion) -> Network:
        """The links of a portion whose nodes have these ids, in this order."""
        numbers = {id: number for number, id in enumerate(ids)}
        source, target, weight = array("q"), array("q"), array("d")
        for start, end, claims in portion.links():
            source.append(numbers[start])
            target.append(numbers[end])
            weight.append(claims)
        return cls.of(
            len(ids),
            np.frombuffer(source, np.int64),
            np.frombuffer(target, np.int64),
            np.frombuffer(weight, np.float64),
        )

    def undirected(self) -> Network:
        """The same without directions: each link leads from the smaller number to the larger."""
        ends = np.sort(np.stack([self.source, self.target]), axis=0)
        return Network.of(self.count, ends[0], ends[1], self.weight)

    def degrees(self) -> Numbers:
        """How many links each node has."""
        return np.bincount(np.concatenate([self.source, self.target]), minlength=self.count)

    def part(self, nodes: Numbers, links: Numbers) -> Network:
        """Some of the nodes, numbered in the order given, and some of the links between them."""
        number = np.zeros(self.count, np.int64)
        number[nodes] = np.arange(len(nodes))
        ends = number[self.source[links]], number[self.target[links]]
        return Network.of(len(nodes), *ends, self.weight[links])
