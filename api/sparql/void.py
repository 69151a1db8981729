"""What the graph is about and how large it is, in the Vocabulary of Interlinked Datasets (VoID)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, current_app, url_for
from pyoxigraph import Literal, NamedNode, Triple

from api import parameters
from api.graphs import served
from api.rest.exports import FILES
from api.settings import settings
from api.sparql.rdf_answer import rdf
from kg.errors import QueryError

blueprint = Blueprint("void", __name__)

_VOID = "http://rdfs.org/ns/void#"
_TERMS = "http://purl.org/dc/terms/"
_FOAF = "http://xmlns.com/foaf/0.1/"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_INTEGER = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
_DUMPS = ("ttl", "nq", "jsonld")
_FEATURES = ("Turtle", "N-Triples", "RDF_XML", "TriG", "N-Quads")
_EXAMPLES = 3
_SECONDS = 10.0  # for each count
_NAMESPACE = re.compile(r"(.+[/#])[^/#]+")


@dataclass(frozen=True, slots=True)
class _Census:
    """What had to be counted, for one state of the graph. None where that took too long."""

    version: str
    triples: int | None
    classes: tuple[str, ...] | None
    properties: tuple[str, ...] | None


@blueprint.get("/.well-known/void")
def description() -> Response:
    """Describe the graph as a data set: its size, vocabularies, dumps and endpoint."""
    parameters.read()
    return rdf(_triples(), {"void": _VOID, "dcterms": _TERMS, "foaf": _FOAF})


def _triples() -> Iterator[Triple]:
    graph, census = served(), _census()
    here = NamedNode(url_for("void.description", _external=True))
    dataset = NamedNode(f"{here.value}#dataset")
    yield Triple(here, _TYPE, _void("DatasetDescription"))
    yield Triple(here, NamedNode(_FOAF + "primaryTopic"), dataset)
    yield Triple(dataset, _TYPE, _void("Dataset"))
    yield Triple(dataset, NamedNode(_TERMS + "title"), Literal(settings().title))
    yield Triple(dataset, NamedNode(_FOAF + "homepage"), NamedNode(url_for("pages.index", _external=True)))
    endpoint = NamedNode(url_for("sparql.endpoint", _external=True))
    yield Triple(dataset, _void("sparqlEndpoint"), endpoint)
    for suffix in _DUMPS:
        assert suffix in FILES
        dump = NamedNode(url_for("exports.graph", suffix=suffix, _external=True))
        yield Triple(dataset, _void("dataDump"), dump)
    yield Triple(dataset, _void("uriSpace"), Literal(graph.base))
    for name in _FEATURES:
        yield Triple(dataset, _void("feature"), NamedNode(f"http://www.w3.org/ns/formats/{name}"))
    stats = graph.stats()
    counts = {
        "triples": census.triples,
        "entities": stats.entities,
        "documents": stats.documents,
        "classes": None if census.classes is None else len(census.classes),
        "properties": None if census.properties is None else len(census.properties),
    }
    for name, count in counts.items():
        if count is not None:
            yield Triple(dataset, _void(name), Literal(str(count), datatype=_INTEGER))
    terms = (*(census.classes or ()), *(census.properties or ()))
    spaces = (found[1] for found in map(_NAMESPACE.fullmatch, terms) if found)
    for space in sorted(
        {space for space in spaces if not space.startswith(graph.base) or space.endswith("#")}
    ):
        yield Triple(dataset, _void("vocabulary"), NamedNode(space))
    for row in graph.top(_EXAMPLES):
        yield Triple(dataset, _void("exampleResource"), NamedNode(row.iri))


def _census() -> _Census:
    """Counted anew only when the graph has changed."""
    version = served().version
    known: _Census | None = current_app.extensions.get("kg.census")
    if known is None or known.version != version:
        triples = _column("SELECT (COUNT(*) AS ?x) { ?s ?p ?o }")
        known = _Census(
            version,
            None if triples is None else int(triples[0]),
            _column("SELECT DISTINCT ?x { ?s a ?x FILTER(isIRI(?x)) }"),
            _column("SELECT DISTINCT ?x { ?s ?x ?o }"),
        )
        current_app.extensions["kg.census"] = known
    return known


def _column(query: str) -> tuple[str, ...] | None:
    try:
        found = served().query(query, timeout=_SECONDS).serialize("application/sparql-results+json")
    except QueryError:
        return None
    return tuple(row["x"]["value"] for row in json.loads(found)["results"]["bindings"])


def _void(name: str) -> NamedNode:
    return NamedNode(_VOID + name)
