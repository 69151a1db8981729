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

from api.description import openapi
from api.description.endpoint_table import TABLE
from api.description.problem_meanings import MEANINGS
from api.problems import KINDS
from tests.api.rest.test_resources import get

# Everything but the pages, which people read.
ROOMS = (
    "/v1/",
    "/sparql",
    "/graph-store",
    "/healthz",
    "/readyz",
    "/metrics",
    "/openapi.json",
    "/.well-known/",
)
METHODS = ("get", "post", "put", "patch", "delete")
KNOWN = {
    "entity": "NATO",
    "other": "Russia",
    "claim": "c-unseen",
    "document": "wire-1",
    "relation": "meets_in",
}


@pytest.fixture
def description(client: FlaskClient) -> dict[str, Any]:
    body: dict[str, Any] = get(client, "/openapi.json")
    return body


def operations(description: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, one)
        for path, methods in description["paths"].items()
        for method, one in methods.items()
    ]


def check(description: dict[str, Any], schema: dict[str, Any], value: Any) -> None:
    Draft202012Validator(schema | {"components": description["components"]}).validate(value)


def test_it_is_openapi(description: dict[str, Any]) -> None:
    validate(description)


def test_every_route_is_described_and_nothing_else(app: Flask, description: dict[str, Any]) -> None:
    served: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(ROOMS):
            path = re.sub(r"<(?:[^:<>]+:)?(\w+)>", r"{\1}", rule.rule)
            methods = {method.lower() for method in rule.methods or ()} & set(METHODS)
            served.setdefault(path, set()).update(methods)
    assert served == {path: set(operations) for path, operations in description["paths"].items()}


def test_every_operation_says_what_it_is(description: dict[str, Any]) -> None:
    names = [one["operationId"] for _, _, one in operations(description)]
    assert len(names) == len(set(names))
    for path, method, one in operations(description):
        assert one["summary"].endswith((".", "?")), path
        assert {"default", "429", "503"} <= set(one["responses"]), path
        assert any(status.startswith("2") for status in one["responses"]), path
        if method != "get" and path != "/sparql":
            assert one["security"] == [{"bearer": ["write"]}] or one["security"] == [{"bearer": ["admin"]}], (
                path
            )


def test_every_declared_parameter_is_described(app: Flask, description: dict[str, Any]) -> None:
    with app.test_request_context():
        declared = [(one.path, one.method.lower(), one) for one in openapi.operations()]
    assert len(declared) == len(operations(description))
    for path, method, operation in declared:
        shown = description["paths"][path][method]
        if operation.endpoint.form:
            form = shown["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]
            described = form["properties"]
        else:
            described = {one["name"]: one["schema"] for one in shown["parameters"] if one["in"] == "query"}
        assert set(described) == {parameter.name for parameter in operation.parameters}, path
        for parameter in operation.parameters:
            schema = described[parameter.name]
            schema = schema.get("items", schema)
            assert schema.get("maximum") == parameter.maximum
            assert schema.get("default") == parameter.default
            assert schema.get("enum", []) == list(parameter.choices)


def test_examples_are_answered_as_described(client: FlaskClient, description: dict[str, Any]) -> None:
    checked = 0
    for path, method, one in operations(description):
        place, _, name = one["operationId"].partition("_")
        endpoint = TABLE.get(f"{place}.{name}") or TABLE.get(f"{place}.{name} {method.upper()}")
        if method != "get" or endpoint is None or endpoint.example is None:
            continue
        answer = client.get(endpoint.example.format(**KNOWN))
        if answer.status_code != 200:
            pytest.fail(f"{endpoint.example}: {answer.status_code} {answer.text[:200]}")
        content = one["responses"]["200"]["content"]
        assert answer.mimetype in content, path
        if schema := content[answer.mimetype].get("schema"):
            check(description, schema, json.loads(answer.data))
            checked += 1
    assert checked > 9


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/v1/entities", "/v1/entities"),
        ("/v1/entities/{id}/held", "/v1/entities/NATO/held"),
        ("/v1/claims", "/v1/claims"),
        ("/v1/claims/{id}", "/v1/claims/c-moves"),
        ("/v1/documents/{id}", "/v1/documents/hostile-1"),
        ("/v1/paths", "/v1/paths?from=NATO&to=attack_imminent"),
    ],
)
def test_answers_are_as_described(
    client: FlaskClient, description: dict[str, Any], path: str, address: str
) -> None:
    content = description["paths"][path]["get"]["responses"]["200"]["content"]
    check(description, content["application/json"]["schema"], get(client, address))


def test_examples_of_answers_are_what_their_schemas_admit(description: dict[str, Any]) -> None:
    checked = 0
    for _, _, one in operations(description):
        for answer in one["responses"].values():
            for content in answer.get("content", {}).values():
                if "example" in content:
                    check(description, content["schema"], content["example"])
                    checked += 1
    assert checked > 9


def test_problems_are_as_described(client: FlaskClient, description: dict[str, Any]) -> None:
    schema = description["components"]["schemas"]["Problem"]
    for address in ("/nothing", "/v1/entities?limit=x", "/sparql?query=x", "/v1/claims/nothing"):
        Draft202012Validator(schema).validate(json.loads(client.get(address).data))


def test_the_page_explains_every_operation_and_problem(
    client: FlaskClient, description: dict[str, Any]
) -> None:
    text = client.get("/docs", headers={"Accept": "text/html"}).text
    for _, _, one in operations(description):
        assert f'id="{one["operationId"]}"' in text
        for parameter in one["parameters"]:
            if parameter["in"] == "query":
                assert f"<code>{parameter['name']}</code>" in text
    assert set(MEANINGS) == set(KINDS), (
        "each kind of problem wants words in api/description/problem_meanings.py"
    )
    for kind in KINDS:
        assert f'id="problem-{kind}"' in text and MEANINGS.get(kind), (
            f"{kind} wants words in problem_meanings"
        )
    assert "<script" not in text and "style=" not in text
