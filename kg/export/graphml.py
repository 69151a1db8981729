"""GraphML, for yEd, igraph, networkx and other graph tools.

Lists are joined, as GraphML has none. Positions, sizes and colours are plain attributes with the names that
Gephi takes for them. yEd shows a label once its Properties Mapper is told so; its own elements, which need a
schema of their own, are left out. Identifiers are those of the graph, as in the other formats: readers take
any text, though the schema of GraphML would have them be name tokens. So they are edges' keys in networkx.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from kg.export.attributes import EDGE, JOINT, NODE, Attribute, Kind, Of, counted
from kg.export.description import description
from kg.export.figure import Figure, Mark
from kg.export.pieces import write_pieces
from kg.export.source import Source
from kg.export.target import opened
from kg.export.xml_text import escaped
from kg.export.xml_values import Column, column, written
from kg.query.portion import GraphEdge, GraphNode

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"

_TYPES: dict[Kind, str] = {
    "string": "string",
    "integer": "int",
    "double": "double",
    "boolean": "boolean",
    "strings": "string",
}
_NODE: Sequence[Attribute[GraphNode]] = (Attribute("label", "string", lambda node: node.label), *NODE)
_EDGE: Sequence[Attribute[GraphEdge]] = (
    Attribute("label", "string", lambda edge: edge.label),
    Attribute("kind", "string", lambda edge: edge.kind),
    Attribute("weight", "integer", lambda edge: edge.weight),
    *EDGE,
)
_LOOKS: Sequence[Attribute[Mark]] = (
    Attribute("size", "double", lambda mark: mark.size),
    Attribute("r", "integer", lambda mark: mark.colour[0]),
    Attribute("g", "integer", lambda mark: mark.colour[1]),
    Attribute("b", "integer", lambda mark: mark.colour[2]),
)
_PLACE: Sequence[Attribute[Mark]] = (
    Attribute("x", "double", lambda mark: mark.x),
    Attribute("y", "double", lambda mark: mark.y),
)


def write(source: Source, target: Path | BinaryIO) -> None:
    """Writes the graph as GraphML, in UTF-8. Raises `OSError`."""
    with opened(target) as stream:
        write_pieces(stream, _pieces(source))


def _pieces(source: Source) -> Iterator[str]:
    marks = _marks(source.figure)
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="{NAMESPACE}">\n'
    yield f"<desc>{escaped(description(source))}</desc>\n"
    yield from _declared("node", [*_NODE, *marks])
    yield from _declared("edge", _EDGE)
    yield '<graph edgedefault="directed">\n'
    yield from _nodes(source, _columns("node", marks))
    yield from _edges(source)
    yield "</graph>\n</graphml>\n"


def _marks(figure: Figure | None) -> Sequence[Attribute[Mark]]:
    if figure is None:
        return ()
    return (*counted(figure), *_LOOKS, *(() if figure.positions is None else _PLACE))


def _declared(owner: str, attributes: Sequence[Attribute[Any]]) -> Iterator[str]:
    for one in attributes:
        key = _key(owner, one)
        yield f'<key id="{key}" for="{owner}" attr.name="{one.name}" attr.type="{_TYPES[one.kind]}"/>\n'


def _key(owner: str, attribute: Attribute[Of]) -> str:
    """Both nodes and edges have labels; keys are told apart by their ids alone."""
    return f"{owner}_{attribute.name}"


def _columns(owner: str, attributes: Sequence[Attribute[Of]]) -> Sequence[Column[Of]]:
    return [column(one, f'<data key="{_key(owner, one)}">', "</data>", _joined) for one in attributes]


def _nodes(source: Source, marks: Sequence[Column[Mark]]) -> Iterator[str]:
    columns = _columns("node", _NODE)
    for node, mark in source.nodes():
        looks = "" if mark is None else written(marks, mark)
        yield f'<node id="{escaped(node.id)}">{written(columns, node)}{looks}</node>\n'


def _edges(source: Source) -> Iterator[str]:
    columns = _columns("edge", _EDGE)
    for edge in source.edges():
        ends = f'source="{escaped(edge.source)}" target="{escaped(edge.target)}"'
        yield f'<edge id="{escaped(edge.id)}" {ends}>{written(columns, edge)}</edge>\n'


def _joined(items: Sequence[str]) -> str:
    return escaped(JOINT.join(items))
