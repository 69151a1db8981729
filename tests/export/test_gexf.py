from __future__ import annotations

import io
import json
import os
from pathlib import Path

import networkx
import pytest
from hypothesis import given
from lxml import etree

from kg.export import attributes, gexf
from kg.export.source import Source
from kg.export.xml_text import xml_text
from kg.query.graph_view import GraphView
from tests.support import portions
from tests.support.portions import Listed, figure, hostile, made_up

NS = f"{{{gexf.NAMESPACE}}}"
RULES = etree.RelaxNG(etree.parse(Path(__file__).with_name("gexf-1.3.rng")))

SOURCES = {
    "bare": Source(hostile()),
    "drawn": Source(hostile(), figure(4)),
    "not placed": Source(hostile(), figure(4, placed=False)),
    "not counted": Source(hostile(), figure(4, counted=False)),
    "dynamic": Source(hostile(), figure(4), dynamic=True),
    "empty": Source(Listed((), ()), figure(0), dynamic=True),
}


def written(source: Source) -> bytes:
    stream = io.BytesIO()
    gexf.write(source, stream)
    return stream.getvalue()


def read(source: Source) -> networkx.MultiDiGraph:
    return networkx.read_gexf(io.BytesIO(written(source)), version="1.3")


def values(listed, item) -> dict[str, object]:
    """What networkx is to find: everything but None and empty lists; lists as JSON."""
    found = {one.name: (one.kind, one.of(item)) for one in listed}
    return {name: _value(*pair) for name, pair in found.items() if pair[1] not in (None, ())}


def _value(kind: str, value):
    if kind == "strings":
        return [xml_text(item) for item in value]
    return xml_text(value) if kind == "string" else value


def unlisted(data: dict, listed) -> dict:
    lists = {one.name for one in listed if one.kind == "strings"}
    return {
        name: json.loads(value, strict=False) if name in lists else value
        for name, value in data.items()
        if name != "spells"
    }


@pytest.fixture(scope="module")
def xsd() -> etree.XMLSchema:
    folder = os.environ.get("KG_GEXF_XSD")
    if not folder:
        pytest.skip("KG_GEXF_XSD names no folder with the XSD of GEXF 1.3 (gephi/gexf, specs/1.3)")
    return etree.XMLSchema(etree.parse(Path(folder) / "gexf.xsd"))


@pytest.mark.parametrize("name", SOURCES)
def test_it_is_valid(name):
    RULES.assertValid(etree.fromstring(written(SOURCES[name])))


@pytest.mark.parametrize("name", SOURCES)
def test_it_is_valid_by_the_xsd_itself(name, xsd):
    xsd.assertValid(etree.fromstring(written(SOURCES[name])))


def test_the_rules_refuse_what_networkx_writes():
    stream = io.BytesIO()
    networkx.write_gexf(networkx.path_graph(2), stream, version="1.3")
    assert not RULES.validate(etree.fromstring(stream.getvalue()))


@pytest.mark.parametrize("name", SOURCES)
def test_networkx_reads_back_nodes_edges_kinds_weights_and_attributes(name):
    source = SOURCES[name]
    found = read(source)
    marks = attributes.counted(source.figure)
    assert {id: unlisted(data, attributes.NODE) for id, data in found.nodes(data=True)} == {
        node.id: values(attributes.NODE, node)
        | (values(marks, mark) if mark else {})
        | {"label": xml_text(node.label)}
        for node, mark in source.nodes()
    }
    assert {
        (source, target, key): unlisted(data, attributes.EDGE)
        for source, target, key, data in networkx.MultiDiGraph(found).edges(keys=True, data=True)
    } == {
        (edge.source, edge.target, edge.id if found.is_multigraph() else 0): values(attributes.EDGE, edge)
        | {"id": edge.id, "label": edge.label, "kind": edge.kind, "weight": edge.weight}
        for edge in source.edges()
    }


