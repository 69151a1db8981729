"""The application over a graph on a SPARQL server: the same answers, written through the same doors."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from api.app import create_app
from kg.graph import KnowledgeGraph
from kg.jobs import stop_writer
from kg.tokens import Scope, Tokens
from tests.support.readings import talks, troops

TRIPLE = "<urn:a> <urn:p> <urn:o>"


@pytest.fixture
def remote(oxigraph_server: str) -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph.open(oxigraph_server) as writer:
        writer._view.store.update("DROP ALL", {}, None)
        writer.add(troops())
        writer.add(talks())
        with KnowledgeGraph.open(oxigraph_server, read_only=True) as opened:
            yield opened
        writer._view.store.update("DROP ALL", {}, None)


@pytest.fixture
def client(remote: KnowledgeGraph) -> FlaskClient:
    return create_app(remote).test_client()


@pytest.mark.parametrize(
    "path",
    [
        "/v1/documents",
        "/v1/entities?q=put",
        "/v1/entities/Russia/relations",
        "/v1/claims",
        "/v1/export/graph.nq",
        "/entity/Russia",
        "/sparql?query=SELECT * { ?s rdfs:label ?o } ORDER BY ?s ?o",
    ],
)
def test_as_an_embedded_graph(client: FlaskClient, path: str) -> None:
    with KnowledgeGraph.open() as graph:
        graph.add(troops())
        graph.add(talks())
        expected = create_app(graph).test_client().get(path)
        assert expected.status_code == 200
        found = client.get(path)
        assert (found.status_code, found.data) == (200, expected.data)


def test_updates_go_through_the_writer(
    remote: KnowledgeGraph, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_WRITER_IDLE", "20")
    folder = remote.folder
    assert folder is not None
    secret = Tokens(folder, os.environ).create("w", Scope.WRITE)
    bearing = {"Authorization": f"Bearer {secret}"}
    update = {"data": f"INSERT DATA {{ {TRIPLE} }}", "content_type": "application/sparql-update"}
    asked = {"query": f"ASK {{ {TRIPLE} }}"}
    try:
        assert client.post("/sparql", **update).status_code == 401
        assert not client.get("/sparql", query_string=asked).get_json()["boolean"]
        done = client.post("/sparql", **update, headers=bearing)
        assert done.status_code == 204, done.text
        assert client.get("/sparql", query_string=asked).get_json()["boolean"]
        put = client.put(
            "/graph-store?graph=urn:g", data=f"{TRIPLE} .", content_type="text/turtle", headers=bearing
        )
        assert put.status_code == 201, put.text
        assert TRIPLE in client.get("/graph-store?graph=urn:g", headers={"Accept": "text/turtle"}).text
        spoilt = client.post(
            "/sparql",
            data="DROP GRAPH <https://kg.example/document/d1>",
            content_type="application/sparql-update",
            headers=bearing,
        )
        assert spoilt.status_code == 403
        assert client.delete("/v1/documents/d1", headers=bearing).status_code in (200, 204)
        assert client.get("/v1/documents/d1").status_code == 404
    finally:
        stop_writer(folder)
