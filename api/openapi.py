"""The OpenAPI 3.1 description, made from what the server does: its routes, parameter table and rows."""

from __future__ import annotations

import re
import types
import typing
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from flask import Blueprint, Response, current_app
from werkzeug.routing import Rule

from api.answers import data
from api.exports import FILES
from api.objects import ADDRESSES
from api.problems import KINDS, MEDIA_TYPE
from api.sparql import GRAPHS, HTML, RESULTS
from kg.query import rows

blueprint = Blueprint("openapi", __name__)

_LISTS: dict[str, type] = {
    "entities.search": rows.EntityRow,
    "entities.relations": rows.ClaimRow,
    "entities.held": rows.ClaimRow,
    "claims.many": rows.ClaimRow,
    "documents.many": rows.DocumentRow,
}
_OBJECTS: dict[str, type] = {
    "entities.one": rows.EntityRow,
    "entities.neighbours": rows.Neighbourhood,
    "claims.one": rows.ClaimRow,
    "documents.one": rows.DocumentRow,
    "health.stats": rows.Stats,
}
_FREE = ("health.healthz", "openapi.description")
_SPARQL = "sparql.endpoint"
_EXPORT = "exports.graph"
ENDPOINTS = (*_LISTS, *_OBJECTS, *_FREE, _SPARQL, _EXPORT)
_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


@blueprint.get("/openapi.json")
def description() -> Response:
    """This description."""
    rules = [rule for rule in current_app.url_map.iter_rules() if rule.endpoint in ENDPOINTS]
    paths = {_path(rule): _operations(rule) for rule in sorted(rules, key=lambda rule: rule.rule)}
    return data(
        {
            "openapi": "3.1.0",
            "info": {
                "title": current_app.jinja_env.globals["site"],
                "version": "1",
                "description": "Read-only. Every error is a problem (RFC 9457). "
                "A list is `items` and `next`, "
                "the cursor of the next page or null. An empty parameter counts as not given. "
                "Offsets are code points of the document's text, the end exclusive.",
            },
            "paths": paths,
            "components": {"schemas": _schemas(), "responses": {"Problem": _problem()}},
        }
    )


def _path(rule: Rule) -> str:
    return re.sub(r"<(?:[^:<>]+:)?(\w+)>", r"{\1}", rule.rule)


def _operations(rule: Rule) -> dict[str, Any]:
    view = current_app.view_functions[rule.endpoint]
    place = rule.endpoint.partition(".")[0]
    operation: dict[str, Any] = {
        "operationId": rule.endpoint.replace(".", "_"),
        "tags": [place],
        "summary": (view.__doc__ or "").strip().partition("\n")[0],
    }
    declared = current_app.extensions["kg.parameters"].get(rule.endpoint, ())
    in_path = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"enum": list(FILES)} if name == "suffix" else {"type": "string", "minLength": 1},
        }
        for name in sorted(rule.arguments)
    ]
    in_query = [
        {
            "name": parameter.name,
            "in": "query",
            "description": parameter.description,
            "required": parameter.required,
            "schema": parameter.schema(),
        }
        for parameter in declared
    ]
    answers = {"200": {"description": "OK", "content": _content(rule.endpoint)}}
    answers["default"] = {"$ref": "#/components/responses/Problem"}
    operations = {"get": operation | {"parameters": in_path + in_query, "responses": answers}}
    if rule.endpoint == _SPARQL:
        form = {
            "type": "object",
            "required": [parameter.name for parameter in declared if parameter.required],
            "properties": {parameter.name: parameter.schema() for parameter in declared},
        }
        bodies = {
            "application/x-www-form-urlencoded": {"schema": form},
            "application/sparql-query": {"schema": {"type": "string"}},
        }
        operations["post"] = operation | {
            "operationId": "sparql_endpoint_post",
            "parameters": [one | {"required": False} for one in in_query],
            "requestBody": {"required": True, "content": bodies},
            "responses": answers,
        }
    return operations


def _content(endpoint: str) -> dict[str, Any]:
    if endpoint == _SPARQL:
        return {media_type: {} for media_type in (*RESULTS.values(), *GRAPHS.values(), HTML)}
    if endpoint == _EXPORT:
        return {media_type: {} for _, media_type in FILES.values()}
    if endpoint in _OBJECTS:
        return {"application/json": {"schema": _reference(_OBJECTS[endpoint])}}
    if endpoint in _LISTS:
        properties = {
            "items": {"type": "array", "items": _reference(_LISTS[endpoint])},
            "next": {"type": ["string", "null"]},
        }
        return {"application/json": {"schema": _closed(properties)}}
    return {"application/json": {"schema": {"type": "object"}}}


def _problem() -> dict[str, Any]:
    properties = {
        "type": {"type": "string", "format": "uri"},
        "title": {"enum": [kind.title for kind in KINDS.values()]},
        "status": {"enum": sorted({kind.status for kind in KINDS.values()})},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "parameter": {"type": "string"},
    }
    schema = {"type": "object", "required": list(properties)[:5], "properties": properties}
    return {"description": "What went wrong.", "content": {MEDIA_TYPE: {"schema": schema}}}


@cache
def _schemas() -> dict[str, Any]:
    kinds = [kind for kind in vars(rows).values() if isinstance(kind, type) and is_dataclass(kind)]
    return {_name(kind): _row(kind) for kind in kinds if kind is not rows.Page}


def _row(kind: type) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    properties = {field.name: _schema(hints[field.name]) for field in fields(kind)}
    properties |= {name: {"type": "string", "format": "uri-reference"} for name in ADDRESSES.get(kind, {})}
    return {"description": (kind.__doc__ or "").strip()} | _closed(properties)


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "additionalProperties": False,
    }


def _schema(hint: Any) -> dict[str, Any]:
    if hint in _PLAIN:
        return {"type": _PLAIN[hint]}
    if is_dataclass(hint):
        return _reference(typing.cast(type, hint))
    inner = typing.get_args(hint)
    if typing.get_origin(hint) is types.UnionType:
        return {"anyOf": [_schema(each) for each in inner]}
    if inner[-1] is Ellipsis:
        return {"type": "array", "items": _schema(inner[0])}
    return {
        "type": "array",
        "prefixItems": [_schema(each) for each in inner],
        "minItems": len(inner),
        "maxItems": len(inner),
    }


def _reference(kind: type) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{_name(kind)}"}


def _name(kind: type) -> str:
    return kind.__name__.removesuffix("Row")
