"""JSON with the elements of a graph, as Cytoscape.js and Cytoscape itself (“.cyjs”) read them.

Every node and edge has its attributes in `data`, lists as lists. Cytoscape shows `name`, and tells edges
apart by `interaction`; `size` and `color` are there to be mapped. Its y axis points down: positions are
turned over, so that the graph looks as it does in Gephi.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from kg.export.attributes import EDGE, NODE, Attribute, Of, Value, counted
from kg.export.description import description
from kg.export.figure import Mark
from kg.export.pieces import write_pieces
from kg.export.source import Source
from kg.export.target import opened
from kg.export.xml_text import xml_text
from kg.query.portion import GraphEdge, GraphNode


def write(source: Source, target: Path | BinaryIO) -> None:
    """Writes the graph as JSON, one node or edge a line. Raises `OSError`."""
    with opened(target) as stream:
        write_pieces(stream, _pieces(source))


def _pieces(source: Source) -> Iterator[str]:
    about = {"name": "kg", "description": description(source)}
    yield '{"format_version":"1.0","generated_by":"kg","target_cytoscapejs_version":"~3.0",\n'
    yield f'"data":{_json(about)},\n"elements":{{"nodes":['
    yield from _listed(_nodes(source))
    yield '],\n"edges":['
    yield from _listed({"data": _edge(edge)} for edge in source.edges())
    yield "]}}\n"


def _listed(items: Iterable[dict[str, Any]]) -> Iterator[str]:
    between = "\n"
    for item in items:
        yield between + _json(item)
        between = ",\n"


def _json(item: dict[str, Any]) -> str:
    return orjson.dumps(item).decode("utf-8")


def _nodes(source: Source) -> Iterator[dict[str, Any]]:
    marks = counted(source.figure)
    for node, mark in source.nodes():
        item: dict[str, Any] = {"data": _node(node)}
        if mark is not None:
            item["data"] |= _values(marks, mark) | {"size": mark.size, "color": _colour(mark)}
            if mark.x is not None and mark.y is not None:
                item["position"] = {"x": mark.x, "y": -mark.y}
        yield item


def _node(node: GraphNode) -> dict[str, Any]:
    return {"id": xml_text(node.id), "name": xml_text(node.label), **_values(NODE, node)}


def _edge(edge: GraphEdge) -> dict[str, Any]:
    return {
        "id": xml_text(edge.id),
        "source": xml_text(edge.source),
        "target": xml_text(edge.target),
        "name": xml_text(edge.label),
        "interaction": xml_text(edge.kind),
        "weight": edge.weight,
        **_values(EDGE, edge),
    }


def _values(attributes: Sequence[Attribute[Of]], item: Of) -> dict[str, Value]:
    found = ((one.name, one.of(item)) for one in attributes)
    return {name: _clean(value) for name, value in found if value is not None and value != ()}


def _clean(value: Value) -> Value:
    if isinstance(value, tuple):
        return tuple(xml_text(item) for item in value)
    return xml_text(value) if isinstance(value, str) else value


def _colour(mark: Mark) -> str:
    return "#{:02x}{:02x}{:02x}".format(*mark.colour)
