"""The Python client, over the application itself: types held to the description, errors, cursors, writing."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from flask import Flask

from api.app import create_app
from api.description import schemas
from api.description.write_schemas import JOB_WITH_ITEMS
from kg.client import (
    ApiError,
    AuthenticationError,
    BrokenAnswerError,
    Client,
    NotFoundError,
    ParameterError,
    QueryError,
    UnavailableError,
    answers,
    surroundings,
)
from kg.client.sparql import Iri, Literal, rows
from kg.client.transport import Transport
from kg.graph import KnowledgeGraph
from kg.tokens import Scope
from tests.api.readings import HOSTILE, KYIV, READINGS

_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


def over(app: Flask) -> httpx.WSGITransport:
    """A transport to an application in this process. That of httpx hands on paths in Unicode, where WSGI
    has them as Latin-1."""

    def called(environ: dict[str, Any], start: Any) -> Any:
        return app({**environ, "PATH_INFO": environ["PATH_INFO"].encode().decode("latin-1")}, start)

    return httpx.WSGITransport(called)


TYPES = {**vars(answers), **vars(surroundings)}


@pytest.fixture
def kg(app: Flask) -> Iterator[Client]:
    with Client("http://kg.test", transport=over(app)) as client:
        yield client


def schema_of(hint: Any) -> Any:
    """What a type of the client says, in the words of the description."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.NotRequired:
        return schema_of(inner[0])
    if hint in _PLAIN:
        return _PLAIN[hint]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return sorted(value.value for value in hint)
    if origin in (types.UnionType, typing.Union):
        return frozenset(str(schema_of(each)) for each in inner)
    if origin is list:
        return ("list", str(schema_of(inner[0])))
    return hint.__name__


def told(schema: dict[str, Any]) -> Any:
    """The same of a schema of the description."""
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2].removesuffix("Row")
    if "enum" in schema:
        return sorted(schema["enum"])
    if "anyOf" in schema:
        return frozenset(str(told(each)) for each in schema["anyOf"])
    if isinstance(schema["type"], list):
        return frozenset(schema["type"])
    if schema["type"] == "array":
        items = schema.get("items") or schema["prefixItems"][0]
        return ("list", str(told(items)))
    return schema["type"]


@pytest.mark.parametrize(
    "name", sorted(name for name, one in TYPES.items() if typing.is_typeddict(one) and name != "Problem")
)
def test_types_are_those_of_the_description(name: str) -> None:
    described = schemas.components() | {"Job": JOB_WITH_ITEMS}
    described["JobItem"] = JOB_WITH_ITEMS["properties"]["items"]["items"]
    schema = described[name]["properties"]
    hints = typing.get_type_hints(TYPES[name], include_extras=True)
    assert set(hints) == set(schema)
    for member, hint in hints.items():
        mine, theirs = schema_of(hint), told(schema[member])
        if isinstance(mine, list) or (mine == "string" and isinstance(theirs, list)):
            assert mine == "string" or theirs == "string" or theirs == mine, member
        elif isinstance(mine, tuple) and "JobItem" in mine[1]:
            assert theirs[0] == "list"
        else:
            assert mine == theirs, member


def test_things_of_any_id(kg: Client) -> None:
    for entity in (KYIV, HOSTILE):
        row = kg.entity(entity.key)
        assert (row["id"], row["label"]) == (entity.key, entity.label)
        assert len(list(kg.relations(entity.key))) == 1
        assert b"label" in kg.description("entities", entity.key, media_type="application/n-triples")


def test_lists_are_read_to_their_end(kg: Client) -> None:
    whole = [claim["id"] for claim in kg.claims()]
    assert len(whole) == sum(len(reading.claims) for reading in READINGS)
    assert [claim["id"] for claim in kg.claims(page=1)] == whole
    assert [row["id"] for row in kg.documents(page=1)] == [row["id"] for row in kg.documents()]
    assert next(kg.held("NATO"))["id"] == "c-imminent"


