"""What the SPARQL endpoint can do, in the terms of SPARQL 1.1 Service Description."""

from __future__ import annotations

import json
from collections.abc import Iterator

from flask import Response, request, url_for
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from api.graphs import served
from api.guard.callers import tokens
from api.sparql.rdf_answer import rdf
from kg.errors import QueryError

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "N-Triples", "RDF_XML", "TriG", "N-Quads", "N3")
_JSON_LD = "https://www.w3.org/ns/formats/data/JSON-LD"
_NAMED = 1000  # graphs that are listed; of more, none
_SECONDS = 5.0  # for the list of graphs


def answer(asked: str | None = None) -> Response:
    """The description; `asked` is a name of a format, which goes before Accept. Raises `ProblemError`."""
    prefixes = {"sd": SD, "formats": _FORMATS, "rdfs": "http://www.w3.org/2000/01/rdf-schema#"}
    return rdf(_triples(), prefixes, asked)


def _triples() -> Iterator[Triple]:
    endpoint = NamedNode(request.base_url)
    service = NamedNode(f"{request.base_url}#service")
    yield Triple(service, _RDF_TYPE, _sd("Service"))
    yield Triple(service, _sd("endpoint"), endpoint)
    yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL10Query"))
    yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    if tokens().any():
        yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Update"))
    for name in (*_RESULTS, *_GRAPHS):
        yield Triple(service, _sd("resultFormat"), NamedNode(_FORMATS + name))
    yield Triple(service, _sd("resultFormat"), NamedNode(_JSON_LD))
    for name in _GRAPHS:
        yield Triple(service, _sd("inputFormat"), NamedNode(_FORMATS + name))
    yield Triple(service, _sd("inputFormat"), NamedNode(_JSON_LD))
    yield Triple(service, _sd("feature"), _sd("EmptyGraphs"))
    search = NamedNode("https://kg.example/ontology#nameMatches")
    yield Triple(service, _sd("propertyFeature"), search)
    yield Triple(search, _RDF_TYPE, _sd("Feature"))
    yield Triple(search, _LABEL, Literal("name matches", language="en"))
    yield from _dataset(service)


def _dataset(service: NamedNode) -> Iterator[Triple]:
    dataset = NamedNode(url_for("void.description", _external=True) + "#dataset")
    default = BlankNode("default")
    yield Triple(service, _sd("defaultDataset"), dataset)
    yield Triple(dataset, _RDF_TYPE, _sd("Dataset"))
    yield Triple(dataset, _sd("defaultGraph"), default)
    yield Triple(default, _RDF_TYPE, _sd("Graph"))
    for number, name in enumerate(_named_graphs()):
        entry, graph = BlankNode(f"named{number}"), BlankNode(f"graph{number}")
        yield Triple(dataset, _sd("namedGraph"), entry)
        yield Triple(entry, _RDF_TYPE, _sd("NamedGraph"))
        yield Triple(entry, _sd("name"), NamedNode(name))
        yield Triple(entry, _sd("graph"), graph)
        yield Triple(graph, _RDF_TYPE, _sd("Graph"))


def _named_graphs() -> list[str]:
    """The named graphs, none where there are very many, or where they cannot be listed now."""
    query = f"SELECT ?g {{ GRAPH ?g {{}} }} LIMIT {_NAMED + 1}"
    try:
        found = served().query(query, timeout=_SECONDS).serialize("application/sparql-results+json")
    except QueryError:
        return []
    names = [
        row["g"]["value"] for row in json.loads(found)["results"]["bindings"] if row["g"]["type"] == "uri"
    ]
    return sorted(names) if len(names) <= _NAMED else []


def _sd(name: str) -> NamedNode:
    return NamedNode(SD + name)
