"""Two CSV tables with the column names Gephi's spreadsheet import looks for.

A folder gets `nodes.csv` and `edges.csv`; a path that ends in `.zip`, or a stream, gets both in one
ZIP archive. UTF-8, comma, fields quoted where they must be.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, BinaryIO

from kg.export.source import JOINT, Source
from kg.export.target import opened

_NODE_COLUMNS = ("Id", "Label", "Type", "Aliases", "Links", "Degree", "Claims", "Documents")
_EDGE_COLUMNS = ("Source", "Target", "Type", "Label", "Weight", "Relation", "Holders", "Documents", "Claims")


def write(graph: Source, target: Path | BinaryIO) -> None:
    """Writes both tables. Raises `OSError`."""
    tables = {"nodes.csv": _nodes, "edges.csv": _edges}
    if isinstance(target, Path) and target.suffix != ".zip":
        target.mkdir(parents=True, exist_ok=True)
        with ExitStack() as whole:  # neither file appears before both are complete
            for name, rows in tables.items():
                _table(whole.enter_context(opened(target / name)), rows(graph))
        return
    with opened(target) as stream, zipfile.ZipFile(stream, "w") as archive:
        for name, rows in tables.items():
            # ZipInfo's own date is fixed, so that the same graph gives the same archive.
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with archive.open(entry, "w", force_zip64=True) as part:
                _table(part, rows(graph))


def _table(stream: IO[bytes], rows: Iterator[tuple[object, ...]]) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    text.detach()  # flushes, and leaves the stream to whoever opened it


def _nodes(graph: Source) -> Iterator[tuple[object, ...]]:
    yield _NODE_COLUMNS
    for entity in graph.entities():
        yield (
            entity.id,
            entity.label,
            entity.type,
            JOINT.join(entity.aliases),
            JOINT.join(entity.links),
            entity.degree,
            entity.claims,
            entity.documents,
        )


def _edges(graph: Source) -> Iterator[tuple[object, ...]]:
    yield _EDGE_COLUMNS
    for edge in graph.edges():
        yield (
            edge.source,
            edge.target,
            "Directed",
            edge.relation,
            edge.weight,
            edge.relation_id,
            JOINT.join(edge.holders),
            JOINT.join(edge.documents),
            JOINT.join(edge.claims),
        )
