"""How a graph is to look: what was counted of each node, where it lies, how large it is and in what colour.

Made once for all formats by `kg.export.drawing`, from the nodes and links of a portion.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Colour: TypeAlias = tuple[int, int, int]  # red, green, blue, 0 to 255


@dataclass(frozen=True, slots=True)
class Mark:
    """What a figure says of one node. None: it was not asked for.

    Attributes:
        community: its number, from 0, the largest first.
        betweenness: divided by the number of pairs, 0 to 1.
        x, y: in units of the size of a node, y upwards.
        size: diameter, 4 to 40; the area stands for PageRank, or for the degree where that was not asked for.
    """

    community: int | None
    pagerank: float | None
    betweenness: float | None
    x: float | None
    y: float | None
    size: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Figure:
    """The marks of all nodes, in the order of `Portion.nodes`, as columns.

    Attributes:
        sampled: how many nodes betweenness was estimated from; 0: it is exact, or was not asked for.
        layout: the name of the algorithm; None: no positions.
        notes: sentences on what the figure shows, and on what it lacks.
    """

    size: NDArray[np.float64]
    colour: Sequence[Colour]
    community: NDArray[np.int64] | None = None
    pagerank: NDArray[np.float64] | None = None
    betweenness: NDArray[np.float64] | None = None
    positions: NDArray[np.float64] | None = None
    sampled: int = 0
    layout: str | None = None
    notes: tuple[str, ...] = ()

    def marks(self) -> Iterator[Mark]:
        """One mark after the other."""
        for number, colour in enumerate(self.colour):
            x, y = (None, None) if self.positions is None else map(float, self.positions[number])
            yield Mark(
                community=None if self.community is None else int(self.community[number]),
                pagerank=None if self.pagerank is None else float(self.pagerank[number]),
                betweenness=None if self.betweenness is None else float(self.betweenness[number]),
                x=x,
                y=y,
                size=float(self.size[number]),
                colour=colour,
            )
