from __future__ import annotations

import io
import json

from hypothesis import given

from kg.export import attributes, cytoscape
from kg.export.source import Source
from kg.export.xml_text import xml_text
from tests.support.portions import Listed, figure, made_up


def written(source: Source) -> dict:
    stream = io.BytesIO()
    cytoscape.write(source, stream)
    return json.loads(stream.getvalue())


def values(listed, item) -> dict[str, object]:
    found = {one.name: _plain(one.of(item)) for one in listed}
    return {name: one for name, one in found.items() if one not in (None, [])}


def _plain(value):
    if isinstance(value, tuple):
        return [xml_text(one) for one in value]
    return xml_text(value) if isinstance(value, str) else value


def test_every_attribute_is_there_and_lists_are_lists(graph):
    source = Source(graph, figure(4))
    elements = written(source)["elements"]
    assert elements["nodes"] == [
        {
            "data": {"id": node.id, "name": xml_text(node.label)}
            | values(attributes.NODE, node)
            | values(attributes.MARK, mark)
            | {"size": mark.size, "color": f"#{mark.colour[0]:02x}00ff"},
            "position": {"x": mark.x, "y": -mark.y},
        }
        for node, mark in source.nodes()
    ]
    assert elements["edges"] == [
        {
            "data": {"id": edge.id, "source": edge.source, "target": edge.target, "name": edge.label}
            | {"interaction": edge.kind, "weight": edge.weight}
            | values(attributes.EDGE, edge)
        }
        for edge in graph.edges()
    ]


def test_ids_are_of_one_element_each(graph):
    elements = written(Source(graph))["elements"]
    ids = [one["data"]["id"] for one in (*elements["nodes"], *elements["edges"])]
    assert len(ids) == len(set(ids)) == graph.node_count + graph.edge_count


def test_without_a_layout_there_are_no_positions(graph):
    nodes = written(Source(graph, figure(4, placed=False)))["elements"]["nodes"]
    assert all("position" not in node for node in nodes)


def test_nothing_is_json_too():
    assert written(Source(Listed((), ())))["elements"] == {"nodes": [], "edges": []}


@given(portion=made_up())
def test_any_text_comes_back(portion):
    elements = written(Source(portion))["elements"]
    assert [one["data"]["name"] for one in elements["nodes"]] == [xml_text(n.label) for n in portion.nodes()]
    assert [one["data"].get("holders", []) for one in elements["edges"]] == [
        [xml_text(holder) for holder in edge.holders] for edge in portion.edges()
    ]
