"""A layout for thousands of nodes: a map of the communities, and in each place the community’s own."""

from __future__ import annotations

from typing import Any

import numpy as np

from kg.export.layout.forces import by_forces
from kg.export.layout.spacing import spaced
from kg.export.network import Network, Numbers, Values
from kg.export.seeded import SEED, graph, seeded

_MAPPED = 2000  # communities up to which ForceAtlas2 places them
_PIVOTS = 50
_ROOM = 3.0  # the diameter of a community of n nodes is this times √n
_SHORTEST = 0.05  # of the squares of the lengths that are wanted within a community, the longest being 1
_SOFTNESS = 0.02  # how far MaxentStress may still move what it is given to begin with, 0 to 1
_TOLERANCE = 1e-2  # of its solver: tighter takes five times as long and looks the same


def by_communities(network: Network, community: Numbers) -> Values:
    """Positions of a connected network, by stress majorization (MaxentStress): links within a community are
    to be as short as it is wide, those between two as long as these are apart on the map.

    Raises as `kg.export.seeded`.
    """
    chance = np.random.default_rng(SEED)
    _, member, size = np.unique(community, return_inverse=True, return_counts=True)
    width = _ROOM * np.sqrt(size)
    centre = spaced(_centres(network, member, size), width)
    turn, out = chance.random((2, network.count))
    angle, away = 2 * np.pi * turn, np.sqrt(out) * width[member] / 2
    start = centre[member] + np.stack([away * np.cos(angle), away * np.sin(angle)], axis=1)
    one, other = member[network.source], member[network.target]
    apart = np.hypot(*(centre[one] - centre[other]).T)
    # Were all as long, the neighbours of a hub with hundreds would lie on a ring around it, not in a disc.
    within = width[one] / 2 * np.sqrt(chance.uniform(_SHORTEST, 1, len(one)))
    wanted = np.where(one == other, within, apart)
    with seeded("a layout of so many nodes") as networkit:
        links = Network(network.count, network.source, network.target, wanted)
        return _relaxed(networkit, graph(networkit, links, weighted=True, directed=False), start)


def _centres(network: Network, member: Numbers, size: Numbers) -> Values:
    """Where the communities lie; what links two counts by how large they are."""
    if len(size) == 1:
        return np.zeros((1, 2))
    among = Network.of(len(size), member[network.source], member[network.target], network.weight)
    between = among.undirected()
    if between.count <= _MAPPED:
        return by_forces(between)
    with seeded("a layout of so many nodes") as networkit:
        links = graph(networkit, between, weighted=False, directed=False)
        found = networkit.viz.PivotMDS(links, 2, _PIVOTS)
        found.run()
        return np.array(found.getCoordinates())


def _relaxed(networkit: Any, links: Any, start: Values) -> Values:
    viz = networkit.viz
    stress = viz.MaxentStress(
        links, 2, 1, list(map(tuple, start.tolist())), _TOLERANCE, viz.LinearSolverType.LAMG, True
    )
    stress.setAlpha(_SOFTNESS)
    stress.run()
    found = np.array(stress.getCoordinates())
    return np.where(np.isfinite(found), found, start)