@given(portion=made_up())
def test_any_text_comes_back(portion):
    source = Source(portion, dynamic=True)
    RULES.assertValid(etree.fromstring(written(source)))
    found = read(source)
    for node in portion.nodes():
        data = unlisted(found.nodes[node.id], attributes.NODE)
        assert data == values(attributes.NODE, node) | {"label": xml_text(node.label)}
    by_id = {data["id"]: unlisted(data, attributes.EDGE) for *_, data in found.edges(data=True)}
    for edge in portion.edges():
        assert by_id[edge.id].get("holders", []) == [xml_text(one) for one in edge.holders]


def test_parallel_edges_have_their_kind(graph):
    root = etree.fromstring(written(Source(graph)))
    kinds = [one.get("kind") for one in root.iter(f"{NS}edge") if one.get("source") == "Russia"]
    assert kinds == ["move_to", "move_to~denied"]


@pytest.mark.parametrize("dynamic", [False, True])
def test_declarations_are_one_block_a_class_with_unique_titles(graph, dynamic):
    root = etree.fromstring(written(Source(graph, figure(4), dynamic)))
    assert [block.get("class") for block in root.iter(f"{NS}attributes")] == ["node", "edge"]
    titles = [one.get("title") for one in root.iter(f"{NS}attribute")]
    assert len(titles) == len(set(titles))


def test_what_is_declared_is_what_there_may_be(graph):
    root = etree.fromstring(written(Source(graph, figure(4, counted=False))))
    declared = {one.get("id") for one in root.iter(f"{NS}attribute")}
    assert {one.get("for") for one in root.iter(f"{NS}attvalue")} <= declared
    assert "pagerank" not in declared


def test_looks_are_there_under_the_prefix_that_readers_look_for(graph):
    data = written(Source(graph, figure(4)))
    assert data.count(b"<viz:color ") == data.count(b"<viz:size ") == data.count(b"<viz:position ") == 4
    second = etree.fromstring(data).findall(f".//{NS}node")[1]
    assert dict(second.find(f"{NS}color").attrib) == {"r": "1", "g": "0", "b": "255"}
    assert float(second.find(f"{NS}position").get("y")) == pytest.approx(-1 / 3)


def test_times_last_until_the_end_of_the_day(graph):
    found = read(Source(graph, dynamic=True))
    assert found.graph["mode"] == "dynamic"
    assert found.nodes["garrisons"]["spells"] == [("2022-02-15", "2022-03-02")]
    assert "spells" not in found.nodes["Lonely"]
    spells = found["garrisons"]["garrisons"]["garrisons|empty|garrisons"]["spells"]
    assert spells == [("2022-02-15", "2022-02-16"), ("2022-02-20", "2022-03-02")]


def test_a_static_file_has_no_times(graph):
    data = written(Source(graph))
    assert b'mode="static"' in data
    assert b"spell" not in data and b"timeformat" not in data


def test_meta_says_what_it_is_but_not_when():
    source = Source(Listed((), (), view=GraphView(holder="NATO", min_weight=2)), figure(0))
    meta = etree.fromstring(written(source)).find(f"{NS}meta")
    assert meta.findtext(f"{NS}creator") == "kg"
    about = meta.findtext(f"{NS}description")
    assert "holder NATO, min_weight 2" in about
    assert "Positions by ForceAtlas2" in about
    assert "estimated from 500 nodes" in about
    assert not meta.attrib


def test_same_graph_same_bytes(graph):
    assert written(Source(graph, figure(4), True)) == written(Source(graph, figure(4), True))


def test_progress_counts_nodes_and_edges(graph):
    told: list[int] = []
    written(Source(graph, progress=told.append))
    assert sum(told) == graph.node_count + graph.edge_count


def test_the_last_day_there_is_has_no_midnight_after_it():
    days = ("9999-12-31", "9999-12-31")
    portion = Listed([portions.node("a", days=days)], [portions.edge("a", "be", "a", intervals=(days,))])
    assert b'<spell start="9999-12-31" end="9999-12-31"/>' in written(Source(portion, dynamic=True))
