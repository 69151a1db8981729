"""N-Quads: every statement with its document's graph, one a line; the form two builds are compared in."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import pyoxigraph

from kg.export.source import Source
from kg.export.target import opened


def write(source: Source, target: Path | BinaryIO) -> None:
    """Writes the statements, sorted within their graphs, in UTF-8. Raises `OSError`."""
    with opened(target) as stream:
        quads = source.counted(source.portion.quads())
        pyoxigraph.serialize(quads, stream, pyoxigraph.RdfFormat.N_QUADS)
