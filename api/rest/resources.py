"""The graph's other names, dereferenced: relations, publishers, models, days, and the vocabulary itself."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from flask import Blueprint, Response, request
from pyoxigraph import RdfFormat, parse, serialize

from api import parameters
from api.answers import acceptable, data, page, whole
from api.description.endpoints import DESCRIPTIONS, HTML, JSON, JSONLD, NTRIPLES, RDFXML, TURTLE
from api.graphs import served
from api.negotiation import ASKED, divided
from api.problems import ProblemError
from api.rest import jsonld
from api.rest.descriptions import described, iri_of, triples
from kg.config import resource

blueprint = Blueprint("resources", __name__)

_ROOMS = ("relation", "publisher", "model", "day")
_SHOWN = 200
_SECONDS = 5.0
_STATEMENTS = """
SELECT ?p ?o ?label {{ <{iri}> ?p ?o OPTIONAL {{ ?o rdfs:label ?label }} }} ORDER BY ?p ?o LIMIT {limit}"""
_FORMATS = {TURTLE: RdfFormat.TURTLE, NTRIPLES: RdfFormat.N_TRIPLES, RDFXML: RdfFormat.RDF_XML}
_DAY = 86400  # seconds for which what never changes may be kept


@blueprint.get(f"/<any({','.join(_ROOMS)}):room>/<id:id>")
def thing(room: str, id: str) -> Response:
    """A relation, a publisher, a language model or a day: what the graph says of it."""
    parameters.read()
    name, media_type = divided(id)
    if not _statements(iri_of(room, id)) and media_type:
        request.environ[ASKED], id = media_type, name
    statements = _statements(iri_of(room, id))
    if not statements:
        raise ProblemError("not-found", "The graph says nothing of this.")
    wanted = acceptable((HTML, *DESCRIPTIONS, JSONLD))
    if wanted == JSONLD:
        return whole(_expanded(triples(room, id, NTRIPLES)), JSONLD)
    if wanted != HTML:
        return described(room, id, wanted)
    return page(
        "thing.html", room=room, name=id.replace("_", " "), id=id, iri=iri_of(room, id), rows=statements
    )


@blueprint.get("/v1/context.jsonld")
def context() -> Response:
    """The JSON-LD context of all answers: which member is which term of the graph."""
    parameters.read()
    return _lasting(data({"@context": jsonld.CONTEXT}, media_types=(JSONLD, JSON)))


@blueprint.get("/ontology")
@blueprint.get("/ontology/<any(plover):part>")
def ontology(part: str = "kg") -> Response:
    """The vocabulary of the graph, in which its claims are written."""
    return _lasting(whole(_ontology(part, chosen := acceptable(DESCRIPTIONS)), chosen))


def _statements(iri: str) -> list[dict[str, Any]]:
    query = _STATEMENTS.format(iri=iri, limit=_SHOWN)
    answer = served().query(query, timeout=_SECONDS).serialize("application/sparql-results+json")
    rows: list[dict[str, Any]] = json.loads(answer)["results"]["bindings"]
    return rows


def _expanded(ntriples: bytes) -> bytes:
    quads = parse(ntriples, RdfFormat.N_TRIPLES)
    return serialize(quads, format=RdfFormat.JSON_LD) or b""


@cache
def _ontology(part: str, media_type: str) -> bytes:
    source = (resource("ontology") / f"{part}.ttl").read_bytes()
    if media_type == TURTLE:
        return source
    quads = parse(source, RdfFormat.TURTLE)
    return serialize((quad.triple for quad in quads), format=_FORMATS[media_type]) or b""


def _lasting(response: Response) -> Response:
    response.cache_control.no_cache = None
    response.cache_control.public = True
    response.cache_control.max_age = _DAY
    return response
