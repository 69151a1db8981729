"""N-Quads: every statement with its document's graph, sorted; the form two builds are compared in."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from kg.export.source import Source
from kg.export.target import opened


def write(graph: Source, target: Path | BinaryIO) -> None:
    """Writes the statements one a line, in UTF-8. Raises `OSError`."""
    with opened(target) as stream:
        for line in graph.nquads():
            stream.write(f"{line.rstrip()}\n".encode())
