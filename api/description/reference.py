"""The page that explains the API to people, made from what `/openapi.json` is made from."""

from __future__ import annotations

import json
from typing import Any, NamedTuple
from urllib.parse import quote

from flask import Blueprint, Response, request

from api.answers import page
from api.description import schemas
from api.description.endpoints import JSON, JSONLD, Answer
from api.description.openapi import Operation, operations
from api.description.problem_meanings import MEANINGS
from api.description.samples import sample
from api.graphs import served
from api.parameters import Parameter
from api.problems import KINDS

blueprint = Blueprint("reference", __name__)

# What people come for first; what is not named here comes last.
_ORDER = ("entities", "claims", "relations", "paths", "documents", "jobs", "sparql", "graph_store", "exports")
_TITLES = {"sparql": "SPARQL", "openapi": "This description", "graph_store": "Graph Store", "void": "VoID"}


class Entry(NamedTuple):
    """One operation as the page shows it. `address` is None where there is nothing to try."""

    operation: Operation
    parameters: tuple[tuple[Parameter, str], ...]
    address: str | None
    curl: str
    media_types: tuple[str, ...]
    example: str | None


@blueprint.get("/docs")
def docs() -> Response:
    """How to ask this server: every address, its parameters, and what comes back."""
    known = _known()
    rooms: dict[str, list[Entry]] = {}
    for operation in operations():
        room = operation.rule.endpoint.partition(".")[0]
        rooms.setdefault(room, []).append(_entry(operation, known))
    return page(
        "docs.html",
        rooms=[
            (room, _TITLES.get(room, room.replace("_", " ").capitalize()), rooms[room])
            for room in sorted(rooms, key=lambda room: (*_ORDER, room).index(room))
        ],
        problems=[(name, kind, MEANINGS.get(name, "")) for name, kind in KINDS.items()],
        server=request.url_root.rstrip("/"),
    )


def _known() -> dict[str, str]:
    """Ids of this graph for the examples; where it is empty, those of the samples."""
    entity, other = (*served().top(2), None, None)[:2]
    claim = next(iter(served().claims(limit=1).rows), None)
    document = next(iter(served().documents()), None)
    relation = next(iter(served().vocabulary(limit=1).rows), None)
    found = {
        "entity": entity,
        "other": other,
        "claim": claim,
        "document": document,
        "relation": relation,
    }
    return {name: row.id for name, row in found.items() if row is not None}


def _entry(operation: Operation, known: dict[str, str]) -> Entry:
    endpoint = operation.endpoint
    address = endpoint.example
    samples = {
        "entity": "NATO",
        "other": "Brussels",
        "relation": "meets_in",
        "claim": "3f9c2a71",
        "document": "d41d8cd9",
    }
    shown = address or operation.path.replace("{id}", samples["document"])
    triable = address is not None
    for name, id in (samples | known).items():
        if f"{{{name}}}" in shown:
            triable = triable and name in known
            shown = shown.replace(f"{{{name}}}", quote(id, safe=""))
    answer = endpoint.answers[0]
    return Entry(
        operation,
        tuple((parameter, _kind(parameter)) for parameter in operation.parameters),
        shown if triable and operation.method == "GET" else None,
        _curl(operation, shown),
        _media_types(answer),
        _example(answer),
    )


def _kind(parameter: Parameter) -> str:
    if parameter.choices:
        return ", ".join(parameter.choices)
    if parameter.minimum is not None and parameter.maximum is not None:
        return f"{parameter.type}, {parameter.minimum:g} to {parameter.maximum:g}"
    return f"{parameter.type}, repeatable" if parameter.repeated else parameter.type


def _curl(operation: Operation, address: str) -> str:
    parts = ["curl"]
    if operation.method != "GET":
        parts.append(f"-X {operation.method}")
    if operation.endpoint.scope in ("write", "admin"):
        parts.append('-H "Authorization: Bearer $KG_TOKEN"')
    for body in operation.endpoint.bodies[:1]:
        said = body.example if isinstance(body.example, str) else json.dumps(body.example, ensure_ascii=False)
        if body.media_type.startswith("multipart/"):
            parts.append("-F file=@article.txt")
        elif body.example is not None:
            parts.append(f"-H 'Content-Type: {body.media_type}' --data-binary {_quoted(said)}")
    whole = request.url_root.rstrip("/") + address
    parts.append(f"'{whole}'")
    return " ".join(parts)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _media_types(answer: Answer) -> tuple[str, ...]:
    return (
        (JSON, JSONLD, *answer.media_types) if isinstance(answer.row, type) else answer.media_types or (JSON,)
    )


def _example(answer: Answer) -> str | None:
    if answer.row is None:
        return None
    schema: dict[str, Any] = (
        schemas.reference(answer.row) if isinstance(answer.row, type) else dict(answer.row)
    )
    value = sample(schemas.listed(schema) if answer.listed else schema)
    return json.dumps(value, ensure_ascii=False, indent=2) if value else None
