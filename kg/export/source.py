"""What a writer is given: the part of the graph, how it is to look, and who wants to know how far it is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from kg.errors import QueryError, QueryTimeoutError
from kg.export.figure import Figure, Mark
from kg.query.portion import GraphEdge, GraphNode, Portion

Item = TypeVar("Item")

_OFTEN = 1000  # items between two reports


def nobody(done: int) -> None:
    """Wants to know nothing of how far it is."""


def within(
    seconds: float | None,
    progress: Callable[[int], None] = nobody,
    gone: Callable[[], bool] = lambda: False,
) -> Callable[[int], None]:
    """A progress that ends the work, by an error, when so many seconds are over or nobody wants it any more.

    The error is a `QueryTimeoutError` or a `QueryError`.
    """
    deadline = None if seconds is None else time.monotonic() + seconds

    def looked(done: int) -> None:
        if deadline is not None and time.monotonic() > deadline:
            raise QueryTimeoutError(f"the export took longer than {seconds:g} s and was ended")
        if gone():
            raise QueryError("whoever asked has gone")
        progress(done)

    return looked


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be written.

    Attributes:
        figure: the marks of the nodes; None for formats that have none.
        dynamic: whether nodes and edges carry the days they are of, for a timeline.
        progress: told now and then how many nodes, edges, statements or claims have been written.
    """

    portion: Portion
    figure: Figure | None = None
    dynamic: bool = False
    progress: Callable[[int], None] = nobody

    def nodes(self) -> Iterator[tuple[GraphNode, Mark | None]]:
        """The nodes with their marks, by id."""
        nodes = self.counted(self.portion.nodes())
        if self.figure is None:
            return ((node, None) for node in nodes)
        return zip(nodes, self.figure.marks(), strict=True)

    def edges(self) -> Iterator[GraphEdge]:
        """The edges in their order."""
        return self.counted(self.portion.edges())

    def counted(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items, while progress is reported."""
        number = 0
        for number, item in enumerate(items, start=1):
            yield item
            if number % _OFTEN == 0:
                self.progress(_OFTEN)
        self.progress(number % _OFTEN)