def test_rows_of_sparql(kg: Client) -> None:
    found = list(kg.select("SELECT ?e ?name ?none { ?e rdfs:label ?name } ORDER BY ?name"))
    assert isinstance(found[0]["e"], Iri) and isinstance(found[0]["name"], Literal)
    assert {"Київ 😀", "<script>alert('label')</script>"} <= {str(row["name"]) for row in found}
    assert all("none" not in row for row in found)
    terms = (
        'VALUES ?x { 1 1.5 1e3 true "a\\tb\\n\\"c\\"\\\\" "d"@en-GB "2020-01-01"^^xsd:date <urn:x> UNDEF }'
    )
    values = [row.get("x") for row in kg.select(f"SELECT ?x {{ {terms} }}")]
    assert values[4] == Literal('a\tb\n"c"\\') and values[7] == Iri("urn:x") and values[8] is None
    assert [one.language for one in values[5:6] if isinstance(one, Literal)] == ["en-gb"]
    assert [one.datatype.rpartition("#")[2] for one in values[:4] if isinstance(one, Literal)] == [
        "integer",
        "decimal",
        "double",
        "boolean",
    ]
    assert kg.ask("ASK {}") is True
    assert b"NATO" in b"".join(kg.construct("DESCRIBE ent:NATO"))


def test_a_file_of_the_graph(kg: Client, tmp_path: Path, graph: KnowledgeGraph) -> None:
    kg.export("nq", tmp_path / "graph.nq")
    lines = (tmp_path / "graph.nq").read_text("utf-8").splitlines()
    assert sorted(lines) == sorted(line.rstrip("\n") for line in graph.nquads())
    target = BytesIO()
    kg.export("ttl", target)
    assert target.getvalue()


def test_problems_are_errors(kg: Client) -> None:
    with pytest.raises(NotFoundError) as missing:
        kg.entity("nobody")
    assert (missing.value.status, missing.value.kind) == (404, "not-found")
    with pytest.raises(ParameterError) as wrong:
        kg.neighbours("NATO", depth=9)
    assert wrong.value.parameter == "depth" and "depth" in wrong.value.detail
    with pytest.raises(QueryError):
        list(kg.select("SELECT nonsense"))
    with pytest.raises(QueryError):
        kg.ask("ASK { SERVICE <http://x.example/> {} }")
    with pytest.raises(AuthenticationError):
        kg.update("CLEAR ALL")
    with pytest.raises(BrokenAnswerError):
        list(kg.select("ASK {}"))


def test_a_line_that_is_no_row() -> None:
    for lines in (["?a\t?b", "<urn:x>"], ["?a", "plainly wrong"]):
        with pytest.raises(BrokenAnswerError):
            list(rows(iter(lines)))


def transport(
    answer: Callable[[httpx.Request], httpx.Response], retries: int = 2
) -> tuple[Transport, list[float]]:
    slept: list[float] = []
    made = Transport(
        "http://kg.test",
        token="t",
        timeout=1,
        retries=retries,
        transport=httpx.MockTransport(answer),
        sleep=slept.append,
    )
    return made, slept


def test_a_busy_server_is_asked_again_when_it_says() -> None:
    answered = [
        httpx.Response(503, headers={"Retry-After": "7"}, json={"type": "/docs#problem-unavailable"}),
        httpx.Response(429, json={}),
        httpx.Response(200, json={"ok": 1}),
    ]
    http, slept = transport(lambda request: answered.pop(0))
    assert http.json("/v1/stats") == {"ok": 1}
    assert slept == [7.0, 0.5]


def test_what_would_fail_again_is_not_tried_again() -> None:
    deadline = {"type": "/docs#problem-deadline", "title": "Query deadline exceeded", "detail": "2 s"}
    http, slept = transport(lambda request: httpx.Response(503, json=deadline))
    with pytest.raises(UnavailableError, match="2 s"):
        http.json("/sparql")
    http, slept = transport(lambda request: httpx.Response(503, text="<html>no"), retries=1)
    with pytest.raises(UnavailableError):
        http.json("/v1/stats")
    assert slept == [0.25]


