"""SPARQL 1.1 Update, and whole graphs put in, added to and taken out. Raises as `KnowledgeGraph.update`."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from kg.errors import InputError, NotFoundError
from kg.query import protection, query_text, update_text
from kg.query.view import View
from kg.rdf import vocabulary


def run(
    view: View, text: str, using: Sequence[str] = (), using_named: Sequence[str] = (), base: str | None = None
) -> None:
    """Carries out an update in one transaction."""
    prefixes = vocabulary.prefixes(view.iris.base)
    text = update_text.prepared(query_text.unescaped(text), prefixes, base, using, using_named)
    if _documents(view):
        text = protection.guarded(text, view.iris, prefixes, base)
    view.change(lambda: view.store.update(text, prefixes, base))


def exists(view: View, graph: str | None) -> bool:
    """Whether there is a graph of that name; the default graph (None) always is."""
    return graph is None or view.store.has_graph(_node(graph).value)


def put(view: View, graph: str | None, triples: Sequence[ox.Triple], *, replace: bool) -> bool:
    """Adds triples to a graph, or puts them in place of what it held; whether it is new.

    It is there afterwards even without a triple.
    """
    new = not exists(view, graph)
    parts = []
    if graph is not None:
        protection.require_free(graph, view.iris)
        parts.append(f"CREATE SILENT GRAPH {_node(graph)}")
    if replace:
        parts.append(_cleared(view, graph))
    if triples:
        data = "".join(f"{triple} .\n" for triple in triples)
        parts.append(f"INSERT DATA {{ {_within(graph, data)} }}")
    view.change(lambda: view.store.update(";\n".join(parts), {}, None))
    return new


def drop(view: View, graph: str | None) -> None:
    """Removes a graph; of the default graph, what the documents do not say. Raises `NotFoundError`."""
    if not exists(view, graph):
        raise NotFoundError(f"no graph <{graph}> in the store")
    if graph is not None:
        protection.require_free(graph, view.iris)
    text = _cleared(view, None) if graph is None else f"DROP SILENT GRAPH {_node(graph)}"
    view.change(lambda: view.store.update(text, {}, None))


def triples(data: bytes, media_type: str, base: str | None) -> list[ox.Triple]:
    """The triples of a document in an RDF format, each once. Raises `InputError` where it is none, or where
    it names graphs."""
    form = ox.RdfFormat.from_media_type(media_type)
    if form is None:
        raise InputError(f"{media_type} is no RDF format that is read")
    found: dict[ox.Triple, None] = {}
    try:
        for quad in ox.parse(data, form, base_iri=base, rename_blank_nodes=True):
            if not isinstance(quad.graph_name, ox.DefaultGraph):
                raise InputError(f"the data name a graph, {quad.graph_name}, where triples are wanted")
            found[quad.triple] = None
    except (SyntaxError, ValueError) as error:
        raise InputError(f"the data are no {form.name}: {' '.join(str(error).split())}") from error
    return list(found)


def _documents(view: View) -> bool:
    return view.index.row("SELECT 1 FROM document LIMIT 1") is not None


def _node(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise InputError(f"no absolute IRI: {iri[:200]}") from error


def _cleared(view: View, graph: str | None) -> str:
    if graph is not None:
        return f"CLEAR SILENT GRAPH {_node(graph)}"
    return protection.cleared(view.iris) if _documents(view) else "CLEAR SILENT DEFAULT"


def _within(graph: str | None, data: str) -> str:
    return data if graph is None else f"GRAPH {_node(graph)} {{ {data} }}"
