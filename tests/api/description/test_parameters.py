"""Declared parameters are enforced: each of them, on each route, by name."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.provisional import urls

from api.description.endpoint_table import TABLE
from api.parameters import Parameter
from api.problems import ProblemError

ADDRESSES = {
    "entities.search": "/v1/entities",
    "entities.relations": "/v1/entities/NATO/relations",
    "entities.neighbours": "/v1/entities/NATO/neighbours",
    "entities.held": "/v1/entities/NATO/held",
    "paths.between": "/v1/paths",
    "relations.many": "/v1/relations",
    "claims.many": "/v1/claims",
    "documents.many": "/v1/documents",
    "documents.text": "/v1/documents/wire-1/text",
    "documents.mentions": "/v1/documents/wire-1/mentions",
    "documents.claims": "/v1/documents/wire-1/claims",
    "sparql.endpoint": "/sparql",
    "exports.graph": "/v1/export/graph.gexf",
    "pages.index": "/",
    "pages.search": "/search",
    "pages.entity": "/entity/NATO",
    "pages.document": "/document/wire-1",
}
# What must be there for the others to be looked at.
NEEDED = {
    "sparql.endpoint": {"query": "ASK {}"},
    "paths.between": {"from": "NATO", "to": "Russia"},
    "exports.graph": {"entity": "NATO"},
}


def readable(app: Flask) -> dict[str, tuple[Parameter, ...]]:
    """The parameters of what may be read by all; a graph of the Graph Store has the protocol's own rules."""
    return {
        endpoint: table
        for endpoint, table in app.extensions["kg.parameters"].items()
        if not endpoint.startswith("graph_store.")
        if endpoint not in TABLE or TABLE[endpoint].scope not in ("write", "admin")
    }


def bad_values(parameter: Parameter) -> list[str]:
    """Values that the declaration of `parameter` forbids."""
    values = ["x" * (parameter.max_length + 1)] if parameter.max_length < 10_000 else []
    if parameter.type in ("integer", "number"):
        assert parameter.minimum is not None and parameter.maximum is not None
        values = ["", "x", "1e3", "٣", "1_0", "-1", "NaN", f"{parameter.minimum - 1:g}"]
        values.append(f"{parameter.maximum + 1:g}")
    elif parameter.name != "query":
        values.append("a\x00b")
    if parameter.choices:
        values.append(parameter.choices[0].upper() + "?")
    if parameter.type == "iri":
        values += ["relative", "http://a b", "http://a>"]
    return values


def test_each_declared_parameter_is_enforced_by_name(app: Flask, client: FlaskClient) -> None:
    declared = readable(app)
    assert set(declared) == set(ADDRESSES)
    for endpoint, table in declared.items():
        for parameter in table:
            for value in bad_values(parameter):
                asked = NEEDED.get(endpoint, {})
                answer = client.get(ADDRESSES[endpoint], query_string=asked | {parameter.name: value})
                assert answer.status_code == 400, (endpoint, parameter.name, value)
                members = json.loads(answer.data)
                assert members["parameter"] == parameter.name
                assert parameter.name in members["detail"]


def test_bounds_are_inclusive(app: Flask, client: FlaskClient) -> None:
    for endpoint, table in readable(app).items():
        for parameter in table:
            if parameter.type == "integer" and endpoint.partition(".")[0] != "pages":
                for value in (parameter.minimum, parameter.maximum):
                    asked = NEEDED.get(endpoint, {}) | {parameter.name: f"{value:.0f}"}
                    answer = client.get(ADDRESSES[endpoint], query_string=asked)
                    assert answer.status_code == 200, (endpoint, parameter.name, value)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/v1/entities?lmit=3", 400),
        ("/v1/entities/NATO?x=", 400),
        ("/v1/stats?x=1", 400),
        ("/v1/entities?limit=3&limit=4", 400),
        ("/v1/entities?q=%FF", 400),
        ("/v1/entities?type=Person", 200),
        ("/v1/entities/NATO/relations?sort=weight", 400),
        ("/v1/entities/NATO/relations?group=edge&sort=reading", 400),
        ("/v1/entities/NATO/relations?since=2022-02-30", 400),
        ("/v1/claims?cursor=nonsense", 400),
        ("/v1/documents?cursor=nonsense", 400),
        ("/v1/entities?" + "&".join(f"a{i}" for i in range(200)), 400),
        ("/?utm_source=x", 200),
        ("/v1/entities?q=&type=", 200),
        ("/search?q=", 200),
    ],
)
def test_what_is_taken_and_what_is_not(client: FlaskClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert status == 200 or answer.mimetype == "application/problem+json"


@given(st.text())
def test_an_integer_is_read_or_refused(text: str) -> None:
    parameter = Parameter("limit", "", "integer", minimum=1, maximum=100)
    try:
        assert 1 <= int(parameter.read(text)) <= 100
    except ProblemError as error:
        assert error.extra == {"parameter": "limit"}


@given(urls())
def test_an_iri_is_taken(iri: str) -> None:
    assert Parameter("graph", "", "iri", max_length=10_000).read(iri) == iri


@given(st.text(max_size=60), st.sampled_from(sorted(ADDRESSES.values())))
def test_any_words_give_an_answer(app: Flask, words: str, address: str) -> None:
    client = app.test_client()
    for name in ("q", "relation", "holder", "cursor", "query", "out"):
        assert client.get(address, query_string={name: words.encode("utf-8", "replace")}).status_code < 500


def test_large_bounds_are_told_in_digits(client: FlaskClient) -> None:
    told = client.get("/v1/paths?from=Russia&to=Moscow&min_weight=9999999").get_json()["detail"]
    assert told == "Parameter 'min_weight' must be from 1 to 1000000, not 9999999."
