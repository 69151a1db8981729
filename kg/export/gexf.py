"""GEXF 1.3, for Gephi, Gephi Lite and sigma: entities as nodes, affirmed edges as edges.

Written as a stream. Each edge carries its relation as `kind`, without which readers fold parallel
edges into one, and there is one block of attribute declarations per class, since several are
refused by some readers. No date of writing: the same graph gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

from lxml import etree

from kg.export.source import JOINT, Source
from kg.export.target import opened
from kg.export.xml_text import xml_text
from kg.query.rows import EdgeRow, EntityRow

NAMESPACE = "http://gexf.net/1.3"

# Attribute titles are unique over both classes, and none is a name GEXF itself gives a meaning.
_NODE_ATTRIBUTES = (
    ("type", "string"),
    ("aliases", "string"),
    ("links", "string"),
    ("degree", "integer"),
    ("claims", "integer"),
    ("documents", "integer"),
)
_EDGE_ATTRIBUTES = (
    ("holders", "string"),
    ("in_documents", "string"),
    ("claim_ids", "string"),
)


def write(graph: Source, target: Path | BinaryIO) -> None:
    """Writes the graph as GEXF 1.3, in UTF-8. Raises `OSError`."""
    with opened(target) as stream, etree.xmlfile(stream, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("gexf", version="1.3", nsmap={None: NAMESPACE}):
            _meta(xml, len(graph.documents()))
            with xml.element("graph", defaultedgetype="directed", mode="static", idtype="string"):
                _declare(xml, "node", _NODE_ATTRIBUTES)
                _declare(xml, "edge", _EDGE_ATTRIBUTES)
                with xml.element("nodes"):
                    for entity in graph.entities():
                        _node(xml, entity)
                with xml.element("edges"):
                    for edge in graph.edges():
                        _edge(xml, edge)


def _meta(xml: Any, documents: int) -> None:
    with xml.element("meta"):
        with xml.element("creator"):
            xml.write("kg")
        with xml.element("description"):
            xml.write(
                f"Who does what to whom, according to {documents} document{'' if documents == 1 else 's'}; "
                "an edge's weight is the number of claims that affirm it"
            )
    xml.write("\n")


def _declare(xml: Any, owner: str, attributes: Sequence[tuple[str, str]]) -> None:
    with xml.element("attributes", {"class": owner}):
        for name, kind in attributes:
            with xml.element("attribute", id=name, title=name, type=kind):
                pass
    xml.write("\n")


def _node(xml: Any, entity: EntityRow) -> None:
    values = (
        entity.type,
        JOINT.join(entity.aliases),
        JOINT.join(entity.links),
        str(entity.degree),
        str(entity.claims),
        str(entity.documents),
    )
    with xml.element("node", id=xml_text(entity.id), label=xml_text(entity.label)):
        _values(xml, _NODE_ATTRIBUTES, values)
    xml.write("\n")


def _edge(xml: Any, edge: EdgeRow) -> None:
    values = (JOINT.join(edge.holders), JOINT.join(edge.documents), JOINT.join(edge.claims))
    with xml.element(
        "edge",
        id=xml_text(f"{edge.source} {edge.relation_id} {edge.target}"),
        source=xml_text(edge.source),
        target=xml_text(edge.target),
        label=xml_text(edge.relation),
        kind=xml_text(edge.relation_id),
        weight=str(edge.weight),
    ):
        _values(xml, _EDGE_ATTRIBUTES, values)
    xml.write("\n")


def _values(xml: Any, attributes: Sequence[tuple[str, str]], values: Sequence[str]) -> None:
    with xml.element("attvalues"):
        for (name, _), value in zip(attributes, values, strict=True):
            if value:
                with xml.element("attvalue", {"for": name, "value": xml_text(value)}):
                    pass
