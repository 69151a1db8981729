"""Every error has the one shape, and tells nothing of the inside."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.app import create_app
from api.problems import KINDS, TYPES
from kg.errors import QueryTimeoutError, ResultTooLargeError, StoreError
from kg.graph import KnowledgeGraph
from tests.api.readings import READINGS


def problem(answer: TestResponse, status: int, kind: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "application/problem+json"
    members: dict[str, Any] = json.loads(answer.data)
    assert list(members)[:5] == ["type", "title", "status", "detail", "instance"]
    assert members["type"] == TYPES + kind and members["title"] == KINDS[kind].title
    assert members["status"] == status
    assert "Traceback" not in answer.text and "/kg/" not in members["detail"]
    return members


def routes(app: Flask) -> list[tuple[str, frozenset[str]]]:
    """An address under each rule, and the methods it answers."""
    adapter = app.url_map.bind("localhost")
    samples = {"id": "nothing", "suffix": "nq", "filename": "nothing.css", "name": "nothing"}
    samples |= {"room": "relation", "part": "plover"}
    addresses = [
        adapter.build(rule.endpoint, {name: samples[name] for name in rule.arguments})
        for rule in app.url_map.iter_rules()
    ]
    return [(address, frozenset(adapter.allowed_methods(address))) for address in addresses]


def test_every_route_refuses_other_methods(app: Flask, client: FlaskClient) -> None:
    assert len(routes(app)) > 15
    for address, methods in routes(app):
        for method in ("PUT", "DELETE", "PATCH", "POST"):
            if method not in methods:
                answer = client.open(address, method=method)
                problem(answer, 405, "method-not-allowed")
                assert answer.headers["Allow"] == ", ".join(sorted(methods)), address


def test_every_route_refuses_an_unknown_media_type(app: Flask, client: FlaskClient) -> None:
    for address, methods in routes(app):
        answer = client.get(address, headers={"Accept": "audio/ogg"})
        if "GET" not in methods or address.startswith("/v1/jobs"):
            assert answer.status_code in (403, 405)
        elif address == "/v1/paths":
            problem(answer, 400, "invalid-parameter")
        elif address == "/graph-store":
            problem(answer, 400, "bad-request")
        elif address.startswith("/static/") or "nothing" in address:
            problem(answer, 404, "not-found")
        else:
            members = problem(answer, 406, "not-acceptable")
            assert all(offer in members["detail"] for offer in members["offers"])


def test_every_route_with_an_id_answers_404_for_an_unknown_one(app: Flask, client: FlaskClient) -> None:
    unknown = [
        address
        for address, methods in routes(app)
        if "nothing" in address and "GET" in methods and not address.startswith("/v1/jobs")
    ]
    assert len(unknown) > 7
    for address in unknown:
        problem(client.get(address), 404, "not-found")


@pytest.mark.parametrize("address", ["/nothing", "/v1", "/v1/", "/v1/export/graph.exe", "/entity//x/"])
def test_what_is_not_there(client: FlaskClient, address: str) -> None:
    problem(client.get(address), 404, "not-found")


def test_browsers_get_the_same_as_a_page(client: FlaskClient) -> None:
    answer = client.get("/entity/<i>", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "Not found" in answer.text and "<i>" not in answer.text


def test_a_body_too_large(client: FlaskClient) -> None:
    for media_type in ("application/sparql-query", "application/x-www-form-urlencoded"):
        answer = client.post("/sparql", data=b"query=" + b"x" * 20_000, content_type=media_type)
        problem(answer, 413, "too-large")


def test_a_body_of_another_kind(client: FlaskClient) -> None:
    problem(client.post("/sparql", json={"query": "ASK {}"}), 415, "unsupported-media-type")
    problem(client.post("/sparql", data=b"ASK {}"), 415, "unsupported-media-type")


class Broken:
    """A graph whose every use fails with `error`."""

    folder = None
    read_only = True

    def __init__(self, error: Exception) -> None:
        self._error = error

    def __getattr__(self, name: str) -> Any:
        raise self._error


def broken(error: Exception) -> FlaskClient:
    graph: Any = Broken(error)
    return create_app(graph).test_client()


def test_a_failure_inside_is_logged_and_not_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "kg.api"):
        for accept in ("application/json", "text/html"):
            answer = broken(RuntimeError("secret of /home/user")).get("/v1/stats", headers={"Accept": accept})
            assert answer.status_code == 500 and "secret" not in answer.text
    assert "secret" in caplog.text
    problem(broken(ZeroDivisionError()).get("/"), 500, "internal")


def test_a_store_that_fails() -> None:
    answer = broken(StoreError("/var/lib/kg is gone")).get("/readyz")
    assert "/var" not in problem(answer, 503, "unavailable")["detail"]
    assert answer.headers["Retry-After"]


def test_a_query_past_its_deadline_or_size() -> None:
    late = broken(QueryTimeoutError("longer than 2 s")).get("/sparql?query=ASK{}&timeout=2")
    assert "2 s" in problem(late, 503, "deadline")["detail"]
    problem(broken(ResultTooLargeError("large")).get("/sparql?query=ASK{}"), 400, "result-too-large")


def test_a_query_that_never_ends_is_ended(tmp_path: Path) -> None:
    bomb = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . FILTER(?a != ?j) }"
    with KnowledgeGraph.open(tmp_path / "store") as graph:
        for reading in READINGS:
            graph.add(reading)
        client = create_app(graph).test_client()
        answer = client.get("/sparql", query_string={"query": bomb, "timeout": "1.5"})
        problem(answer, 503, "deadline")
        assert client.get("/sparql?query=ASK{}&timeout=60").status_code == 200
