"""Each REST resource: what it holds, in one shape."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from kg.graph import KnowledgeGraph
from tests.api.readings import HOSTILE, KYIV, READINGS


def get(client: FlaskClient, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/json"
    return json.loads(answer.data)


def ids(rows: dict[str, Any]) -> list[str]:
    return [row["id"] for row in rows["items"]]


def test_entities_are_found_by_name_alias_and_type(client: FlaskClient) -> None:
    assert ids(get(client, "/v1/entities?q=stolten")) == ["Jens_Stoltenberg"]
    assert "NATO" in ids(get(client, "/v1/entities?q=North+Atlantic"))
    assert ids(get(client, "/v1/entities?q=Russia&type=Person")) == []
    assert ids(get(client, "/v1/entities?q=Russia&type=Country")) == ["Russia"]


def test_without_words_the_most_connected_come(client: FlaskClient) -> None:
    rows = get(client, "/v1/entities?limit=2")
    assert len(rows["items"]) == 2
    assert list(rows) == ["items", "next"]


def test_one_entity_in_a_stable_order_of_keys(client: FlaskClient) -> None:
    row = get(client, "/v1/entities/NATO")
    assert list(row)[:5] == ["id", "iri", "label", "type", "aliases"]
    assert row["aliases"] == ["North Atlantic Treaty Organization"]
    assert get(client, row["relations_url"])["items"]
    assert get(client, row["neighbours_url"])["centre"] == "NATO"
    assert ids(get(client, row["held_url"])) == ["c-imminent"]


@pytest.mark.parametrize("entity", [KYIV, HOSTILE], ids=["unicode", "hostile"])
def test_any_id_is_an_address(client: FlaskClient, entity: Any) -> None:
    address = f"/v1/entities/{quote(entity.key, safe='')}"
    row = get(client, address)
    assert (row["id"], row["label"], row["url"]) == (entity.key, entity.label, address)
    assert len(get(client, address + "/relations")["items"]) == 1
    assert get(client, address + "/neighbours?depth=2")["depth"] == 2


def test_text_is_not_escaped_to_ascii(client: FlaskClient) -> None:
    assert "Київ 😀" in client.get(f"/v1/entities/{quote(KYIV.key, safe='')}").data.decode("utf-8")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("direction=out", ["c-met", "c-unseen", "c-warns"]),
        ("direction=in", []),
        ("holder=publisher", ["c-met", "c-warns"]),
        ("holder=Jens_Stoltenberg", ["c-unseen"]),
        ("polarity=negative", ["c-unseen"]),
        ("certainty=certain&relation=warns", ["c-warns"]),
        ("temporality=future", []),
    ],
)
def test_relations_are_narrowed_down(client: FlaskClient, asked: str, found: list[str]) -> None:
    assert sorted(ids(get(client, f"/v1/entities/NATO/relations?{asked}"))) == found


def test_a_list_is_read_page_by_page(client: FlaskClient) -> None:
    whole = ids(get(client, "/v1/claims"))
    assert len(whole) == sum(len(reading.claims) for reading in READINGS)
    seen: list[str] = []
    address = "/v1/claims?limit=2"
    while address:
        rows = get(client, address)
        seen += ids(rows)
        address = f"/v1/claims?limit=2&cursor={quote(rows['next'])}" if rows["next"] else ""
    assert seen == whole
    first = get(client, "/v1/documents?limit=1")
    rest = get(client, f"/v1/documents?cursor={quote(first['next'])}")
    assert len(ids(first) + ids(rest)) == len(READINGS) and rest["next"] is None


def test_a_claim_leads_to_what_it_names(client: FlaskClient) -> None:
    claim = get(client, "/v1/claims/c-moves")
    assert (claim["relation"], claim["certainty"], claim["temporality"]) == (
        "moves troops",
        "probable",
        "future",
    )
    assert get(client, claim["subject"]["url"])["label"] == "Russia"
    assert get(client, claim["object"]["url"])["label"] == "garrisons"
    assert get(client, claim["holders"][0]["url"])["label"] == "Russia"
    assert get(client, claim["document_url"])["title"] == "Troops to go back, Moscow says"
    begin, end = claim["object"]["spans"][0]
    start = claim["sentence_span"][0]
    assert claim["sentence"][begin - start : end - start] == "garrisons"


def test_claims_of_one_document(client: FlaskClient) -> None:
    document = get(client, "/v1/documents/denial-1")
    assert sorted(ids(get(client, document["claims_url"]))) == ["c-met", "c-unseen"]


def test_stats_and_health(client: FlaskClient) -> None:
    stats = get(client, "/v1/stats")
    assert (stats["documents"], stats["claims"]) == (3, 6)
    assert get(client, "/healthz") == {"status": "ok"}


def test_the_export_is_the_graph(client: FlaskClient, graph: KnowledgeGraph) -> None:
    lines = client.get("/v1/export/graph.nq").data.decode().splitlines()
    assert sorted(lines) == sorted(line.rstrip("\n") for line in graph.nquads())


def test_what_the_client_has_is_not_sent_again(client: FlaskClient) -> None:
    for address in ("/v1/claims", "/", "/entity/Russia", "/openapi.json"):
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        changed = client.get(address, headers={"If-None-Match": '"other"'})
        assert changed.status_code == 200


def test_head_tells_what_get_would(client: FlaskClient) -> None:
    for address in ("/v1/claims", "/", "/v1/export/graph.nq?entity=NATO", "/sparql?query=ASK{}"):
        head, get_ = client.head(address), client.get(address)
        assert head.data == b""
        assert head.status_code == get_.status_code == 200
        assert head.headers["Content-Length"] == get_.headers["Content-Length"]
