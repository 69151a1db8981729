"""Exports of a part of the graph: one format, one file, one function `write(source, target)`.

`target` is a path, written beside itself and renamed when it is whole, or an open binary stream.
Every format lists nodes, edges, claims and statements in a fixed order: the same graph gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kg.errors import InputError

if TYPE_CHECKING:
    from kg.export.figure import Figure
    from kg.export.source import Source
    from kg.query.portion import Portion

__all__ = ["FORMATS", "LAID_OUT", "Format", "by_suffix", "known", "write"]

LAID_OUT = 5000  # nodes up to which a graph gets positions unless somebody says otherwise


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its media type, the suffix its files carry, and the module that writes it.

    The module is imported by the first `write`, so that listing the formats costs nothing.

    Attributes:
        draws: whether it has nodes and edges that can be drawn and measured; the others are RDF.
    """

    module: str
    media_type: str
    suffix: str
    draws: bool

    def write(self, source: Source, target: Path | BinaryIO) -> None:
        """Writes all of the source; `OSError` where the target cannot be written."""
        import_module(self.module).write(source, target)


FORMATS: dict[str, Format] = {
    "gexf": Format("kg.export.gexf", "application/gexf+xml", ".gexf", True),
    "graphml": Format("kg.export.graphml", "application/graphml+xml", ".graphml", True),
    "csv": Format("kg.export.csv", "application/zip", ".zip", True),
    "neo4j": Format("kg.export.neo4j", "application/zip", ".neo4j.zip", True),
    "cytoscape": Format("kg.export.cytoscape", "application/json", ".cyjs", True),
    "turtle": Format("kg.export.turtle", "text/turtle", ".ttl", False),
    "nquads": Format("kg.export.nquads", "application/n-quads", ".nq", False),
    "trig": Format("kg.export.trig", "application/trig", ".trig", False),
    "jsonld": Format("kg.export.jsonld", "application/ld+json", ".jsonld", False),
    "rdf12": Format("kg.export.rdf12", "application/trig", ".rdf12.trig", False),
    "nanopub": Format("kg.export.nanopub", "application/trig", ".nanopub.trig", False),
}


def known(format: str) -> Format:
    """The format of that name; `InputError` where there is none.

    >>> known("rdf12").suffix
    '.rdf12.trig'
    """
    if format not in FORMATS:
        raise InputError(f"no export format {format!r}: one of {', '.join(FORMATS)}")
    return FORMATS[format]


def by_suffix(name: str) -> str | None:
    """The format that the name of a file says, by the longest suffix that it ends in; None for no format's.

    >>> by_suffix("graph.trig"), by_suffix("graph.rdf12.trig"), by_suffix("graph.txt")
    ('trig', 'rdf12', None)
    """
    ends = [format for format in FORMATS if name.lower().endswith(FORMATS[format].suffix)]
    return max(ends, key=lambda format: len(FORMATS[format].suffix), default=None)


def write(
    portion: Portion,
    format: str,
    target: Path | BinaryIO,
    *,
    layout: bool | None = None,
    measures: bool | None = None,
    dynamic: bool = False,
    progress: Callable[[int], None] | None = None,
) -> None:
    """Writes a part of the graph in a format.

    Args:
        layout: whether nodes get positions; None: up to `LAID_OUT` nodes.
        measures: whether nodes get their community, PageRank and betweenness; None: where the library that
            counts them is installed.
        dynamic: whether nodes and edges carry the days they are of, for a timeline.
        progress: told now and then how many more nodes, edges, statements or claims have been written.

    Raises:
        InputError: there is no such format; or it is RDF, which has no positions, measures and timeline; or
            a library is missing for what was asked for.
        OSError: the target cannot be written.
    """
    chosen = known(format)
    figure: Figure | None = None
    if chosen.draws:
        from kg.export.drawing import draw

        figure = draw(portion, layout=layout, measures=measures)
    elif layout or measures or dynamic:
        raise InputError(f"{format} is RDF: it has no positions, no measures and no timeline")
    from kg.export.source import Source, nobody

    chosen.write(Source(portion, figure, dynamic, progress or nobody), target)
