"""Look-ups over HTTP: filters, groups, the vocabulary, and that JSON ready in the index is the rows' JSON."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.rest.objects import render
from kg.graph import KnowledgeGraph
from tests.api.readings import HOSTILE
from tests.api.rest.test_resources import get, ids


def test_claims_are_the_same_as_rows_and_as_stored(
    app: Flask, graph: KnowledgeGraph, client: FlaskClient
) -> None:
    stored = get(client, "/v1/claims")["items"]
    with app.test_request_context():
        assert stored == [render(row) for row in graph.claims().rows]
    for claim in stored:
        assert get(client, claim["url"]) == claim


def test_where_the_application_is_mounted_shows_in_every_address(app: Flask) -> None:
    answer = app.test_client().get("/v1/claims/c-moves", environ_overrides={"SCRIPT_NAME": "/graph"})
    claim = json.loads(answer.data)
    assert claim["url"] == "/graph/v1/claims/c-moves"
    assert claim["subject"]["page"] == "/graph/entity/Russia"
    assert claim["document_url"] == "/graph/v1/documents/wire-1"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("other=Russia", []),
        ("event_type=CONSULT", ["c-met"]),
        ("since=2022-02-16", ["c-met"]),
        ("until=2022-02-15", ["c-unseen", "c-warns"]),
        ("document=denial-1", ["c-met", "c-unseen"]),
        ("min_confidence=0.9", ["c-unseen", "c-warns"]),
        ("sort=-confidence&limit=1", ["c-warns"]),
    ],
)
def test_relations_are_narrowed_down(client: FlaskClient, asked: str, found: list[str]) -> None:
    assert sorted(ids(get(client, f"/v1/entities/NATO/relations?{asked}"))) == found


def test_the_day_says_whose_it_is(client: FlaskClient) -> None:
    days = {claim["id"]: (claim["date"], claim["dated_by"]) for claim in get(client, "/v1/claims")["items"]}
    assert days["c-unseen"] == ("2022-02-15", "claim")
    assert days["c-met"] == ("2022-02-16", "document")
    assert days["c/lied?<x>"] == (None, None)


def test_groups(client: FlaskClient) -> None:
    rows = get(client, "/v1/entities/NATO/relations?group=edge")["items"]
    assert {(row["relation"], row["polarity"], row["count"]) for row in rows} == {
        ("warns", "positive", 1),
        ("sees", "negative", 1),
        ("meets in", "positive", 1),
    }
    assert get(client, rows[0]["other"]["url"])["id"] == rows[0]["other"]["id"]
    assert get(client, f"/v1/claims/{rows[0]['claims'][0]}")


def test_groups_are_read_page_by_page(client: FlaskClient) -> None:
    address = "/v1/entities/NATO/relations?group=edge&sort=-date"
    whole = get(client, address)["items"]
    first = get(client, f"{address}&limit=1")
    rest = get(client, f"{address}&cursor={quote(first['next'])}")
    assert first["items"] + rest["items"] == whole


@pytest.mark.parametrize(
    "address", ["/v1/entities/Russia/relations?", "/v1/entities/NATO/held?", "/v1/claims?sort=date&"]
)
def test_a_cursor_of_another_list_is_refused(client: FlaskClient, address: str) -> None:
    cursor = get(client, "/v1/claims?limit=1")["next"]
    answer = client.get(f"{address}cursor={quote(cursor)}")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


def test_what_an_entity_holds_is_narrowed_down(client: FlaskClient) -> None:
    assert ids(get(client, "/v1/entities/Russia/held?certainty=probable")) == ["c-moves"]
    assert ids(get(client, "/v1/entities/Russia/held?polarity=negative")) == []


def test_names_with_a_slip(client: FlaskClient) -> None:
    assert ids(get(client, "/v1/entities?q=stoltenburg&fuzzy=true")) == ["Jens_Stoltenberg"]
    assert ids(get(client, "/v1/entities?q=stoltenburg")) == []


def test_entities_are_read_page_by_page(client: FlaskClient) -> None:
    whole = ids(get(client, "/v1/entities"))
    first = get(client, "/v1/entities?limit=2")
    assert ids(first) + ids(get(client, f"/v1/entities?cursor={quote(first['next'])}")) == whole
    assert ids(get(client, "/v1/entities?type=Organization")) == ["NATO"]


def test_the_vocabulary(client: FlaskClient) -> None:
    rows = get(client, "/v1/relations")["items"]
    assert {row["id"] for row in rows} >= {"warns", "moves_troops", "meets_in"}
    assert ids(get(client, "/v1/relations?q=troops")) == ["moves_troops"]
    for row in rows:
        one = get(client, row["url"])
        assert [claim["id"] for claim in one["examples"]] == ids(get(client, row["claims_url"]))[:3]
    answer = client.get("/v1/relations/flies")
    assert answer.status_code == 404


def test_neighbours_of_a_relation(client: FlaskClient) -> None:
    near = get(client, "/v1/entities/NATO/neighbours?relation=warns")
    assert [row["id"] for row in near["nodes"]] == ["NATO", "attack_imminent"]
    assert [(edge["relation"], edge["weight"]) for edge in near["edges"]] == [("warns", 1)]
    assert len(get(client, "/v1/entities/NATO/neighbours?min_weight=2")["nodes"]) == 1


def test_how_the_counts_are_spread(client: FlaskClient) -> None:
    stats = get(client, "/v1/stats")
    assert {row["value"]: row["count"] for row in stats["polarities"]} == {"positive": 5, "negative": 1}
    assert [(row["value"], row["count"]) for row in stats["months"]] == [("2022-02", 2)]
    assert sum(row["count"] for row in stats["entity_types"]) == stats["entities"]
    assert {row["id"] for row in stats["holders"]} == {"Russia", "NATO", "Jens_Stoltenberg", HOSTILE.key}
