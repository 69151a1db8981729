"""One thing of the graph: as JSON, as JSON-LD, or described in RDF by the statements about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, request, url_for

from api.answers import acceptable, data, whole
from api.description.endpoints import DESCRIPTIONS, HTML, JSON, JSONLD
from api.graphs import served
from api.negotiation import ASKED, SUFFIXES, divided
from api.problems import ProblemError
from kg.errors import NotFoundError
from kg.rdf.iris import Iris

_SECONDS = 15.0
# A document's IRI names the graph of all it says.
_DOCUMENT = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}"
# A claim with its parts, its sentence, and the places of their words.
_CLAIM = """
CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  {{ <{iri}> ?p ?o BIND (<{iri}> AS ?s) }}
  UNION {{ <{iri}> ?link ?s FILTER (?link = kg:fromSentence || STRSTARTS(STR(?s), "{iri}#")) ?s ?p ?o }}
  UNION {{
    <{iri}> ?link ?part FILTER (STRSTARTS(STR(?part), "{iri}#"))
    ?part kg:span|kg:cueSpan ?s . ?s ?p ?o
  }}
}}"""
_OTHER = "CONSTRUCT {{ <{iri}> ?p ?o }} WHERE {{ <{iri}> ?p ?o }}"
_QUERIES = {"document": _DOCUMENT, "claim": _CLAIM}


def item(id: str, room: str, find: Callable[[str], Any]) -> Response:
    """The answer for one thing. `room` is the part of its IRI before the id: “entity”; `find` gives its JSON,
    or raises NotFoundError. An id may be followed by a suffix that names a format."""
    name, body = named(id, find)
    media_type = acceptable((JSON, JSONLD, *DESCRIPTIONS))
    return data(body) if media_type in (JSON, JSONLD) else described(room, name, media_type)


def named(id: str, find: Callable[[str], Any]) -> tuple[str, Any]:
    """The id without a suffix, and what `find` finds under it. Raises NotFoundError."""
    try:
        return id, find(id)
    except NotFoundError:
        stem, media_type = divided(id)
        if media_type is None:
            raise
        found = find(stem)
        request.environ[ASKED] = media_type
        return stem, found


def described(room: str, id: str, media_type: str) -> Response:
    """What the graph says of the thing, in a form of RDF. Raises a 404 `ProblemError`."""
    statements = triples(room, id, media_type)
    content_type = f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
    return whole(statements, content_type)


def triples(room: str, id: str, media_type: str) -> bytes:
    """The statements about the thing. Raises a 404 `ProblemError` where there are none."""
    iri = iri_of(room, id)
    result = served().query(
        _QUERIES.get(room, _OTHER).format(iri=iri), media_type=media_type, timeout=_SECONDS
    )
    found = result.serialize(media_type)
    if media_type == "application/n-triples" and not found.strip():
        raise ProblemError("not-found", "The graph says nothing of this.")
    return found


def iri_of(room: str, id: str) -> str:
    """The IRI of the thing `id` among the `room`s of the graph."""
    return Iris(served().base).named(room, id)


def dereferenced(id: str, endpoint: str, find: Callable[[str], Any]) -> Response | None:
    """Where the client of a page would rather have data: a redirect (303) to it, else None.

    Raises NotFoundError, and a 406 `ProblemError`.
    """
    name, _ = named(id, find)
    media_type = acceptable((HTML, JSON, JSONLD, *DESCRIPTIONS))
    if media_type == HTML:
        return None
    suffix = next(suffix for suffix, known in SUFFIXES.items() if known == media_type)
    response = Response(status=303, headers={"Location": f"{url_for(endpoint, id=name)}.{suffix}"})
    response.vary.add("Accept")
    return response
