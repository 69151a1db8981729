"""The graph as networkx knows it."""

from __future__ import annotations

import networkx

from kg.export.source import Source


def build(graph: Source) -> networkx.MultiDiGraph:
    """A directed multigraph: nodes are entity ids, an edge's key is its relation's id.

    Nodes have `label`, `type`, `aliases`, `links`, `degree`, `claims`, `documents` (counts);
    edges `label`, `weight` (number of claims), `holders`, `in_documents`, `claim_ids` (ids).
    """
    result = networkx.MultiDiGraph()
    for entity in graph.entities():
        result.add_node(
            entity.id,
            label=entity.label,
            type=entity.type,
            aliases=entity.aliases,
            links=entity.links,
            degree=entity.degree,
            claims=entity.claims,
            documents=entity.documents,
        )
    for edge in graph.edges():
        result.add_edge(
            edge.source,
            edge.target,
            key=edge.relation_id,
            label=edge.relation,
            weight=edge.weight,
            holders=edge.holders,
            in_documents=edge.documents,
            claim_ids=edge.claims,
        )
    return result
