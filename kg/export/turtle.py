"""Turtle: the union of all documents' statements, without the graphs' names."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph

from kg.export.source import Source
from kg.export.statements import parsed
from kg.export.target import opened
from kg.rdf.vocabulary import prefixes

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_TURTLE = pyoxigraph.RdfFormat.TURTLE


def write(graph: Source, target: Path | BinaryIO) -> None:
    """Writes each statement once, grouped by subject, in UTF-8. Raises `OSError`."""
    known = prefixes(graph.base)
    # The serializer declares the prefixes in another order each time: here they are sorted.
    heading = _heading(known)
    with opened(target) as stream:
        stream.write(b"".join(sorted(heading.splitlines(keepends=True))))
        body = _Body(stream, skip=len(heading))
        pyoxigraph.serialize(_union(parsed(graph.nquads())), body, _TURTLE, prefixes=known)


def _union(quads: Iterable[pyoxigraph.Quad]) -> Iterator[pyoxigraph.Triple]:
    # Sorted lines put the same statement of several documents side by side.
    return (triple for triple, _ in groupby(quad.triple for quad in quads))


def _heading(known: dict[str, str]) -> bytes:
    """What the serializer writes before the first statement."""
    node = pyoxigraph.NamedNode("urn:x")
    whole = pyoxigraph.serialize([pyoxigraph.Triple(node, node, node)], None, _TURTLE, prefixes=known)
    assert whole is not None
    return whole.partition(b"<urn:x> ")[0]


class _Body(io.BytesIO):
    """Writes to a stream all but the first `skip` bytes."""

    def __init__(self, stream: BinaryIO, skip: int) -> None:
        super().__init__()
        self._stream = stream
        self._skip = skip

    def write(self, data: ReadableBuffer, /) -> int:
        whole = bytes(data)
        self._stream.write(whole[self._skip :])
        self._skip = max(self._skip - len(whole), 0)
        return len(whole)
