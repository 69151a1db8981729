from __future__ import annotations

import networkx
import numpy as np
import pytest

from kg.export import measures
from kg.export.network import Network
from tests.support.networks import Linked, circles, linked, power_law

pytest.importorskip("networkit")


def network(portion: Linked) -> Network:
    return Network.read([node.id for node in portion.nodes()], portion)


def as_networkx(net: Network, kind: type = networkx.DiGraph) -> networkx.Graph:
    graph = kind()
    graph.add_nodes_from(range(net.count))
    graph.add_weighted_edges_from(
        zip(net.source.tolist(), net.target.tolist(), net.weight.tolist(), strict=True)
    )
    return graph


def test_parallel_links_are_added_up_and_loops_dropped():
    net = network(linked(3, (0, 1), (0, 1), (1, 0), (2, 2), weight=2))
    assert (net.source.tolist(), net.target.tolist(), net.weight.tolist()) == ([0, 1], [1, 0], [4, 2])
    assert net.undirected().weight.tolist() == [6]
    assert net.undirected().degrees().tolist() == [1, 1, 0]


def test_pagerank_is_that_of_networkx():
    net = network(power_law(300, 1500))
    theirs = networkx.pagerank(as_networkx(net), alpha=0.85, tol=1e-12)
    assert measures.pagerank(net) == pytest.approx([theirs[node] for node in range(300)], abs=1e-7)
    assert measures.pagerank(net).sum() == pytest.approx(1)


def test_betweenness_is_that_of_networkx():
    net = network(power_law(300, 900))
    theirs = networkx.betweenness_centrality(as_networkx(net, networkx.Graph))
    ours, sampled = measures.betweenness(net)
    assert ours == pytest.approx([theirs[node] for node in range(300)], abs=1e-12)
    assert sampled == 0


def test_betweenness_of_a_large_graph_is_estimated(monkeypatch):
    net = network(circles(1500, 6000, 10))
    exact, _ = measures.betweenness(net)
    monkeypatch.setattr(measures, "EXACT", 1000)
    estimate, sampled = measures.betweenness(net)
    assert sampled == 1000
    best = np.argsort(-exact)[:20]
    assert np.abs(estimate - exact)[best].mean() < 0.1 * exact[best].mean()
    assert len({*best.tolist()} & {*np.argsort(-estimate)[:20].tolist()}) >= 17


@pytest.mark.parametrize(("nodes", "links", "sources"), [(10_001, 20_000, 1000), (100_000, 500_000, 100)])
def test_the_larger_the_graph_the_fewer_nodes_it_is_estimated_from(nodes, links, sources):
    ends = np.arange(links)
    assert measures._sources(Network(nodes, ends, ends, ends.astype(float))) == sources


def test_communities_are_numbered_by_size_then_by_their_smallest_node():
    # 0–1 and 2–3 are pairs, 4–8 are all linked, 9 is alone.
    five = [(one, other) for one in range(4, 9) for other in range(4, one)]
    found = measures.communities(network(linked(10, (2, 3), (1, 0), *five)))
    assert found.tolist() == [1, 1, 2, 2, 0, 0, 0, 0, 0, 3]


def test_communities_follow_the_claims_not_the_number_of_links():
    ends = np.array([0, 1, 2, 3]), np.array([1, 2, 3, 0])
    net = Network.of(4, *ends, np.array([50.0, 1, 50, 1]))
    assert measures.communities(net).tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_without_links_nothing_is_infinite(count):
    net = network(linked(count))
    between, sampled = measures.betweenness(net)
    assert measures.pagerank(net).tolist() == [1 / count] * count if count else True
    assert (between.tolist(), sampled) == ([0] * count, 0)
    assert measures.communities(net).tolist() == [*range(count)]
