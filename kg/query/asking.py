"""What every question to a graph begins with: its view, its processes, and one state of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Concatenate, ParamSpec, TypeVar

from kg.query import documents
from kg.query.adjacency import Kept
from kg.query.readers import Readers
from kg.query.view import View

Answer = TypeVar("Answer")
Arguments = ParamSpec("Arguments")


class Asking:
    """Questions to one graph, each answered from one state of it. The examples share a `graph`."""

    def __init__(self, view: View, readers: Readers | None) -> None:
        """Use `open`."""
        self._view = view
        self._readers = readers
        self._arrays = Kept()

    @property
    def base(self) -> str:
        """What all IRIs of the graph begin with.

        >>> graph.base
        'https://kg.example/'
        """
        return self._view.iris.base

    @property
    def revision(self) -> str:
        """A name for what the graph holds: the same documents, read alike, give the same.

        >>> len(graph.revision)
        64
        """
        return self._read(documents.revision)

    @property
    def version(self) -> str:
        """A name for the state of the graph: another one after every write, the same until then. Of a
        graph on a server, which others may write, every second another.

        >>> graph.version == graph.version
        True
        """
        return self._view.unchanged() or self._read(lambda view: view.version())

    def nquads(self) -> Iterator[str]:
        """All statements as sorted N-Quads lines, byte for byte the same for the same documents.

        >>> next(graph.nquads())[:28]
        '<https://kg.example/claim/c1'
        """
        self._view.read(lambda: None)
        return self._view.store.nquads()

    def _read(
        self,
        question: Callable[Concatenate[View, Arguments], Answer],
        *arguments: Arguments.args,
        **named: Arguments.kwargs,
    ) -> Answer:
        return self._view.read(lambda: question(self._view, *arguments, **named))
