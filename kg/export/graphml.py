"""GraphML, for yEd, igraph, networkx and other graph tools."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO

import networkx

from kg.export.networkx_graph import build
from kg.export.source import JOINT, Source
from kg.export.target import opened
from kg.export.xml_text import xml_text


def write(graph: Source, target: Path | BinaryIO) -> None:
    """Writes the graph as GraphML, in UTF-8; lists are joined. Raises `OSError`."""
    plain = networkx.MultiDiGraph()
    built = build(graph)
    for node, attributes in built.nodes(data=True):
        plain.add_node(xml_text(node), **_flat(attributes))
    for number, (source, end, relation, attributes) in enumerate(built.edges(keys=True, data=True)):
        # networkx would write the key, which repeats, as the edge's id, which must not.
        values = _flat(attributes | {"relation": relation})
        plain.add_edge(xml_text(source), xml_text(end), key=f"e{number}", **values)
    with opened(target) as stream:
        networkx.write_graphml_lxml(plain, stream)


def _flat(attributes: dict[str, Any]) -> dict[str, str | int]:
    """Attributes as GraphML has them: strings and numbers, empty ones left out."""
    flat = {
        name: xml_text(JOINT.join(value)) if isinstance(value, tuple) else value
        for name, value in attributes.items()
    }
    return {
        name: xml_text(value) if isinstance(value, str) else value
        for name, value in flat.items()
        if value is not None and value != ""
    }
