"""Turtle: the union of all documents' statements, without the graphs' names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

import pyoxigraph

from kg.export import turtle_text
from kg.export.source import Source
from kg.export.target import opened
from kg.query.portion_statements import parsed
from kg.rdf.vocabulary import prefixes
from kg.store.sorted_lines import merged

_RUN = 200_000  # lines sorted in memory at a time


def write(source: Source, target: Path | BinaryIO) -> None:
    """Writes each statement once, grouped by subject, in UTF-8. Raises `OSError`."""
    with opened(target) as stream:
        turtle_text.write(_union(source), stream, prefixes(source.portion.base))


def _union(source: Source) -> Iterator[pyoxigraph.Quad]:
    # Sorted lines put the same statement of several documents side by side.
    lines = merged((f"{quad.triple} ." for quad in source.counted(source.portion.quads())), run=_RUN)
    return parsed(line for line, _ in groupby(lines))
