"""Requests a second of the relations of entities, and of SPARQL queries one hop from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import quote

from tests.benchmarks.serving import load
from tests.benchmarks.serving.graph import Graph
from tests.support.serving import Served

RELATIONS = "/v1/entities/{id}/relations"
JSON = {"Accept": "application/sparql-results+json"}
_HOP = quote("SELECT ?p ?o WHERE { ", safe="") + "{iri}" + quote(" ?p ?o }", safe="")
_WARM = 2.0  # seconds of load before any is counted


def relations(server: Served, graph: Graph, seconds: float) -> dict[str, load.Load]:
    """Of entities drawn evenly, drawn by how many claims they have, and of the one that has the most."""
    chosen = {"uniform": graph.uniform, "by degree": graph.by_degree, "the greatest hub": (graph.hub,)}
    load.run(server.url, graph.paths(RELATIONS, graph.by_degree), _WARM, server.family)
    return {
        name: load.run(server.url, graph.paths(RELATIONS, ids), seconds, server.family)
        for name, ids in chosen.items()
    }


def hops(url: str, endpoint: str, graph: Graph, seconds: float, family: Callable[[], list[int]]) -> load.Load:
    """SPARQL queries for all that is said of an entity, drawn by degree, at a server's endpoint."""
    paths = hop_paths(endpoint, graph)
    load.run(url, paths, _WARM, family, headers=JSON)
    return load.run(url, paths, seconds, family, headers=JSON)


def hop_paths(endpoint: str, graph: Graph) -> list[str]:
    """The addresses of these queries."""
    return graph.paths(f"{endpoint}?query={_HOP}", graph.by_degree)


def told(figures: Mapping[str, load.Load] | load.Load) -> str:
    """Figures as a cell of the table."""
    if isinstance(figures, load.Load):
        failed = f", {figures.errors} errors" if figures.errors else ""
        taken = f"{figures.processor:.2f} ms CPU each"
        return f"{figures.rate:,.0f}/s, p50 {figures.p50:.1f} ms, p99 {figures.p99:.1f} ms, {taken}{failed}"
    return "; ".join(f"{name}: {told(one)}" for name, one in figures.items())
