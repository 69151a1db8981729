"""The update that exchanges documents' graphs, and keeps the default graph as their merge."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import pyoxigraph as ox

_REMOVAL = """
DELETE {{ ?s ?p ?o }} WHERE {{
  GRAPH {graph} {{ ?s ?p ?o }}
  FILTER NOT EXISTS {{
    GRAPH ?other {{ ?s ?p ?o }} FILTER (?other != {graph} && STRSTARTS(STR(?other), {documents}))
  }}
}}"""


def text(old: Iterable[str], new: Iterable[ox.Quad], *, merge: bool = True) -> str:
    """One update of several operations: removes the graphs named in `old` and adds the quads of `new`.

    Args:
        merge: whether the default graph is kept; not where the server makes it of the named ones.

    Raises:
        ValueError: a name in `old` is no IRI.
    """
    operations: list[str] = []
    for graph in old:
        node = ox.NamedNode(graph)
        if merge:
            operations.append(_REMOVAL.format(graph=node, documents=_documents(graph)))
        operations.append(f"DROP SILENT GRAPH {node}")
    for name, quads in groupby(new, key=lambda quad: quad.graph_name):
        triples = "".join(f"{quad.triple} .\n" for quad in quads)
        operations.append(f"INSERT DATA {{ {triples if merge else ''} GRAPH {name} {{ {triples} }} }}")
    return ";\n".join(operations)


def _documents(graph: str) -> ox.Literal:
    """What the names of documents' graphs begin with: other graphs are not merged."""
    return ox.Literal(graph[: graph.rindex("/") + 1] if "/" in graph else "")
