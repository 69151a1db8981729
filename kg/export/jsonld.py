"""JSON-LD: every statement, grouped by document graph, then by subject."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import pyoxigraph

from kg.export.source import Source
from kg.export.statements import parsed
from kg.export.target import opened


def write(graph: Source, target: Path | BinaryIO) -> None:
    """Writes expanded JSON-LD, in UTF-8. Raises `OSError`."""
    quads = sorted(parsed(graph.nquads()), key=lambda quad: str(quad.graph_name))
    with opened(target) as stream:
        pyoxigraph.serialize(quads, stream, pyoxigraph.RdfFormat.JSON_LD)
