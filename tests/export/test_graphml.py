from __future__ import annotations

import io
from pathlib import Path

import networkx
import pytest
from hypothesis import given
from lxml import etree

from kg.export import attributes, graphml
from kg.export.attributes import plain
from kg.export.source import Source
from kg.export.xml_text import xml_text
from tests.support.portions import Listed, figure, hostile, made_up

NS = f"{{{graphml.NAMESPACE}}}"
RULES = etree.RelaxNG(etree.parse(Path(__file__).with_name("graphml.rng")))

SOURCES = {
    "bare": Source(hostile()),
    "drawn": Source(hostile(), figure(4)),
    "not counted": Source(hostile(), figure(4, placed=False, counted=False)),
    "empty": Source(Listed((), ()), figure(0)),
}


def written(source: Source) -> bytes:
    stream = io.BytesIO()
    graphml.write(source, stream)
    return stream.getvalue()


def read(source: Source) -> networkx.MultiDiGraph:
    return networkx.read_graphml(io.BytesIO(written(source)), force_multigraph=True)


def values(listed, item) -> dict[str, object]:
    found = {one.name: plain(one.of(item)) for one in listed}
    clean = {name: xml_text(one) if isinstance(one, str) else one for name, one in found.items()}
    return {name: one for name, one in clean.items() if one is not None}


def looks(mark) -> dict[str, object]:
    red, green, blue = mark.colour
    places = {} if mark.x is None else {"x": mark.x, "y": mark.y}
    return {"size": mark.size, "r": red, "g": green, "b": blue, **places}


@pytest.mark.parametrize("name", SOURCES)
def test_it_is_valid_and_says_what_is_declared(name):
    root = etree.fromstring(written(SOURCES[name]))
    RULES.assertValid(root)
    keys = {key.get("id"): key.get("for") for key in root.iter(f"{NS}key")}
    assert len(keys) == len(root.findall(f"{NS}key"))
    assert all(keys[data.get("key")] in data.getparent().tag for data in root.iter(f"{NS}data"))


@pytest.mark.parametrize("name", SOURCES)
def test_networkx_reads_back_nodes_edges_kinds_weights_and_attributes(name):
    source = SOURCES[name]
    found = read(source)
    assert found.is_directed() and found.is_multigraph()
    assert dict(found.nodes(data=True)) == {
        node.id: {"label": xml_text(node.label)}
        | values(attributes.NODE, node)
        | (values(attributes.MARK, mark) | looks(mark) if mark else {})
        for node, mark in source.nodes()
    }
    assert {(*ends, key): data for *ends, key, data in found.edges(keys=True, data=True)} == {
        (edge.source, edge.target, edge.id): {"label": edge.label, "kind": edge.kind, "weight": edge.weight}
        | values(attributes.EDGE, edge)
        for edge in source.edges()
    }


@given(portion=made_up())
def test_any_text_comes_back(portion):
    source = Source(portion)
    RULES.assertValid(etree.fromstring(written(source)))
    found = read(source)
    for node in portion.nodes():
        expected = {"label": xml_text(node.label)} | values(attributes.NODE, node)
        assert said(found.nodes[node.id]) == said(expected)
    for edge in portion.edges():
        data = said(found.edges[edge.source, edge.target, edge.id])
        assert data.get("holders") == said(values(attributes.EDGE, edge)).get("holders")


def said(data: dict[str, object]) -> dict[str, object]:
    """Without the empty: of a list of one item with nothing left in it, nothing can be told from no list."""
    return {name: value for name, value in data.items() if value != ""}


def test_same_graph_same_bytes(graph):
    assert written(Source(graph, figure(4))) == written(Source(graph, figure(4)))
