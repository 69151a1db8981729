"""What every endpoint takes and gives, declared once. Its parameters are in `parameter_table`.

A key is the name of a view, or the name and a method where one view answers several of them.
"""

from __future__ import annotations

from dataclasses import replace

from api.description.endpoints import (
    HTML,
    JSON,
    JSONLD,
    OBJECT,
    TEXT,
    Answer,
    Body,
    Endpoint,
    many,
    one,
)
from api.description.parameter_table import GRAPH_FORMATS, RESULT_FORMATS
from api.description.schemas import reference
from api.description.write_schemas import DOCUMENT_EXAMPLE, DOCUMENT_SENT, JOB, JOB_WITH_ITEMS
from api.rest.exports import FILES
from api.rest.uploads import FORMS, MULTIPART
from api.sparql.graph_store import FORMATS as RDF
from api.sparql.protocol import GRAPHS, RESULTS
from kg.query import rows

_SPARQL_ANSWERS = (
    Answer(
        media_types=(
            *(RESULTS[name] for name in RESULT_FORMATS),
            *(GRAPHS[name] for name in GRAPH_FORMATS),
            HTML,
        )
    ),
)
_SPARQL_PROBLEMS = ("malformed-query", "forbidden-query", "result-too-large", "deadline", "not-acceptable")
_ACCEPTED = Answer(JOB, status=202, says="Not done yet: the job goes on.", headers=("Location",))
_NOTHING = Answer(status=204, says="Done.")
_WRITING = (
    "bad-request",
    "too-large",
    "unsupported-media-type",
    "forbidden-query",
    "deadline",
    "unavailable",
)
_GRAPH = Endpoint((Answer(media_types=tuple(RDF)),), problems=("not-found",), example="/graph-store?default")
_GRAPH_PUT = Endpoint(
    (Answer(status=201, says="A new graph.", headers=("Location",)), _NOTHING, _ACCEPTED),
    tuple(Body(media_type) for media_type in RDF),
    scope="write",
    problems=_WRITING,
)
_GRAPH_GONE = Endpoint((_NOTHING, _ACCEPTED), scope="write", problems=("not-found", "forbidden-query"))
_STATUS = Answer({"type": "object", "required": ["status"], "properties": {"status": TEXT}})

# With `group` one, without it the other.
_CLAIM_OR_GROUP = {"anyOf": [reference(rows.ClaimRow), reference(rows.GroupRow)]}

