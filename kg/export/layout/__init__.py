"""Where the nodes of a network lie: a map on which those that have to do with each other are close.

Each connected part is laid out by itself, then the parts are packed, the largest in the middle. Nothing is
left to chance: the same network lies the same way, on every number of cores.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy import sparse

from kg.export.layout.community_map import by_communities
from kg.export.layout.forces import by_forces
from kg.export.layout.packing import packed
from kg.export.layout.spacing import spaced
from kg.export.network import Network, Numbers, Values

__all__ = ["FORCES", "METHOD_OF_LARGE", "METHOD_OF_SMALL", "largest_part", "positions"]

FORCES = (
    2000  # nodes of a part up to which the forces between any two are computed: a tenth of a GB, ten seconds
)
METHOD_OF_SMALL = "ForceAtlas2"
METHOD_OF_LARGE = "ForceAtlas2 for communities and MaxentStress within them"

_SMALL = 50  # nodes of a part up to which another of the same shape may be at hand


def positions(network: Network, size: Values, community: Numbers | None) -> Values:
    """x and y of each node, the whole around 0, 0.

    Args:
        size: the diameters of the nodes, what positions are measured in.
        community: as `kg.export.measures.communities` has it; None where no part is larger than `FORCES`.
    """
    plain = network.undirected()
    found = np.zeros((network.count, 2))
    parts = list(_parts(plain))
    shapes: dict[bytes, Values] = {}
    radius = np.empty(len(parts))
    for place, (nodes, links) in enumerate(parts):
        laid_out = _laid_out(plain.part(nodes, links), community, nodes, shapes)
        found[nodes] = spaced(laid_out, size[nodes])
        radius[place] = (np.hypot(*found[nodes].T) + size[nodes] / 2).max()
    for (nodes, _), centre in zip(parts, packed(radius), strict=True):
        found[nodes] += centre
    return found


def largest_part(network: Network) -> int:
    """How many nodes the largest connected part has."""
    return int(np.bincount(_labels(network), minlength=1).max())


def _laid_out(
    part: Network, community: Numbers | None, nodes: Numbers, shapes: dict[bytes, Values]
) -> Values:
    if part.count == 1:
        return np.zeros((1, 2))
    if part.count > FORCES:
        assert community is not None
        return by_communities(part, community[nodes])
    if part.count > _SMALL:
        return by_forces(part)
    shape = np.stack([part.source, part.target, part.weight.astype(np.int64)]).tobytes()
    if shape not in shapes:
        shapes[shape] = by_forces(part)
    return shapes[shape]


def _parts(plain: Network) -> Iterator[tuple[Numbers, Numbers]]:
    """Nodes and links of each connected part, the part with most nodes first; of each the nodes with most
    links first, so that parts of the same shape have the same links."""
    label = _labels(plain)
    counts = np.bincount(label)
    nodes = np.lexsort((np.arange(plain.count), -plain.degrees(), label))
    links = np.argsort(label[plain.source], kind="stable")
    linked = np.bincount(label[plain.source], minlength=len(counts))
    of_nodes = np.split(nodes, np.cumsum(counts)[:-1])
    of_links = np.split(links, np.cumsum(linked)[:-1])
    smallest = np.array([one.min() for one in of_nodes])
    for place in np.lexsort((smallest, -counts)):
        yield of_nodes[place], of_links[place]


def _labels(network: Network) -> Numbers:
    links = sparse.coo_array(
        (np.ones(len(network.source)), (network.source, network.target)), (network.count, network.count)
    )
    labels: Numbers = sparse.csgraph.connected_components(links, directed=False)[1]
    return labels