def test_only_what_reads_is_sent_twice_without_an_answer() -> None:
    sent: list[str] = []

    def lost(request: httpx.Request) -> httpx.Response:
        sent.append(request.method)
        raise httpx.ConnectError("refused")

    http, _ = transport(lost)
    for method in ("GET", "POST"):
        with pytest.raises(httpx.ConnectError):
            http.request(method, "/v1/documents")
    assert sent == ["GET"] * 3 + ["POST"]


def test_the_token_goes_in_its_header() -> None:
    http, _ = transport(lambda request: httpx.Response(200, json=request.headers["Authorization"]))
    assert http.json("/") == "Bearer t"
    http, _ = transport(lambda request: httpx.Response(200, content=b"no json"))
    with pytest.raises(BrokenAnswerError):
        http.json("/")


def test_an_error_of_a_proxy_is_an_error() -> None:
    http, _ = transport(lambda request: httpx.Response(400, text="<html>no"), retries=0)
    with pytest.raises(ApiError, match="Bad Request"):
        http.json("/")


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Client]:
    with KnowledgeGraph.open(tmp_path / "store") as graph:
        for reading in READINGS:
            graph.add(reading)
        app = create_app(graph)
        token = app.extensions["kg.tokens"].create("tests", Scope.WRITE)
        with Client("http://kg.test", token=token, transport=over(app)) as client:
            yield client


def test_graphs_and_updates(writer: Client) -> None:
    writer.put_graph("urn:notes", b"<urn:a> <urn:b> 'c' .")
    writer.put_graph("urn:notes", b"<urn:a> <urn:b> 'd' .", replace=False)
    assert writer.graph("urn:notes", media_type="application/n-triples").count(b"\n") == 2
    writer.update("INSERT DATA { GRAPH <urn:notes> { <urn:x> <urn:y> <urn:z> } }")
    assert writer.ask("ASK { GRAPH <urn:notes> { <urn:x> ?p ?o } }")
    writer.drop_graph("urn:notes")
    with pytest.raises(NotFoundError):
        writer.graph("urn:notes")
    with pytest.raises(QueryError):
        writer.update("INSERT nonsense")


def test_a_document_goes(writer: Client) -> None:
    writer.remove("wire-1")
    with pytest.raises(NotFoundError):
        writer.document("wire-1")
    with pytest.raises(NotFoundError):
        writer.remove("wire-1")
    job = writer.jobs()[0]
    assert (job["kind"], job["state"]) == ("remove", "done")
    assert writer.wait(job["id"])["items"][0]["outcome"] == "removed"


@pytest.mark.slow
def test_documents_come(writer: Client, tmp_path: Path) -> None:
    day = date(2023, 2, 13)
    added = writer.add_text(
        "Turkey thanked Greece.", url="https://news.example/a", title="Help", published=day
    )
    assert (added["title"], added["published"]) == ("Help", "2023-02-13")
    assert [claim["relation"] for claim in writer.claims(document=added["id"])] == ["thanks"]
    again = writer.add_text(
        "Turkey thanked Greece.", url="https://news.example/a", title="Help", published=day
    )
    assert again["id"] == added["id"]
    (tmp_path / "notes.md").write_text("# Notes\n\nFrance praised Germany.\n", "utf-8")
    noted = writer.add_file(tmp_path / "notes.md")
    assert noted.get("title") == "Notes"
    records = [{"text": "Spain thanked Italy.", "id": "1"}, {"title": "nothing"}]
    job = writer.add_many(records)
    assert [item["state"] for item in job["items"]] == ["done", "failed"]
    with pytest.raises(ApiError):
        writer.add_text(" ")
