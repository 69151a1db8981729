"""Exports: one format, one file, one function `write(graph, target)`.

`target` is a path, written beside itself and renamed when it is whole, or an open binary stream.
Every format lists entities and edges in their sorted order: the same graph gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from kg.errors import InputError
from kg.export.source import Source

__all__ = ["FORMATS", "Format", "write"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its media type, the suffix its files carry, and the module that writes it.

    The module is imported by the first `write`, so that listing the formats costs nothing.
    """

    module: str
    media_type: str
    suffix: str

    def write(self, graph: Source, target: Path | BinaryIO) -> None:
        """Writes the whole graph; `OSError` where the target cannot be written."""
        import_module(self.module).write(graph, target)


FORMATS: dict[str, Format] = {
    "gexf": Format("kg.export.gexf", "application/gexf+xml", ".gexf"),
    "graphml": Format("kg.export.graphml", "application/graphml+xml", ".graphml"),
    "csv": Format("kg.export.csv", "application/zip", ".zip"),
    "turtle": Format("kg.export.turtle", "text/turtle", ".ttl"),
    "nquads": Format("kg.export.nquads", "application/n-quads", ".nq"),
    "jsonld": Format("kg.export.jsonld", "application/ld+json", ".jsonld"),
}


def write(graph: Source, format: str, target: Path | BinaryIO) -> None:
    """Writes the graph in the format of that name; `InputError` where there is no such format.

    >>> sorted(FORMATS)
    ['csv', 'gexf', 'graphml', 'jsonld', 'nquads', 'turtle']
    """
    if format not in FORMATS:
        raise InputError(f"no export format {format!r}: one of {', '.join(FORMATS)}")
    FORMATS[format].write(graph, target)
