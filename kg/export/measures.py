"""What is counted of the nodes of a network: which belong together, which weigh much, which lie between.

All three by networkit, hence as `kg.export.seeded` raises. No value is ever NaN.
"""

from __future__ import annotations

import numpy as np

from kg.export.network import Network, Numbers, Values
from kg.export.seeded import graph, seeded

EXACT = 10_000  # nodes up to which betweenness is counted from all of them

_ROUNDS = 10  # of Leiden at most; it ends as soon as nothing moves
_DAMPING = 0.85
# Links that may be looked at to estimate betweenness, and between how many sources they are to suffice for:
# 500 sources for 20,000 nodes with 100,000 links, some seconds.
_EFFORT = 60_000_000
_FEWEST, _MOST = 100, 1000


def communities(network: Network) -> Numbers:
    """The number of each node's community, by the Leiden method with modularity: links count by their claims,
    whatever their direction. The largest is 0; of two as large, that with the smallest node comes first."""
    if len(network.source) == 0:
        return np.arange(network.count)
    with seeded("communities") as networkit:
        links = graph(networkit, network.undirected(), weighted=True, directed=False)
        found = networkit.community.ParallelLeiden(links, iterations=_ROUNDS)
        found.run()
        label = np.array(found.getPartition().getVector())
    _, first, member, size = np.unique(label, return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(size), np.int64)
    rank[np.lexsort((first, -size))] = np.arange(len(size))
    return rank[member]


def pagerank(network: Network) -> Values:
    """PageRank along the direction of the links, by their claims, damping 0.85; all together are 1."""
    if len(network.source) == 0:
        return np.full(network.count, 1 / max(network.count, 1))
    with seeded("PageRank") as networkit:
        found = networkit.centrality.PageRank(
            graph(networkit, network, weighted=True, directed=True),
            damp=_DAMPING,
            distributeSinks=networkit.centrality.SinkHandling.DistributeSinks,
        )
        found.run()
        return np.array(found.scores())


def betweenness(network: Network) -> tuple[Values, int]:
    """On how large a part of the shortest paths between any two others a node lies, 0 to 1: a step is a step,
    whatever its direction and weight.

    Above `EXACT` nodes it is estimated from paths that begin at some nodes drawn by chance; the number of
    these comes with the values, 0 where they are exact.
    """
    if network.count < 3 or len(network.source) == 0:
        return np.zeros(network.count), 0
    plain = network.undirected()
    sources = 0 if network.count <= EXACT else _sources(plain)
    with seeded("betweenness") as networkit:
        links, between = graph(networkit, plain, weighted=False, directed=False), networkit.centrality
        if sources:
            found = between.EstimateBetweenness(links, sources, normalized=True, parallel=False)
        else:
            found = between.Betweenness(links, normalized=True)
        found.run()
        return np.clip(found.scores(), 0, 1), sources


def _sources(network: Network) -> int:
    return min(max(_EFFORT // (network.count + len(network.source)), _FEWEST), _MOST)
