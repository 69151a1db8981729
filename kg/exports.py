"""A graph written out: into files, as a stream of bytes, for networkx."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kg.query.evaluation import Head
from kg.query.graph_view import GraphView
from kg.query.portion_questions import WHOLE
from kg.query.questions import Questions
from kg.query.stream import Stream

if TYPE_CHECKING:
    import networkx


class Exports(Questions):
    """A graph that can be written out. `kg.graph.KnowledgeGraph` is one. The examples share a `graph`."""

    @property
    def place(self) -> str | None:
        """What `open` is to be given for the same graph again: a directory, or a URL, in which a password
        may stand; None for a graph in memory.

        >>> graph.place is None
        True
        """
        return self._view.place

    def export(
        self,
        format: str,
        target: Path | BinaryIO,
        view: GraphView = WHOLE,
        *,
        layout: bool | None = None,
        measures: bool | None = None,
        dynamic: bool = False,
        timeout: float | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> None:
        """Writes a part of the graph, all of it by default, in one of the formats of `kg.export`.

        Args:
            target: a path, which is replaced when the export is whole, or an open binary stream.
            layout: whether nodes get positions; None: where there are no more than 5,000, and the library is
                installed that finds them.
            measures: whether nodes get their community, PageRank and betweenness; None: where the library
                that counts them is installed.
            dynamic: whether nodes and edges carry the days they are of, for a timeline.
            timeout: seconds after which it is given up; looked at while nodes, edges and statements are
                written.
            progress: told now and then how many more of these have been.

        >>> from io import BytesIO
        >>> target = BytesIO()
        >>> graph.export("nquads", target)
        >>> len(target.getvalue().splitlines()) == graph.stats().triples
        True

        Raises:
            InputError: there is no such format, or the view makes no sense.
            NotFoundError: the view is around an entity that is not there.
            QueryError: the view's CONSTRUCT fails; QueryTimeoutError, the time is over.
            OSError: `target` cannot be written.
        """
        from kg import export
        from kg.export.source import nobody, within

        watched = within(timeout, progress or nobody)
        with self.portion(view, timeout=timeout) as portion:
            export.write(
                portion, format, target, layout=layout, measures=measures, dynamic=dynamic, progress=watched
            )

    def to_networkx(
        self, view: GraphView = WHOLE, *, layout: bool = False, measures: bool = False
    ) -> networkx.MultiDiGraph:
        """A part of the graph, all of it by default, as networkx knows it: nodes by id, edges by their ends
        and kind, with the attributes that kg/export/README.md lists.

        Args:
            layout: whether nodes also have `x`, `y`, `size` and `colour`.
            measures: whether nodes also have `community`, `pagerank`, `betweenness`, `size` and `colour`.

        >>> net = graph.to_networkx(GraphView(holder="Russia"), measures=True)
        >>> [(source, kind, target) for source, target, kind in net.edges]
        [('Russia', 'moves_troops', 'garrison')]
        >>> net.nodes["Russia"]["type"], net.nodes["Russia"]["community"]
        ('Country', 0)

        Raises: as `portion`; InputError where a library is missing for what is asked for.
        """
        from kg.export.networkx_graph import to_networkx

        with self.portion(view) as portion:
            return to_networkx(portion, layout=layout, measures=measures)

    def export_stream(
        self,
        format: str,
        view: GraphView = WHOLE,
        *,
        layout: bool | None = None,
        measures: bool | None = None,
        dynamic: bool = False,
        timeout: float,
        memory: int = 2 * 2**30,
        gone: Callable[[], bool] = lambda: False,
    ) -> Stream:
        """The bytes of an export while it is made, by a process of its own that is ended at the deadline, or
        where it takes too much memory. That of a graph in memory is made here, whole, before its first byte.

        Args:
            timeout: seconds for all of it.
            memory: bytes that the process may take beyond what opening the graph takes.
            gone: asked now and then whether nobody wants the export any more.

        >>> with graph.export_stream("nquads", timeout=60) as pieces:
        ...     sum(piece.count(b"\\n") for piece in pieces) == graph.stats().triples
        True

        Raises: as `export`, here or by `Stream.begin` and by reading on; ResultTooLargeError for its memory.
        """
        from kg import export
        from kg.export.delivery import Delivery
        from kg.export.kept import Kept
        from kg.export.order import Order
        from kg.export.source import within

        head = Head("construct", (), export.known(format).media_type)
        place = self.place
        if place is None:
            write = partial(
                self.export,
                format,
                view=view,
                layout=layout,
                measures=measures,
                dynamic=dynamic,
                progress=within(timeout, gone=gone),
            )
            return Stream(head, Kept(write))
        order = Order(
            place=place,
            base=self.base,
            format=format,
            view=view,
            layout=layout,
            measures=measures,
            dynamic=dynamic,
            deadline=time.monotonic() + timeout,
            memory=memory,
        )
        return Stream(head, Delivery(order, gone))
