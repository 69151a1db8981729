"""The shortest simple paths between two nodes of a graph in arrays, one by one in a fixed order.

For each length in turn: how heavy the rest of a walk can be is known from both ends at once, so that a search
for the heaviest first looks at little but the paths it finds. A walk no more than one step longer than the
shortest path is a path; longer ones may cross themselves, and there the rest is weighed anew for each
beginning, without the nodes of that beginning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TypeAlias

import numpy as np

from kg.query.adjacency import Flags, Links, Numbers, Ways

Path: TypeAlias = tuple[int, ...]

_NONE = -1  # the weight of a walk that there is not
_BUDGET = 40_000_000  # links looked at for one answer: about a second
_EACH = 500  # what one beginning of a path costs beside its links, in links


class _SpentError(Exception):
    """The budget is used up."""


@dataclass(frozen=True, slots=True)
class Found:
    """Paths as node numbers with their weights, in order; `truncated`: there may be more, unsought."""

    paths: tuple[tuple[Path, int], ...]
    truncated: bool


def shortest(
    ways: Ways, start: int, end: int, *, count: int, longest: int, free: Flags, budget: int = _BUDGET
) -> Found:
    """The first `count` simple paths of at most `longest` steps: shortest first, of equal length heaviest
    first (the sum over the links), then by the numbers of the nodes.

    Args:
        free: which nodes may lie inside a path.
        budget: links to look at; where they are used up, the answer has what was found until then.
    """
    search = _Search(ways, end, longest, free, budget)
    found: list[tuple[Path, int]] = []
    try:
        for path in search.paths(start):
            found.append(path)
            if len(found) == count:
                break
    except _SpentError:
        return Found(tuple(found), True)
    return Found(tuple(found), False)


class _Field:
    """What lies between two nodes. `ahead[i]`: the nodes that a walk of i steps from the start leads to.
    `best[j]`: for each node the weight of the heaviest walk of j steps from there to the end, which touches
    neither the start nor the end on its way."""

    def __init__(self, search: _Search, start: int, end: int, free: Flags) -> None:
        self._search = search
        search.spend(len(free))
        self._inside = free.copy()
        self._inside[[start, end]] = False
        self._reachable = self._inside.copy()
        self._reachable[end] = True
        first = search.ways.out.ends[slice(*search.ways.out.starts[start : start + 2])]
        self.ahead = [np.array([start], dtype=np.int32), first[self._reachable[first]]]
        here = np.full(len(free), _NONE, dtype=np.int32)
        here[end] = 0
        self._best = [here]
        self._behind = np.array([end], dtype=np.int32)

    @property
    def over(self) -> bool:
        """Whether no longer walk leads from the start to the end."""
        return not len(self.ahead[-1]) or not len(self._behind)

    def levels(self, length: int) -> list[Numbers] | None:
        """`best` for 0 to `length - 1` steps, at the nodes where a walk of that length comes by; None
        where there is no such walk. To be asked for shorter ones first."""
        while len(self.ahead) + len(self._best) - 2 < length:
            if self.over:
                return None
            self._grow()
        if not (self._best[-1][self.ahead[-1]] >= 0).any():
            return None
        levels = list(self._best)
        for nodes in self.ahead[-2:0:-1]:
            levels.append(self._gathered(nodes, levels[-1]))
        return levels

    def _grow(self) -> None:
        """One step further from the end where that is cheaper."""
        ways = self._search.ways
        last = self.ahead[-1][self._inside[self.ahead[-1]]]  # no walk goes on beyond the end
        if ways.into.count(self._behind) <= ways.out.count(last):
            self._best.append(self._scattered(self._behind, self._best[-1]))
            self._behind = np.flatnonzero(self._best[-1] >= 0).astype(np.int32)
        else:
            places, _ = self._looked_at(ways.out, last)
            reached = np.zeros(len(self._inside), dtype=np.bool_)
            reached[ways.out.ends[places]] = True
            reached[~self._reachable] = False
            self.ahead.append(np.flatnonzero(reached).astype(np.int32))

    def _scattered(self, nodes: Numbers, best: Numbers) -> Numbers:
        """One step back from `nodes`."""
        into = self._search.ways.into
        places, counts = self._looked_at(into, nodes)
        further = np.full(len(best), _NONE, dtype=np.int32)
        np.maximum.at(further, into.ends[places], np.repeat(best[nodes], counts) + into.weights[places])
        further[~self._inside] = _NONE
        return further

    def _gathered(self, nodes: Numbers, best: Numbers) -> Numbers:
        """One step back to `nodes`."""
        out = self._search.ways.out
        places, counts = self._looked_at(out, nodes)
        further = np.full(len(best), _NONE, dtype=np.int32)
        if len(places):
            rest = best[out.ends[places]]
            rest += np.where(rest >= 0, out.weights[places], 0).astype(np.int32)
            some = counts > 0
            first = (np.cumsum(counts) - counts)[some]
            further[nodes[some]] = np.maximum.reduceat(rest, first)
            further[~self._inside] = _NONE
        return further

    def _looked_at(self, links: Links, nodes: Numbers) -> tuple[Numbers, Numbers]:
        self._search.spend(links.count(nodes))
        return links.of(nodes)


@dataclass(frozen=True, slots=True)
class _Onward:
    """The nodes after a beginning, the most promising first: how heavy all that follows can be, and the
    link to each."""

    nodes: Numbers
    totals: Numbers
    links: Numbers


class _Search:
    def __init__(self, ways: Ways, end: int, longest: int, free: Flags, budget: int) -> None:
        self.ways = ways
        self._end = end
        self._longest = longest
        self._free = free
        self._left = budget

    def spend(self, links: int) -> None:
        """Takes from the budget. Raises `_SpentError` before more is used than there is."""
        self._left -= links
        if self._left < 0:
            raise _SpentError

    def paths(self, start: int) -> Iterator[tuple[Path, int]]:
        """All paths in order. Raises `_SpentError`."""
        field = _Field(self, start, self._end, self._free)
        least: int | None = None
        for length in range(1, self._longest + 1):
            levels = field.levels(length)
            if levels is not None:
                least = least or length
                yield from self._of_length(start, length, levels, exact=length <= least + 1)
            elif field.over:
                return

    def _of_length(
        self, start: int, length: int, levels: list[Numbers], *, exact: bool
    ) -> Iterator[tuple[Path, int]]:
        """The paths of one length. `exact`: every walk of this length is a path."""
        seen: dict[tuple[int, int], _Onward] = {}
        # Minus the most that a path can weigh which begins so, the beginning, its weight, and what it was
        # one of: the weight before, the ways onward, and the place among them.
        heap: list[tuple[int, Path, int, int, _Onward, int]] = []

        def offer(path: Path, weight: int, onward: _Onward, place: int) -> None:
            while place < len(onward.nodes):
                node = int(onward.nodes[place])
                if node not in path:
                    most = weight + int(onward.totals[place])
                    link = weight + int(onward.links[place])
                    heappush(heap, (-most, (*path, node), link, weight, onward, place))
                    return
                place += 1

        def known(node: int, left: int) -> _Onward:
            if (node, left) not in seen:
                seen[node, left] = self._onward(node, levels[left - 1])
            return seen[node, left]

        offer((start,), 0, known(start, length), 0)
        while heap:
            _, path, weight, before, onward, place = heappop(heap)
            self.spend(_EACH)
            offer(path[:-1], before, onward, place + 1)
            left = length - len(path) + 1
            if left == 0:
                yield path, weight
                continue
            if exact or left < 3:
                offer(path, weight, known(path[-1], left), 0)
                continue
            rest = self._beyond(path, left)
            if rest is not None:
                offer(path, weight, rest, 0)

    def _onward(self, node: int, rest: Numbers) -> _Onward:
        links = self.ways.out
        row = slice(*links.starts[node : node + 2])
        ends = links.ends[row]
        self.spend(len(ends))
        after = rest[ends]
        good = np.flatnonzero(after >= 0)
        weights = links.weights[row][good]
        totals = after[good] + weights
        order = np.argsort(-totals, kind="stable")  # of equal ones the lower number first, as they stand
        return _Onward(ends[good][order], totals[order], weights[order])

    def _beyond(self, path: Path, left: int) -> _Onward | None:
        """The ways onward that do not come back to the path; None where there are none."""
        free = self._free.copy()
        free[list(path)] = False
        levels = _Field(self, path[-1], self._end, free).levels(left)
        return None if levels is None else self._onward(path[-1], levels[-1])
