"""Two CSV tables with the column names that Gephi's spreadsheet import looks for, for Gephi and pandas.

A path that ends in “.zip”, or a stream, gets both in one ZIP archive, any other path a folder.
Lists are joined. In dynamic mode there is a column `Timeset`, which Gephi makes its timeline of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from kg.export.attributes import EDGE, NODE, Attribute, counted, plain
from kg.export.csv_rows import Cell, write_rows
from kg.export.figure import Figure, Mark
from kg.export.source import Source
from kg.export.target import opened_parts
from kg.export.timeline import lasting, spell
from kg.query.portion import Interval

_TIMES = "Timeset"
_PLACE: Sequence[Attribute[Mark]] = (
    Attribute("x", "double", lambda mark: mark.x),
    Attribute("y", "double", lambda mark: mark.y),
)


def write(source: Source, target: Path | BinaryIO) -> None:
    """Writes `nodes.csv` and `edges.csv`.

    Raises:
        InputError: the folder has other things in it.
        OSError: it cannot be written.
    """
    tables = {"nodes.csv": _nodes, "edges.csv": _edges}
    with opened_parts(target, [*tables]) as part:
        for name, rows in tables.items():
            with part(name) as stream:
                write_rows(stream, rows(source))


def _nodes(source: Source) -> Iterator[Sequence[Cell]]:
    marks = _marks(source.figure)
    times = [_TIMES] if source.dynamic else []
    yield ["Id", "Label", *times, *(one.name for one in NODE), *(one.name for one in marks)]
    for node, mark in source.nodes():
        row: list[Cell] = [node.id, node.label]
        if source.dynamic:
            row.append(_set(lasting(node)))
        row += [plain(one.of(node)) for one in NODE]
        if mark is not None:
            row += [plain(one.of(mark)) for one in marks]
        yield row


def _marks(figure: Figure | None) -> Sequence[Attribute[Mark]]:
    placed = figure is not None and figure.positions is not None
    return [*counted(figure), *(_PLACE if placed else ())]


def _edges(source: Source) -> Iterator[Sequence[Cell]]:
    times = [_TIMES] if source.dynamic else []
    yield ["Id", "Source", "Target", "Type", "Kind", "Label", "Weight", *times, *(one.name for one in EDGE)]
    for edge in source.edges():
        row: list[Cell] = [edge.id, edge.source, edge.target, "Directed", edge.kind, edge.label, edge.weight]
        if source.dynamic:
            row.append(_set(edge.intervals))
        row += [plain(one.of(edge)) for one in EDGE]
        yield row


def _set(intervals: Sequence[Interval]) -> str | None:
    """Intervals as Gephi writes a set of them.

    >>> _set([("2022-02-15", "2022-02-15"), ("2022-02-20", "2022-02-21")])
    '<[2022-02-15, 2022-02-16]; [2022-02-20, 2022-02-22]>'
    """
    inside = "; ".join(f"[{first}, {end}]" for first, end in map(spell, intervals))
    return f"<{inside}>" if inside else None
