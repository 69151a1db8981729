"""From N-Quads lines back to terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import pyoxigraph

_LINES = 10_000  # at a time: enough to keep the parser busy, little enough for memory


def parsed(lines: Iterable[str]) -> Iterator[pyoxigraph.Quad]:
    """The statements on N-Quads lines, in order, without holding them all.

    >>> [str(q.object) for q in parsed(['<urn:s> <urn:p> "o" <urn:g> .'])]
    ['"o"']
    """
    rest = iter(lines)
    while batch := list(islice(rest, _LINES)):
        yield from pyoxigraph.parse("\n".join(batch), pyoxigraph.RdfFormat.N_QUADS)
