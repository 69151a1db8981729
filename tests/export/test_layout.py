from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial import cKDTree

from kg.export import layout
from kg.export.layout import community_map, positions
from kg.export.layout.packing import packed
from kg.export.layout.spacing import spaced
from kg.export.measures import communities
from kg.export.network import Network
from tests.support.networks import Linked, circles, linked, power_law, star, trees


def network(portion: Linked) -> Network:
    return Network.read([node.id for node in portion.nodes()], portion)


def sizes(count: int) -> np.ndarray:
    return np.maximum(40 / np.sqrt(np.arange(1, count + 1)), 4)


def free(points: np.ndarray, size: np.ndarray) -> float:
    """The share of nodes that do not overlap with the one next to them."""
    distance, near = cKDTree(points).query(points, k=2)
    return float((distance[:, 1] > 0.95 * (size + size[near[:, 1]]) / 2).mean())


SMALL = {
    "power law": power_law(300, 900),
    "circles": circles(300, 900, 8),
    "star": star(300),
    "trees": trees(400),
    "nobody linked": linked(300),
    "two": linked(2, (0, 1)),
}


@pytest.mark.parametrize("portion", SMALL.values(), ids=SMALL)
def test_nodes_are_apart(portion):
    size = sizes(portion.node_count)
    found = positions(network(portion), size, None)
    assert found.shape == (portion.node_count, 2)
    assert np.isfinite(found).all()
    assert free(found, size) > 0.97


@pytest.mark.parametrize("portion", [power_law(3000, 9000), circles(3000, 9000, 12), star(3000)])
def test_nodes_of_large_graphs_are_apart(portion):
    pytest.importorskip("networkit")
    net, size = network(portion), sizes(portion.node_count)
    assert layout.largest_part(net) > layout.FORCES
    found = positions(net, size, communities(net))
    assert np.isfinite(found).all()
    assert free(found, size) > 0.97


def test_a_large_graph_is_a_map_of_its_communities():
    pytest.importorskip("networkit")
    net = network(circles(3000, 9000, 12))
    community = communities(net)
    found = positions(net, np.full(3000, 4.0), community)
    linked_nodes = np.flatnonzero(net.undirected().degrees() > 2)
    _, near = cKDTree(found[linked_nodes]).query(found[linked_nodes], k=2)
    same = community[linked_nodes] == community[linked_nodes[near[:, 1]]]
    assert same.mean() > 0.8


def test_communities_too_many_for_forces_have_places_too(monkeypatch):
    pytest.importorskip("networkit")
    monkeypatch.setattr(community_map, "_MAPPED", 3)
    net = network(star(2500))
    found = positions(net, np.full(2500, 4.0), np.arange(2500) // 100)
    assert np.isfinite(found).all()
    assert free(found, np.full(2500, 4.0)) > 0.97


def test_those_who_are_linked_are_closer():
    net = network(circles(300, 1500, 4))
    found = positions(net, np.full(300, 4.0), None)
    links = np.hypot(*(found[net.source] - found[net.target]).T)
    chance = np.random.default_rng(1).permutation(300)
    assert links.mean() < 0.8 * np.hypot(*(found - found[chance]).T).mean()


def test_the_largest_part_is_in_the_middle():
    found = positions(network(linked(12, (8, 9), (9, 10), (10, 11), (0, 1))), np.full(12, 4.0), None)
    away = np.hypot(*found.T)
    assert away[8:].max() < away[:8].min()


def test_parts_of_the_same_shape_look_the_same():
    found = positions(network(linked(6, (0, 1), (1, 2), (4, 3), (4, 5))), np.full(6, 4.0), None)
    one, other = found[[1, 0, 2]] - found[1], found[[4, 3, 5]] - found[4]
    assert one == pytest.approx(other)


@pytest.mark.parametrize("count", [0, 1, 2, 119, 120, 121, 1000])
def test_discs_are_packed_without_overlap(count):
    radius = np.sort(np.random.default_rng(2).pareto(2, count) + 1)[::-1]
    centres = packed(radius)
    assert centres.shape == (count, 2)
    one, other = np.triu_indices(count, 1)
    assert (np.hypot(*(centres[one] - centres[other]).T) >= radius[one] + radius[other] - 1e-9).all()


def test_what_lies_in_one_place_is_spread_out():
    size = np.full(200, 10.0)
    found = spaced(np.zeros((200, 2)), size)
    assert np.isfinite(found).all()
    assert free(found, size) > 0.95


def test_what_is_far_out_is_drawn_in():
    points = np.concatenate([np.random.default_rng(3).normal(0, 1, (100, 2)), [[1000.0, 0]]])
    away = np.hypot(*spaced(points, np.full(101, 4.0)).T)
    assert away[100] < 4 * np.median(away)
