"""The plain edges as compact arrays, in which paths are searched: read once from the index, then kept."""

from __future__ import annotations

import sqlite3
from array import array
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from kg.errors import StoreError
from kg.model import EntityType
from kg.query.index import Index
from kg.query.view import View

Numbers: TypeAlias = NDArray[np.int32]
Flags: TypeAlias = NDArray[np.bool_]

_MOST = 30_000_000  # edges: beyond it the arrays would take more than 1 GB
_KEPT = 4  # choices of edges whose links are kept

# In the order of the table: an index would give them in another, and each name far from its like.
_EDGES = "SELECT subject, relation, object, weight FROM edge ORDER BY subject, object, relation"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which edges count: those that at least `min_weight` claims affirm, of any relation but those whose
    ids are in `without`."""

    min_weight: int = 1
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Links:
    """Compressed sparse rows: the neighbours of node `n` are `ends[starts[n]:starts[n + 1]]`, ascending,
    each once; `weights` are the claims behind each link."""

    starts: Numbers
    ends: Numbers
    weights: Numbers

    def of(self, nodes: Numbers) -> tuple[Numbers, Numbers]:
        """The places in `ends` of the links of all these nodes, one node after the other, and how many
        each of them has."""
        first = self.starts[nodes]
        counts = self.starts[nodes + 1] - first
        begin = np.cumsum(counts, dtype=np.int32) - counts
        places = np.repeat(first - begin, counts)
        places += np.arange(len(places), dtype=np.int32)
        return places, counts

    def count(self, nodes: Numbers) -> int:
        """How many links these nodes have together."""
        return int((self.starts[nodes + 1] - self.starts[nodes]).sum(dtype=np.int64))


@dataclass(frozen=True, slots=True)
class Ways:
    """Where one can go on from each node, and from where one comes to it."""

    out: Links
    into: Links


class Adjacency:
    """The edges of one state of the graph. Entities and relations are numbered in the order of their ids.

    Attributes:
        ids: the entities.
        numbers: their numbers.
        concept: which of them are of the type CONCEPT.
    """

    def __init__(self, index: Index) -> None:
        """Reads all edges. Raises `StoreError` where they are too many."""
        self.numbers: dict[str, int] = {}
        concept = bytearray()
        for batch in index.batches("SELECT id, type FROM entity ORDER BY id"):
            for name, kind in batch:
                self.numbers[name] = len(self.numbers)
                concept.append(kind == EntityType.CONCEPT)
        self.ids = list(self.numbers)
        self.concept = np.frombuffer(concept, dtype=np.bool_)
        names = index.rows("SELECT id FROM relation ORDER BY id")
        self._relations = {name: number for number, (name,) in enumerate(names)}
        edges = self._read(index)
        self._source, self._relation, self._target, self._weight = (
            np.frombuffer(column, dtype=np.int32) for column in edges
        )
        self._lock = Lock()
        self._ways: OrderedDict[tuple[Choice, bool], Ways] = OrderedDict()

    def __len__(self) -> int:
        """How many edges there are."""
        return len(self._source)

    def ways(self, choice: Choice, *, directed: bool) -> Ways:
        """The links that the chosen edges make, along their direction only or either way."""
        key = (choice, directed)
        with self._lock:
            if key not in self._ways:
                self._ways[key] = self._linked(choice, directed)
                while len(self._ways) > _KEPT:
                    self._ways.popitem(last=False)
            self._ways.move_to_end(key)
            return self._ways[key]

    def _linked(self, choice: Choice, directed: bool) -> Ways:
        taken = (self._weight >= choice.min_weight) & (self._source != self._target)
        if choice.without:
            left_out = [self._relations[name] for name in choice.without if name in self._relations]
            taken &= ~np.isin(self._relation, left_out)
        source, target, weight = self._source[taken], self._target[taken], self._weight[taken]
        if directed:
            nodes = len(self.ids)
            return Ways(rows(nodes, source, target, weight), rows(nodes, target, source, weight))
        both = rows(
            len(self.ids),
            np.concatenate((source, target)),
            np.concatenate((target, source)),
            np.concatenate((weight, weight)),
        )
        return Ways(both, both)

    def _read(self, index: Index) -> tuple[array[int], ...]:
        """Subject, relation, object and weight of every edge."""
        columns = (array("i"), array("i"), array("i"), array("i"))
        entity, relation = self.numbers.__getitem__, self._relations.__getitem__
        try:
            for batch in index.batches(_EDGES):
                subjects, predicates, objects, weights = zip(*batch, strict=True)
                columns[0].extend(map(entity, subjects))
                columns[1].extend(map(relation, predicates))
                columns[2].extend(map(entity, objects))
                columns[3].extend(weights)
                if len(columns[0]) > _MOST:
                    raise StoreError(
                        f"this graph has more than the {_MOST:,} edges that paths are searched in"
                    )
        except KeyError as error:
            raise StoreError(f"the index has an edge of {error}, which it does not know") from error
        return columns


class Kept:
    """The arrays of the state in which they were last asked for; made anew when the graph has changed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._made: tuple[str, Adjacency] | None = None

    def prepare(self, view: View, choice: Choice, *, directed: bool) -> None:
        """Makes the arrays, and the links of a choice, from a connection of their own, so that who asks for
        something else goes on meanwhile. To be called outside `view.read`. Raises `StoreError`."""
        with self._lock:
            state, file = view.read(lambda: (view.index.state(), view.index.path))
            if file is None or self._state == state:
                return
            self._made = None  # lets go of the old ones first
            try:
                own = Index(file, read_only=True)
            except StoreError:
                return  # it has gone, or is damaged: `of` goes by what the view has in its place
            try:
                with own.snapshot():
                    made = own.state(), Adjacency(own)
            except sqlite3.Error:
                return  # likewise
            finally:
                own.close()
            made[1].ways(choice, directed=directed)
            self._made = made

    def of(self, view: View) -> Adjacency:
        """The arrays of the state that `view` shows, made here where `prepare` could not, or where the graph
        has changed since; call it inside `view.read`. Raises `StoreError`."""
        state, made = view.index.state(), self._made
        if made is None or made[0] != state:
            made = None
            self._made = None  # lets go of the old ones first
            made = self._made = state, Adjacency(view.index)
        return made[1]

    @property
    def _state(self) -> str | None:
        return self._made[0] if self._made else None


def rows(nodes: int, source: Numbers, target: Numbers, weight: Numbers) -> Links:
    """Links out of edges, those between the same two nodes taken together."""
    keys = source.astype(np.int64) * nodes + target
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    new = np.ones(len(keys), dtype=np.bool_)
    new[1:] = keys[1:] != keys[:-1]
    first = np.flatnonzero(new)
    weights = np.add.reduceat(weight[order], first) if len(first) else weight[order]
    keys = keys[first]
    starts = np.searchsorted(keys, np.arange(nodes + 1, dtype=np.int64) * nodes)
    return Links(
        starts.astype(np.int32),
        (keys % nodes).astype(np.int32) if nodes else keys.astype(np.int32),
        weights.astype(np.int32),
    )
