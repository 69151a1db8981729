"""ForceAtlas2, the layout that Gephi is known for."""

from __future__ import annotations

import networkx
import numpy as np

from kg.export.network import Network, Values
from kg.export.seeded import SEED

_STEPS = 100


def by_forces(network: Network) -> Values:
    """Positions of a connected network of two nodes or more: links draw together, the stronger by the
    logarithm of their claims; nodes push each other apart. Takes memory and time by nodes squared."""
    graph = networkx.Graph()
    graph.add_nodes_from(range(network.count))
    strength = (1 + np.log(network.weight)).tolist()
    graph.add_weighted_edges_from(
        zip(network.source.tolist(), network.target.tolist(), strength, strict=True)
    )
    found = networkx.forceatlas2_layout(graph, max_iter=_STEPS, weight="weight", seed=SEED)
    return np.array([found[node] for node in range(network.count)])
