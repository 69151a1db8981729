from __future__ import annotations

import pytest

from kg.export.attributes import EDGE, NODE
from kg.export.networkx_graph import to_networkx


def test_nodes_and_edges_have_what_all_formats_have(graph):
    net = to_networkx(graph)
    assert net.is_directed() and net.is_multigraph()
    assert list(net) == [node.id for node in graph.nodes()]
    for node in graph.nodes():
        said = {one.name: one.of(node) for one in NODE if one.of(node) is not None}
        assert net.nodes[node.id] == {"label": node.label} | said
    assert [*net.edges(keys=True)] == [(edge.source, edge.target, edge.kind) for edge in graph.edges()]
    for edge in graph.edges():
        said = {one.name: one.of(edge) for one in EDGE if one.of(edge) is not None}
        found = net.edges[edge.source, edge.target, edge.kind]
        assert found == {"label": edge.label, "weight": edge.weight} | said


def test_lists_stay_lists(graph):
    net = to_networkx(graph)
    assert net.nodes["NATO"]["aliases"] == ("North Atlantic; Treaty", 'the "alliance"')
    assert net.edges["Russia", "garrisons", "move_to"]["holders"] == ("Russia", "a\\b, c")


def test_what_was_drawn(graph):
    pytest.importorskip("networkit")
    drawn = to_networkx(graph, layout=True, measures=True).nodes["Russia"]
    assert {"x", "y", "size", "colour", "community", "pagerank", "betweenness"} <= set(drawn)
    assert (drawn["colour"], drawn["betweenness"]) == ("#ee1100", pytest.approx(1 / 3))
    placed = to_networkx(graph, layout=True).nodes["Russia"]
    assert "x" in placed and "pagerank" not in placed
