"""The description says what the server does: every route, every parameter, every field."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from tests.api.test_resources import get

ROOMS = ("/v1/", "/sparql", "/healthz", "/openapi.json")


@pytest.fixture
def description(client: FlaskClient) -> dict[str, Any]:
    body: dict[str, Any] = get(client, "/openapi.json")
    return body


def test_it_is_openapi(description: dict[str, Any]) -> None:
    validate(description)


def test_every_route_is_described(app: Flask, description: dict[str, Any]) -> None:
    served = {
        re.sub(r"<(?:[^:<>]+:)?(\w+)>", r"{\1}", rule.rule): {
            method.lower() for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        }
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(ROOMS)
    }
    assert served == {path: set(operations) for path, operations in description["paths"].items()}
    summaries = [
        one["summary"] for operations in description["paths"].values() for one in operations.values()
    ]
    assert all(summary.endswith(".") or summary.endswith("?") for summary in summaries)


def test_every_declared_parameter_is_described(app: Flask, description: dict[str, Any]) -> None:
    declared = app.extensions["kg.parameters"]
    for path, operations in description["paths"].items():
        place, _, name = operations["get"]["operationId"].partition("_")
        table = {parameter.name: parameter for parameter in declared.get(f"{place}.{name}", ())}
        described = {one["name"]: one for one in operations["get"]["parameters"] if one["in"] == "query"}
        assert set(table) == set(described), path
        for parameter in table.values():
            schema = described[parameter.name]["schema"]
            assert schema.get("maximum") == parameter.maximum
            assert schema.get("default") == parameter.default
            assert schema.get("enum", []) == list(parameter.choices)


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/v1/entities", "/v1/entities"),
        ("/v1/entities/{id}", "/v1/entities/NATO"),
        ("/v1/entities/{id}/relations", "/v1/entities/NATO/relations"),
        ("/v1/entities/{id}/held", "/v1/entities/NATO/held"),
        ("/v1/entities/{id}/neighbours", "/v1/entities/NATO/neighbours?depth=2"),
        ("/v1/claims", "/v1/claims?limit=2"),
        ("/v1/claims", "/v1/claims"),
        ("/v1/claims/{id}", "/v1/claims/c-unseen"),
        ("/v1/documents", "/v1/documents"),
        ("/v1/documents/{id}", "/v1/documents/wire-1"),
        ("/v1/stats", "/v1/stats"),
        ("/healthz", "/healthz"),
    ],
)
def test_answers_are_as_described(
    client: FlaskClient, description: dict[str, Any], path: str, address: str
) -> None:
    schema = description["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    whole = schema | {"components": description["components"]}
    Draft202012Validator(whole).validate(get(client, address))


def test_problems_are_as_described(client: FlaskClient, description: dict[str, Any]) -> None:
    response = description["components"]["responses"]["Problem"]
    schema = response["content"]["application/problem+json"]["schema"]
    for address in ("/nothing", "/v1/entities?limit=x", "/sparql?query=x", "/v1/claims/nothing"):
        Draft202012Validator(schema).validate(json.loads(client.get(address).data))
