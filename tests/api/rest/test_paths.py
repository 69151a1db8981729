"""GET /v1/paths."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient


def test_a_path_with_its_evidence(client: FlaskClient) -> None:
    edge = client.get("/v1/entities/NATO/neighbours").json["edges"][0]
    answer = client.get("/v1/paths", query_string={"from": edge["target"], "to": edge["source"]})
    assert answer.status_code == 200
    [path] = answer.json["paths"]
    assert (path["length"], path["weight"], answer.json["truncated"]) == (1, edge["weight"], False)
    assert [node["id"] for node in path["nodes"]] == [edge["target"], edge["source"]]
    [shown] = path["steps"][0]["edges"]
    assert (shown["relation"], shown["forward"]) == (edge["relation"], False)
    assert shown["claims"] == edge["claims"]
    claim = client.get(f"/v1/claims/{shown['claims'][0]}").json
    assert (shown["sentence"], shown["document"]) == (claim["sentence"], claim["document"])


def test_a_path_along_the_edges(client: FlaskClient) -> None:
    edge = client.get("/v1/entities/NATO/neighbours").json["edges"][0]
    there = {"from": edge["source"], "to": edge["target"], "directed": "true"}
    back = {"from": edge["target"], "to": edge["source"], "directed": "true"}
    assert len(client.get("/v1/paths", query_string=there).json["paths"]) == 1
    assert client.get("/v1/paths", query_string=back).json["paths"] == []
    without = there | {"without": edge["relation"]}
    assert client.get("/v1/paths", query_string=without).json["paths"] == []


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("from=NATO", "to"),
        ("to=NATO", "from"),
        ("from=NATO&to=NATO", "to"),
        ("from=NATO&to=Russia&k=21", "k"),
        ("from=NATO&to=Russia&max_length=7", "max_length"),
        ("from=NATO&to=Russia&directed=yes", "directed"),
        ("from=NATO&to=Russia&min_weight=0", "min_weight"),
    ],
)
def test_what_is_wrong_is_named(client: FlaskClient, query: str, parameter: str) -> None:
    answer = client.get(f"/v1/paths?{query}")
    assert (answer.status_code, answer.json["parameter"]) == (400, parameter)


def test_an_entity_that_is_not_there(client: FlaskClient) -> None:
    assert client.get("/v1/paths?from=NATO&to=Atlantis").status_code == 404
