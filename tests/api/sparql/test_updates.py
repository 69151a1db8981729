"""Updates over HTTP: what they answer, and that every worker sees what they did. The protocol's own rules are
in `test_sparql_protocol`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from api.app import create_app
from api.settings import Settings
from kg.graph import KnowledgeGraph
from kg.jobs import stop_writer
from kg.tokens import Scope, Tokens
from tests.api.guarded import Guarded, guarded
from tests.api.test_problems import problem
from tests.support.readings import talks, troops

UPDATE = "application/sparql-update"


@pytest.fixture
def place() -> Iterator[Guarded]:
    with guarded() as place:
        yield place


def send(place: Guarded, text: str, query: str = "", **headers: str) -> TestResponse:
    return place.client.post(
        "/sparql" + query,
        data=text.encode(),
        content_type=UPDATE,
        headers={**place.bearing("write"), **headers},
    )


def asked(place: Guarded, query: str) -> bool:
    return bool(place.client.get("/sparql", query_string={"query": query}).get_json()["boolean"])


def test_done(place: Guarded) -> None:
    assert send(place, "INSERT DATA { GRAPH <urn:g> { <rel> a 1 } }").status_code == 204
    assert asked(place, "ASK { GRAPH <urn:g> { <http://localhost/rel> a 1 } }")
    form = {"update": "DELETE WHERE { GRAPH <urn:g> { ?s ?p ?o } }"}
    assert place.client.post("/sparql", data=form, headers=place.bearing("write")).status_code == 204
    assert not asked(place, "ASK { GRAPH <urn:g> { ?s ?p ?o } }")


@pytest.mark.parametrize(
    ("text", "query", "status", "kind"),
    [
        ("INSERT DATA {", "", 400, "malformed-query"),
        ("CREATE GRAPH <urn:g> ; CREATE GRAPH <urn:g>", "", 400, "malformed-query"),
        ("LOAD <http://host.example/>", "", 403, "forbidden-query"),
        ("INSERT {} WHERE { SERVICE <http://host.example/> {} }", "", 403, "forbidden-query"),
        ("CLEAR ALL", "", 403, "forbidden-query"),
        ("WITH <urn:g> DELETE { ?s a 1 } WHERE { ?s a 1 }", "?using-graph-uri=urn:x", 400, "malformed-query"),
        ("CREATE GRAPH <urn:g>", "?using-graph-uri=relative", 400, "invalid-parameter"),
        ("CREATE GRAPH <urn:g>", "?default-graph-uri=urn:x", 400, "bad-request"),
    ],
)
def test_refused(place: Guarded, text: str, query: str, status: int, kind: str) -> None:
    problem(send(place, text, query), status, kind)
    assert not asked(place, "ASK { GRAPH <urn:g> {} }")


def test_the_dataset_of_the_request(place: Guarded) -> None:
    send(place, "INSERT DATA { GRAPH <urn:a> { <urn:1> a 1 } GRAPH <urn:b> { <urn:2> a 1 } }")
    text = "INSERT { GRAPH <urn:out> { ?s a ?g } } WHERE { ?s a 1 GRAPH ?g { ?x a 1 } }"
    assert send(place, text, "?using-graph-uri=urn:a&using-named-graph-uri=urn:b").status_code == 204
    assert asked(place, "ASK { GRAPH <urn:out> { <urn:1> a <urn:b> } }")
    assert not asked(place, "ASK { GRAPH <urn:out> { <urn:2> a ?g } }")


def test_not_waiting(place: Guarded) -> None:
    answer = send(place, "CREATE GRAPH <urn:later>", Prefer="respond-async")
    assert answer.status_code in (202, 204)
    if answer.status_code == 202:
        assert answer.headers["Location"].startswith("/v1/jobs/")


def test_readers_of_other_processes_see_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Applications over one store that another process writes; a reader that takes too long is ended."""
    monkeypatch.setenv("KG_WRITER_IDLE", "60")
    folder = tmp_path / "store"
    with KnowledgeGraph.open(folder) as graph:
        graph.add(troops())
        graph.add(talks())
    secret = Tokens(folder, os.environ).create("w", Scope.WRITE)
    bearing = {"Authorization": f"Bearer {secret}"}
    try:
        with (
            KnowledgeGraph.open(folder, read_only=True) as one,
            KnowledgeGraph.open(folder, read_only=True) as other,
        ):
            writing, reading = (create_app(g).test_client() for g in (one, other))
            hasty = create_app(one, settings=Settings(update_timeout=1.0)).test_client()
            for number in range(10):
                text = f"INSERT DATA {{ GRAPH <urn:{number}> {{ <urn:a> a 1 }} }}"
                done = writing.post("/sparql", data=text, content_type=UPDATE, headers=bearing)
                assert done.status_code == 204, done.text
                asked = {"query": f"ASK {{ GRAPH <urn:{number}> {{ <urn:a> a 1 }} }}"}
                for client in (writing, reading):
                    assert client.get("/sparql", query_string=asked).get_json()["boolean"]
            bomb = "INSERT { ?s <urn:x> ?o } WHERE { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
            late = hasty.post("/sparql", data=bomb, content_type=UPDATE, headers=bearing)
            found = problem(late, 503, "deadline")
            assert "nothing has changed" in found["detail"]
            done = writing.post(
                "/sparql", data="CREATE GRAPH <urn:after>", content_type=UPDATE, headers=bearing
            )
            assert done.status_code == 204
    finally:
        stop_writer(folder)