TABLE: dict[str, Endpoint] = {
    "entities.search": many(rows.EntityRow, "/v1/entities?q=rus&limit=5"),
    "entities.one": one(rows.EntityRow, "/v1/entities/{entity}", described=True),
    "entities.relations": many(_CLAIM_OR_GROUP, "/v1/entities/{entity}/relations?direction=out&limit=5"),
    "entities.held": many(rows.ClaimRow, "/v1/entities/{entity}/held?limit=5"),
    "entities.neighbours": one(rows.Neighbourhood, "/v1/entities/{entity}/neighbours?depth=2&limit=20"),
    "relations.many": many(rows.RelationRow, "/v1/relations?limit=5"),
    "relations.one": one(rows.RelationDetail, "/v1/relations/{relation}", described=True),
    "paths.between": one(rows.Paths, "/v1/paths?from={entity}&to={other}"),
    "claims.many": many(rows.ClaimRow, "/v1/claims?limit=5"),
    "claims.one": one(rows.ClaimRow, "/v1/claims/{claim}", described=True),
    "documents.many": many(rows.DocumentRow, "/v1/documents?limit=5"),
    "documents.one": one(rows.DocumentRow, "/v1/documents/{document}", described=True),
    "documents.text": Endpoint(
        (Answer(media_types=("text/plain",)),),
        problems=("not-found",),
        example="/v1/documents/{document}/text",
    ),
    "documents.mentions": many(rows.MentionRow, "/v1/documents/{document}/mentions"),
    "documents.claims": many(rows.ClaimRow, "/v1/documents/{document}/claims?start=0&end=200"),
    "documents.add": Endpoint(
        (
            Answer(rows.DocumentRow, status=201, says="Added.", headers=("Location",)),
            Answer(
                {"anyOf": [reference(rows.DocumentRow), JOB_WITH_ITEMS]},
                says="One that was there already, or what became of each of several.",
            ),
            _ACCEPTED,
        ),
        (
            Body(JSON, DOCUMENT_SENT, DOCUMENT_EXAMPLE),
            Body("text/plain", TEXT, "Turkey thanked Greece on Tuesday."),
            *(Body(media_type) for media_type in FORMS if media_type not in ("text/plain", JSON)),
            Body(
                MULTIPART, {"type": "object", "additionalProperties": {"type": "string", "format": "binary"}}
            ),
        ),
        scope="write",
        problems=_WRITING,
    ),
    "documents.remove": Endpoint((_NOTHING, _ACCEPTED), scope="write", problems=("not-found", "unavailable")),
    "jobs.many": Endpoint((Answer(JOB, listed=True),), scope="write"),
    "jobs.one": Endpoint((Answer(JOB_WITH_ITEMS),), scope="write", problems=("not-found",)),
    "jobs.cancel": Endpoint((Answer(JOB_WITH_ITEMS),), scope="write", problems=("not-found",)),
    "jobs.events": Endpoint(
        (Answer(media_types=("text/event-stream",)),), scope="write", problems=("not-found",)
    ),
    "graph_store.read": _GRAPH,
    "graph_store.put": _GRAPH_PUT,
    "graph_store.post": _GRAPH_PUT,
    "graph_store.delete": _GRAPH_GONE,
    "graph_store.read_direct": replace(_GRAPH, example=None),
    "graph_store.put_direct": _GRAPH_PUT,
    "graph_store.post_direct": _GRAPH_PUT,
    "graph_store.delete_direct": _GRAPH_GONE,
    "exports.graph": Endpoint(
        (Answer(media_types=tuple(dict.fromkeys(media_type for _, media_type in FILES.values()))),),
        problems=("not-found", "malformed-query", "forbidden-query", "result-too-large", "busy", "deadline"),
        example="/v1/export/graph.ttl",
    ),
    "sparql.endpoint GET": Endpoint(
        _SPARQL_ANSWERS,
        problems=_SPARQL_PROBLEMS,
        example="/sparql?query=SELECT+%28COUNT%28%2A%29+AS+%3Fclaims%29+%7B+%3Fclaim+a+kg%3AClaim+%7D&format=json",
    ),
    "sparql.endpoint POST": Endpoint(
        (
            *_SPARQL_ANSWERS,
            Answer(status=204, says="The update is done; it needs a token that may write."),
            _ACCEPTED,
        ),
        (
            Body("application/sparql-query", TEXT, "SELECT ?claim { ?claim a kg:Claim } LIMIT 3"),
            Body("application/sparql-update", TEXT, "INSERT DATA { <urn:a> <urn:b> <urn:c> }"),
        ),
        problems=(*_SPARQL_PROBLEMS, "read-only", "unsupported-media-type"),
        form=True,
    ),
    "void.description": Endpoint((Answer(media_types=tuple(RDF)),), example="/.well-known/void"),
    "resources.context": Endpoint(
        (Answer(media_types=(JSONLD, JSON)),), scope=None, example="/v1/context.jsonld"
    ),
    "health.stats": Endpoint((Answer(rows.Overview),), example="/v1/stats"),
    "health.healthz": Endpoint((_STATUS,), scope=None, example="/healthz"),
    "health.readyz": Endpoint((_STATUS,), scope=None, problems=("unavailable",), example="/readyz"),
    "metrics.metrics": Endpoint((Answer(media_types=("text/plain",)),), example="/metrics"),
    "openapi.description": Endpoint(
        (Answer(OBJECT, media_types=(JSON,)),), scope=None, example="/openapi.json"
    ),
}
