"""The OpenAPI 3.1 description, made from what the server does: its routes, parameters, answers and rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from flask import Blueprint, Response, current_app
from werkzeug.routing import Rule

from api.answers import data
from api.description import schemas
from api.description.endpoint_table import TABLE
from api.description.endpoints import FORM, HTML, JSON, JSONLD, Answer, Endpoint
from api.description.samples import sample
from api.parameters import Parameter
from api.problems import KINDS, MEDIA_TYPE
from api.rest.exports import FILES

blueprint = Blueprint("openapi", __name__)

ABOUT = """Every error is a problem (RFC 9457): see “detail”. A list is `items` and `next`, the cursor of the
next page or null. An empty text counts as not given; an unknown parameter is refused. Offsets are code
points of the document's text, the end exclusive. JSON can be had as JSON-LD, by `Accept` or by the suffix
`.jsonld`. Writing needs a token: `Authorization: Bearer …`."""
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


class Operation(NamedTuple):
    """A route with a method, and all that is declared of it."""

    path: str
    method: str
    rule: Rule
    endpoint: Endpoint
    parameters: tuple[Parameter, ...]

    @property
    def id(self) -> str:
        """A name for it: that of its view, and of its method where the view answers several."""
        name = self.rule.endpoint.replace(".", "_")
        return (
            name if self.rule.endpoint in TABLE or self.method == "GET" else f"{name}_{self.method.lower()}"
        )

    @property
    def words(self) -> str:
        """What its view says of itself."""
        return " ".join((current_app.view_functions[self.rule.endpoint].__doc__ or "").split())


@blueprint.get("/openapi.json")
def description() -> Response:
    """This description."""
    return data(described())


def operations() -> Iterator[Operation]:
    """Every operation that `TABLE` declares, by path."""
    declared: Mapping[str, tuple[Parameter, ...]] = current_app.extensions["kg.parameters"]
    for rule in sorted(current_app.url_map.iter_rules(), key=lambda rule: rule.rule):
        for method in _METHODS:
            key = f"{rule.endpoint} {method}"
            endpoint = TABLE.get(key) or TABLE.get(rule.endpoint)
            if endpoint and method in (rule.methods or ()):
                parameters = declared.get(key, declared.get(rule.endpoint, ()))
                yield Operation(path(rule), method, rule, endpoint, parameters)


def path(rule: Rule) -> str:
    """A rule as OpenAPI writes paths."""
    return re.sub(r"<(?:[^:<>]+:)?(\w+)>", r"{\1}", rule.rule)


def described() -> dict[str, Any]:
    """The whole description."""
    paths: dict[str, Any] = {}
    for operation in operations():
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": current_app.jinja_env.globals["site"],
            "version": "1",
            "description": " ".join(ABOUT.split()),
        },
        "paths": paths,
        "components": {
            "schemas": schemas.components() | {"Problem": problem_schema()},
            "responses": {
                "Problem": _problem("What went wrong."),
                "TooManyRequests": _problem("More requests than one client may send.", "Retry-After"),
                "Unavailable": _problem("Too busy, past the deadline, or the store is away.", "Retry-After"),
                "Unauthorized": _problem("A token is needed, or this one is not known.", "WWW-Authenticate"),
                "Forbidden": _problem("The server is read-only, or the token's scope is too low."),
            },
            "securitySchemes": {
                "bearer": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A token of `kg token`; its scope is read, write or admin.",
                }
            },
        },
    }


def _operation(operation: Operation) -> dict[str, Any]:
    endpoint = operation.endpoint
    in_query = [] if endpoint.form else [_parameter(one) for one in operation.parameters]
    summary, _, more = operation.words.partition(". ")
    shown: dict[str, Any] = {
        "operationId": operation.id,
        "tags": [operation.rule.endpoint.partition(".")[0]],
        "summary": summary if summary.endswith((".", "?")) else f"{summary}.",
    }
    if more:
        shown["description"] = more
    shown["parameters"] = [_in_path(name) for name in sorted(operation.rule.arguments)] + in_query
    if bodies := _bodies(operation):
        shown["requestBody"] = {"required": endpoint.body_required, "content": bodies}
    shown["responses"] = _responses(endpoint)
    needed = [{"bearer": [endpoint.scope]}] if endpoint.scope else []
    shown["security"] = [{}, *needed] if endpoint.scope == "read" else needed
    return shown


def _in_path(name: str) -> dict[str, Any]:
    schema = {"enum": list(FILES)} if name == "suffix" else {"type": "string", "minLength": 1}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": "query",
        "description": parameter.description,
        "required": parameter.required,
        "schema": parameter.schema(),
    }


def _bodies(operation: Operation) -> dict[str, Any]:
    bodies: dict[str, Any] = {}
    if operation.endpoint.form:
        form = {
            "type": "object",
            "required": [one.name for one in operation.parameters if one.required],
            "properties": {one.name: one.schema() for one in operation.parameters},
        }
        bodies[FORM] = {"schema": form}
    for body in operation.endpoint.bodies:
        example = {} if body.example is None else {"example": body.example}
        bodies[body.media_type] = {"schema": body.schema} | example
    return bodies


def _responses(endpoint: Endpoint) -> dict[str, Any]:
    responses: dict[str, Any] = {}
    for answer in endpoint.answers:
        shown: dict[str, Any] = {"description": answer.says}
        if content := _content(answer):
            shown["content"] = content
        if answer.headers:
            shown["headers"] = {name: {"schema": {"type": "string"}} for name in answer.headers}
        responses[str(answer.status)] = shown
    shared = {"429": "TooManyRequests", "503": "Unavailable", "default": "Problem"}
    if endpoint.scope:
        shared = {"401": "Unauthorized", "403": "Forbidden"} | shared
    for status, name in shared.items():
        responses.setdefault(status, {"$ref": f"#/components/responses/{name}"})
    return responses


def _content(answer: Answer) -> dict[str, Any]:
    content: dict[str, Any] = {media_type: {} for media_type in answer.media_types}
    if answer.row is None:
        return content
    row = answer.row
    schema = schemas.reference(row) if isinstance(row, type) else dict(row)
    if answer.listed:
        schema = schemas.listed(schema)
    shown = {"schema": schema}
    if isinstance(row, type):
        shown["example"] = sample(schema)
        return {JSON: shown, JSONLD: {"schema": {"type": "object"}}} | content
    return content | {JSON: shown} if JSON in content or not content else content


def problem_schema() -> dict[str, Any]:
    """The schema of every error."""
    properties = {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"enum": [kind.title for kind in KINDS.values()]},
        "status": {"enum": sorted({kind.status for kind in KINDS.values()})},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "parameter": {"type": "string"},
    }
    return {"type": "object", "required": list(properties)[:5], "properties": properties}


def _problem(says: str, *headers: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    shown: dict[str, Any] = {"description": says, "content": {MEDIA_TYPE: {"schema": schema}, HTML: {}}}
    if headers:
        shown["headers"] = {name: {"schema": {"type": "string"}} for name in headers}
    return shown
