"""Two CSV tables with the headers of `neo4j-admin database import`, which `README.txt` beside them says how
to use. LOAD CSV and APOC's `apoc.import.csv` read them as well.

A path that ends in “.zip”, or a stream, gets them in one ZIP archive, any other path a folder. A node has the
label `Entity` and its type. The type of a relationship is the edge's kind, so that a pattern such as
`()-[:attacks]->()` finds only what is affirmed, and nothing that claims deny.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from kg.export.attributes import EDGE, NODE, Attribute, Kind, Of, Value, counted
from kg.export.csv_rows import Cell, write_rows
from kg.export.description import description
from kg.export.source import Source
from kg.export.target import opened_parts

_BETWEEN = ";"  # items of a list
_INSIDE = "；"  # within an item: the importer knows no way to write the other one there
_TYPES: dict[Kind, str] = {
    "string": "",
    "integer": ":int",
    "double": ":double",
    "boolean": ":boolean",
    "strings": ":string[]",
}
_README = """\
{description}

Into a new database of Neo4j 5 or later, in this folder:

    neo4j-admin database import full neo4j --nodes=nodes.csv --relationships=edges.csv \\
      --array-delimiter=";" --multiline-fields=true

A database that is there already is replaced with --overwrite-destination=true.

The type of a relationship is its relation; “~denied” or “~supposed” follows where claims do not affirm it.
A semicolon within an item of a list is written “；” (U+FF1B), since “;” stands between the items.
"""


def write(source: Source, target: Path | BinaryIO) -> None:
    """Writes `nodes.csv`, `edges.csv` and `README.txt`.

    Raises:
        InputError: the folder has other things in it.
        OSError: it cannot be written.
    """
    tables = {"nodes.csv": _nodes, "edges.csv": _edges}
    readme = "README.txt"
    with opened_parts(target, [*tables, readme]) as part:
        for name, rows in tables.items():
            with part(name) as stream:
                write_rows(stream, rows(source))
        with part(readme) as stream:
            about = description(source, drawn=False)
            stream.write(_README.format(description=about).encode("utf-8", "replace"))


def _nodes(source: Source) -> Iterator[Sequence[Cell]]:
    marks = counted(source.figure)
    yield ["entityId:ID", ":LABEL", "name", *map(_header, NODE), *map(_header, marks)]
    for node, mark in source.nodes():
        labels = _list(("Entity", node.type) if node.type else ("Entity",))
        row: list[Cell] = [node.id, labels, node.label]
        row += [_cell(one.of(node)) for one in NODE]
        if mark is not None:
            row += [_cell(one.of(mark)) for one in marks]
        yield row


def _edges(source: Source) -> Iterator[Sequence[Cell]]:
    yield [":START_ID", ":END_ID", ":TYPE", "id", "label", "weight:int", *map(_header, EDGE)]
    for edge in source.edges():
        row: list[Cell] = [edge.source, edge.target, edge.kind, edge.id, edge.label, edge.weight]
        row += [_cell(one.of(edge)) for one in EDGE]
        yield row


def _header(attribute: Attribute[Of]) -> str:
    return attribute.name + _TYPES[attribute.kind]


def _cell(value: Value) -> Cell:
    return _list(value) if isinstance(value, tuple) else value


def _list(items: tuple[str, ...]) -> str | None:
    """
    >>> _list(("Reuters", "a;b"))
    'Reuters;a；b'
    """
    return _BETWEEN.join(item.replace(_BETWEEN, _INSIDE) for item in items) or None
