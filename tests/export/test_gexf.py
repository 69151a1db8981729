from __future__ import annotations

import io

import networkx
import pytest
from lxml import etree

from kg.export import gexf

NS = f"{{{gexf.NAMESPACE}}}"


def written(graph) -> bytes:
    stream = io.BytesIO()
    gexf.write(graph, stream)
    return stream.getvalue()


def test_networkx_reads_back_what_the_graph_says(graph):
    read = networkx.read_gexf(io.BytesIO(written(graph)), version="1.3")
    assert read.is_directed() and read.is_multigraph()
    assert set(read.nodes) == {row.id for row in graph.entities()}
    nato = read.nodes["NATO"]
    assert (nato["label"], nato["type"], nato["degree"]) == ("NATO", "Organization", 1)
    assert nato["aliases"] == "North Atlantic Treaty Organization; the alliance"
    edges = {
        (source, target, data["label"], data["weight"], data["holders"])
        for source, target, data in read.edges(data=True)
    }
    assert edges == {
        (row.source, row.target, row.relation, row.weight, "; ".join(row.holders)) for row in graph.edges()
    }


def test_parallel_edges_have_their_kind(graph):
    root = etree.fromstring(written(graph))
    kinds = [edge.get("kind") for edge in root.iter(f"{NS}edge") if edge.get("source") == "Russia"]
    assert kinds == ["move_to", "move_troops"]


def test_declarations_are_one_block_a_class_with_unique_titles(graph):
    root = etree.fromstring(written(graph))
    assert [block.get("class") for block in root.iter(f"{NS}attributes")] == ["node", "edge"]
    titles = [attribute.get("title") for attribute in root.iter(f"{NS}attribute")]
    assert len(titles) == len(set(titles))


def test_ids_are_unique_and_edges_end_at_nodes(graph):
    root = etree.fromstring(written(graph))
    nodes = [node.get("id") for node in root.iter(f"{NS}node")]
    edges = list(root.iter(f"{NS}edge"))
    assert len(nodes) == len(set(nodes))
    assert len(edges) == len({edge.get("id") for edge in edges})
    assert {edge.get(end) for edge in edges for end in ("source", "target")} <= set(nodes)


def test_control_characters_are_dropped_and_markup_is_escaped(graph):
    root = etree.fromstring(written(graph))
    assert next(root.iter(f"{NS}node")).get("label") == "Lonely  & <quiet>"


@pytest.mark.parametrize("stated", ["creator", "description"])
def test_meta_says_what_it_is_but_not_when(graph, stated):
    meta = etree.fromstring(written(graph)).find(f"{NS}meta")
    assert meta.findtext(f"{NS}{stated}")
    assert not meta.attrib


def test_same_graph_same_bytes(graph):
    assert written(graph) == written(graph)
