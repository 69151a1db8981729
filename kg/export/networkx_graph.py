"""A part of the graph as networkx knows it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import networkx

from kg.export.attributes import EDGE, MARK, NODE
from kg.export.drawing import draw
from kg.export.figure import Mark
from kg.export.source import Source
from kg.query.portion import Portion


def to_networkx(portion: Portion, *, layout: bool = False, measures: bool = False) -> networkx.MultiDiGraph:
    """The nodes by their ids, the edges by their ends and kinds, each with the attributes that all formats
    for graphs have, `label`, and for edges `weight`. Lists are tuples; what is not known is left out.

    Args:
        layout: whether nodes have `x` and `y`; then also `size` (a diameter) and `colour` (“#rrggbb”).
        measures: whether nodes have `community`, `pagerank` and `betweenness`; then also size and colour.

    Raises `InputError` where what is asked for needs a library that is not installed.
    """
    figure = draw(portion, layout=layout, measures=measures) if layout or measures else None
    source = Source(portion, figure)
    result = networkx.MultiDiGraph()
    for node, mark in source.nodes():
        said = _given((one.name, one.of(node)) for one in NODE)
        result.add_node(node.id, label=node.label, **said, **({} if mark is None else _shown(mark)))
    for edge in source.edges():
        said = _given((one.name, one.of(edge)) for one in EDGE)
        result.add_edge(edge.source, edge.target, edge.kind, label=edge.label, weight=edge.weight, **said)
    return result


def _shown(mark: Mark) -> dict[str, Any]:
    counted = [(one.name, one.of(mark)) for one in MARK]
    colour = "#" + bytes(mark.colour).hex()
    return _given([*counted, ("x", mark.x), ("y", mark.y), ("size", mark.size), ("colour", colour)])


def _given(values: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in values if value is not None}
