"""Keeps documents as they were read: no update changes a document's graph, and what the documents say stays
in the default graph, which is the merge of them.

Which graphs an update writes is told by rdflib's parser, and what that one cannot read is refused. Where it
could be made to read another text than Oxigraph runs, the update is refused too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from threading import Lock
from typing import Any

import pyoxigraph as ox
from rdflib import URIRef
from rdflib.plugins.sparql.algebra import translateUpdate
from rdflib.plugins.sparql.parser import parseUpdate

from kg.errors import ForbiddenQueryError
from kg.query.update_text import instead_of_clearing, parse_error
from kg.rdf.iris import Iris

_PARSER = Lock()  # rdflib's is one for all threads
_ESCAPE = re.compile(r"\\[uU][0-9A-Fa-f]{4}")  # rdflib reads these before all else, in strings too
_PREFIX = re.compile(r"\bprefix\s+([^\s:<]*):\s*<([^>]*)>", re.IGNORECASE)
_STEPS = re.compile(r"/\.{1,2}(/|$|[?#])")  # steps up and down in a path, which the two resolve differently
_ALL = frozenset({"ALL", "NAMED"})
_MOST = 100  # patterns that are merged again one by one; beyond, everything is at once

Pattern = tuple[str, str, str]
_ANYTHING: Pattern = ("?s", "?p", "?o")


def guarded(text: str, iris: Iris, prefixes: dict[str, str], base: str | None) -> str:
    """The update, and after it, in the same transaction, what brings back into the default graph all that
    the documents say.

    Args:
        text: an update that Oxigraph can parse.

    Raises:
        ForbiddenQueryError: it would change a document's graph, or might.
    """
    deleted: dict[Pattern, None] = {}
    clearings = 0
    for operation in _operations(text, prefixes, base):
        for graph in _written(operation):
            _require_free(graph, iris)
        deleted.update(dict.fromkeys(_deleted(operation)))
        clearings += operation.name in ("Clear", "Drop") and operation.graphiri == "DEFAULT"
    text, replaced = instead_of_clearing(text, cleared(iris))
    if replaced != clearings:
        deleted[_ANYTHING] = None
    merges = _merges(list(deleted), iris)
    if not merges:
        return text
    whole = f"{text}\n;\n{merges}"
    # A semicolon may end an update already.
    return whole if parse_error(whole, prefixes, base) is None else f"{text}\n{merges}"


def require_free(graph: str, iris: Iris) -> None:
    """Raises `ForbiddenQueryError` where a graph is, or could become, that of a document."""
    if graph.startswith(iris.document("")) or _STEPS.search(graph):
        raise ForbiddenQueryError(
            f"the graph <{graph}> is kept for a document: it changes only with that, by /v1/documents"
        )


def merge(patterns: list[Pattern], iris: Iris) -> str:
    """The update that brings what the documents say, as far as it fits a pattern, into the default graph."""
    documents = ox.Literal(iris.document(""))
    return ";\n".join(
        f"INSERT {{ {' '.join(pattern)} }} WHERE {{ GRAPH ?g {{ {' '.join(pattern)} }} "
        f"FILTER(STRSTARTS(STR(?g), {documents})) }}"
        for pattern in patterns
    )


def cleared(iris: Iris) -> str:
    """The update that takes out of the default graph all that no document says: quicker, where there are many
    documents, than to clear it and to merge them again."""
    return (
        "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } "
        f"FILTER(STRSTARTS(STR(?g), {ox.Literal(iris.document(''))})) }} }}"
    )


def _merges(deleted: list[Pattern], iris: Iris) -> str:
    return merge([_ANYTHING] if _ANYTHING in deleted or len(deleted) > _MOST else deleted, iris)


def _operations(text: str, prefixes: dict[str, str], base: str | None) -> list[Any]:
    declared = _PREFIX.findall(text)
    if _ESCAPE.search(text):
        raise ForbiddenQueryError("beside documents an update may hold no \\u escapes: write the characters")
    if len({name for name, _ in declared}) < len(declared):
        raise ForbiddenQueryError("beside documents an update may declare a prefix only once")
    # rdflib keeps one prefix for an IRI, the last one bound.
    named = {iri for _, iri in declared}
    known = {prefix: iri for prefix, iri in prefixes.items() if iri not in named}
    try:
        with _PARSER:
            # A comment ends at a carriage return for Oxigraph.
            parsed = translateUpdate(parseUpdate(text.replace("\r", "\n")), base, known)
    except Exception as error:  # whatever its parser trips over
        raise ForbiddenQueryError(
            "beside documents an update is run only where it can be told which graphs it changes, "
            f"and of this one it cannot ({type(error).__name__})"
        ) from error
    return list(getattr(parsed, "algebra", ()))


def _written(operation: Any) -> Iterator[Any]:
    match operation.name:
        case "InsertData" | "DeleteData" | "DeleteWhere":
            yield from operation.quads
        case "Modify":
            if operation.withClause:
                yield operation.withClause
            for template in (operation.delete, operation.insert):
                if template:
                    yield from template.quads
        case "Clear" | "Drop" | "Create":
            yield operation.graphiri
        case "Copy" | "Add":
            yield operation.graph[1]
        case "Move":
            yield from operation.graph
        case name:
            raise ForbiddenQueryError(f"beside documents there is no {name}")


def _require_free(graph: Any, iris: Iris) -> None:
    if graph == "DEFAULT" and not isinstance(graph, URIRef):
        return
    if graph in _ALL and not isinstance(graph, URIRef):
        raise ForbiddenQueryError(
            f"CLEAR and DROP {graph} would take the documents too: name the graphs, or use /v1/documents"
        )
    if not isinstance(graph, URIRef):
        raise ForbiddenQueryError("beside documents a graph that is written must be named, not a variable")
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", graph):
        raise ForbiddenQueryError(f"beside documents a graph needs an absolute IRI, not <{graph}>")
    require_free(str(graph), iris)


def _deleted(operation: Any) -> Iterator[Pattern]:
    """What an operation may take out of the default graph."""
    match operation.name:
        case "DeleteData" | "DeleteWhere":
            yield from map(_pattern, operation.triples or ())
        case "Modify":
            if operation.delete and not operation.withClause:
                yield from map(_pattern, operation.delete.triples or ())
        case "Copy" | "Move":
            if "DEFAULT" in operation.graph:
                yield _ANYTHING


def _pattern(triple: tuple[Any, Any, Any]) -> Pattern:
    subject, predicate, target = (
        str(ox.NamedNode(str(term))) if isinstance(term, URIRef) else variable
        for term, variable in zip(triple, _ANYTHING, strict=True)
    )
    return subject, predicate, target
