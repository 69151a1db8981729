"""The statements of a portion, graph by graph: one document's at a time is in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import pyoxigraph as ox

from kg.query import portion_claims, statement_selection
from kg.query.portion_state import Held
from kg.store.sorted_lines import merged

_LINES = 10_000  # parsed at a time
_PAPERS = "SELECT id, digest FROM temp.paper"


def of(held: Held, *, whole: bool) -> Iterator[ox.Quad]:
    """All statements in named graphs, or those behind the edges.

    Raises:
        StoreError: a document is not any more as it was when the graph was held.
    """
    papers = {held.iris.document(key): (key, digest) for key, digest in held.index.rows(_PAPERS)}
    graphs = set(papers)
    if whole:
        graphs.update(held.store.graphs())
    for graph in sorted(graphs, key=_line):
        if graph not in papers:
            yield from parsed(merged(f"{quad} ." for quad in held.store.graph(graph)))
            continue
        document, digest = papers[graph]
        quads = held.document(document, digest)
        if not whole:
            claims = portion_claims.chosen(held.index, document)
            quads = statement_selection.of_claims(quads, claims, held.iris)
        yield from sorted(quads, key=str)


def parsed(lines: Iterable[str]) -> Iterator[ox.Quad]:
    """The statements on lines of N-Quads, some at a time."""
    rest = iter(lines)
    while batch := list(islice(rest, _LINES)):
        yield from ox.parse("\n".join(batch), ox.RdfFormat.N_QUADS)


def _line(graph: str) -> str:
    """A graph as N-Quads has it."""
    return f"<{graph}>"
