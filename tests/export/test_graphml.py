from __future__ import annotations

import io

import networkx
from lxml import etree

from kg.export import graphml, networkx_graph


def written(graph) -> bytes:
    stream = io.BytesIO()
    graphml.write(graph, stream)
    return stream.getvalue()


def test_networkx_reads_back_what_the_graph_says(graph):
    read = networkx.read_graphml(io.BytesIO(written(graph)), force_multigraph=True)
    assert {(node, data["label"]) for node, data in read.nodes(data=True)} == {
        (row.id, row.label.replace("\x07", "")) for row in graph.entities()
    }
    edges = {(s, t, data["relation"], data["label"], data["weight"]) for s, t, data in read.edges(data=True)}
    assert edges == {
        (row.source, row.target, row.relation_id, row.relation, row.weight) for row in graph.edges()
    }


def test_edge_ids_are_unique(graph):
    ids = [edge.get("id") for edge in etree.fromstring(written(graph)).iter("{*}edge")]
    assert len(ids) == len(set(ids)) == 3


def test_lists_are_joined_and_empty_values_left_out(graph):
    read = networkx.read_graphml(io.BytesIO(written(graph)))
    assert read.nodes["NATO"]["aliases"] == "North Atlantic Treaty Organization; the alliance"
    assert "aliases" not in read.nodes["Russia"]


def test_build_keeps_parallel_edges_and_lists(graph):
    built = networkx_graph.build(graph)
    assert built["Russia"]["garrisons"]["move_troops"]["claim_ids"] == ("c1", "c2")
    assert built.number_of_edges("Russia", "garrisons") == 2
