"""TriG: every statement under its document's graph, with prefixes."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from kg.export import turtle_text
from kg.export.source import Source
from kg.export.target import opened
from kg.rdf.vocabulary import prefixes


def write(source: Source, target: Path | BinaryIO) -> None:
    """Writes one block per graph, grouped by subject, in UTF-8. Raises `OSError`."""
    quads = source.counted(source.portion.quads())
    with opened(target) as stream:
        turtle_text.write(quads, stream, prefixes(source.portion.base))
