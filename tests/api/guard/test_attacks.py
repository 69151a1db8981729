"""What somebody who means harm would try, sent to the whole application."""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from api.settings import Settings
from tests.api.guarded import Guarded, addresses, guarded
from tests.api.readings import HOSTILE
from tests.api.test_problems import problem

HTML = {"Accept": "text/html"}
# These tell their own address, as the protocols want it: the one that they were called by.
_SELF_NAMING = ("/graph-store", "/sparql", "/.well-known/void", "/docs")


@pytest.fixture(scope="module")
def made() -> Iterator[Guarded]:
    with guarded(Settings(timeout=60.0, queue=4)) as made:
        yield made


@pytest.fixture
def trap() -> Iterator[tuple[str, list[bytes]]]:
    """A server on this machine that nobody has any business with, and what it was sent."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        over = threading.Event()

        def listen() -> None:
            while not over.is_set():
                try:
                    client, _ = server.accept()
                except TimeoutError:
                    continue
                heard.append(b"connected")
                client.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/x", heard
        over.set()
        thread.join()


def test_nothing_is_fetched_for_a_query(made: Guarded, trap: tuple[str, list[bytes]]) -> None:
    url, heard = trap
    queries = [
        f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ BIND(<{url}> AS ?u) SERVICE ?u {{ ?s ?p ?o }} }}",
        f"SELECT * {{ S\\u0045RVICE <{url}> {{ ?s ?p ?o }} }}",
        f"SELECT * FROM <{url}> {{ ?s ?p ?o }}",
        f"SELECT * FROM NAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        f"LOAD <{url}>",
    ]
    for query in queries:
        for answer in (
            made.client.get("/sparql", query_string={"query": query}),
            made.client.post("/sparql", data={"query": query}, headers=made.bearing("admin")),
        ):
            assert answer.status_code in (200, 400, 403), query
            assert b"root:" not in answer.data
            if answer.status_code == 200:
                assert answer.json["results"]["bindings"] == [], query
    for name in ("default-graph-uri", "named-graph-uri"):
        made.client.get("/sparql", query_string={"query": "SELECT * { ?s ?p ?o }", name: url})
    assert heard == []


def test_nothing_is_fetched_for_an_update(made: Guarded, trap: tuple[str, list[bytes]]) -> None:
    url, heard = trap
    updates = [
        f"LOAD <{url}>",
        f"LOAD SILENT <{url}> INTO GRAPH <urn:g>",
        "LOAD <file:///etc/passwd> INTO GRAPH <urn:g>",
        f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
        f"INSERT DATA {{ <urn:a> <urn:b> <urn:c> }} ; LOAD <{url}>",
    ]
    for update in updates:
        made.client.post("/sparql", data={"update": update}, headers=made.bearing("admin"))
    context = json.dumps({"@context": url, "@id": "urn:a", "urn:b": 1})
    made.client.put(
        "/graph-store?graph=urn:g",
        data=context,
        content_type="application/ld+json",
        headers=made.bearing("write"),
    )
    assert heard == []


def test_only_kinds_of_text_are_taken_and_nothing_is_unpacked(made: Guarded) -> None:
    for media_type in (
        "application/zip",
        "application/gzip",
        "application/pdf",
        "image/svg+xml",
        "text/xml",
        "",
    ):
        answer = made.client.post(
            "/v1/documents", data=b"PK\x03\x04", content_type=media_type, headers=made.bearing("write")
        )
        problem(answer, 415, "unsupported-media-type")
    packed = made.client.post(
        "/v1/documents",
        data=b"\x1f\x8b\x08\x00" + b"\x00" * 100,
        content_type="text/plain",
        headers=made.bearing("write") | {"Content-Encoding": "gzip"},
    )
    assert packed.status_code in (400, 415)


def test_no_page_runs_what_a_document_says(made: Guarded) -> None:
    entity = quote(HOSTILE.key, safe="")
    claim = quote("c/lied?<x>", safe="")
    query = quote("SELECT * { ?s ?p ?o FILTER(CONTAINS(STR(?o), 'script')) } LIMIT 50")
    for address in (
        "/",
        "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
        f"/entity/{entity}",
        "/document/hostile-1",
        f"/claim/{claim}",
        f"/sparql?query={query}",
        "/sparql?query=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/entity/%3Cscript%3Ealert(1)%3C/script%3E",
        "/docs",
    ):
        answer = made.client.get(address, headers=HTML)
        assert answer.mimetype == "text/html", address
        assert "<script>alert" not in answer.text and "<img src=x" not in answer.text, address
        assert not re.search(
            r"""(?:href|src|action)\s*=\s*["']?\s*(?:javascript|data|vbscript):""", answer.text, re.I
        )
        assert not re.search(r"<[^>]*\son\w+\s*=", answer.text), address
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe-inline" not in policy


def test_json_is_never_taken_for_a_page(made: Guarded) -> None:
    answer = made.client.get(f"/v1/entities/{quote(HOSTILE.key, safe='')}")
    assert answer.mimetype == "application/json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "../app.py",
        "..%2Fapp.py",
        "%2e%2e/app.py",
        "..%5capp.py",
        "%2fetc%2fpasswd",
        "....//app.py",
        "pages.css/../../app.py",
    ],
)
def test_no_path_leads_out(made: Guarded, path: str) -> None:
    for address in (
        f"/static/{path}",
        f"/entity/{path}",
        f"/document/{path}",
        f"/v1/entities/{path}",
        f"/v1/documents/{path}",
        f"/v1/documents/{path}/text",
        f"/v1/export/graph.{path}",
        f"/graph-store/{path}",
        f"/v1/jobs/{path}",
    ):
        answer = made.client.get(address, headers=made.bearing("write"))
        assert answer.status_code in (308, 400, 404), address
        assert b"import" not in answer.data and b"root:" not in answer.data


def test_a_file_named_in_an_upload_is_only_a_name(made: Guarded) -> None:
    from io import BytesIO

    before = sorted(str(path) for path in made.folder.rglob("*"))
    answer = made.client.post(
        "/graph-store?graph=urn:up",
        data={"file": (BytesIO(b"no rdf"), "../../../../tmp/kg-escaped.ttl")},
        headers=made.bearing("write"),
    )
    assert answer.status_code == 400
    assert not Path("/tmp/kg-escaped.ttl").exists()
    assert {path for path in map(str, made.folder.rglob("*")) if "escaped" in path} == set() and before


def test_no_answer_tells_of_the_inside(made: Guarded) -> None:
    strange = [
        "%00",
        "%ff%fe",
        "x" * 3000,
        "%0d%0aSet-Cookie:a=b",
        "{{7*7}}",
        "${7*7}",
        "%25s%25n",
        "' OR 1=1 --",
    ]
    told = ("Traceback", str(made.folder), str(Path(__file__).parents[3]))
    for address, methods in addresses(made.app):
        for piece in strange:
            for method in sorted(methods & {"GET", "POST", "DELETE"}):
                answer = made.client.open(address.replace("nothing", piece) + f"?q={piece}", method=method)
                assert answer.status_code < 500 or answer.status_code == 503, (address, piece)
                text = answer.text
                assert not [inside for inside in told if inside in text]
                assert "sqlite" not in text.lower() and "site-packages" not in text
                assert "Set-Cookie" not in answer.headers
                assert "49" not in answer.headers.get("Location", "")


def test_no_header_is_made_of_what_a_client_sends(made: Guarded) -> None:
    for address in (
        "/entity/x%0d%0aX-Evil:%201",
        "/v1/entities/x%0d%0aX-Evil:%201",
        "/v1/export/graph.nq%0d%0aX-Evil:%201",
        "/sparql?query=ASK{}&format=json%0d%0aX-Evil:%201",
        "/graph-store?graph=urn:x%0d%0aX-Evil:%201",
    ):
        answer = made.client.get(address, headers={"X-Request-Id": "a\tX-Evil: 1"})
        assert "X-Evil" not in answer.headers
        assert all("\r" not in value and "\n" not in value for value in answer.headers.values())


def test_the_host_header_poisons_nothing(made: Guarded) -> None:
    for address, methods in addresses(made.app):
        if "GET" not in methods or address.startswith(_SELF_NAMING):
            continue
        for headers in (
            {"Host": "evil.example"},
            {
                "X-Forwarded-Host": "evil.example",
                "X-Forwarded-Proto": "gopher",
                "Forwarded": "host=evil.example",
            },
            {"X-Original-URL": "/evil.example", "X-Rewrite-URL": "/evil.example"},
        ):
            answer = made.client.get(address, headers=headers)
            assert "evil.example" not in answer.text, address
            assert "evil.example" not in str(answer.headers), address


def test_answers_to_other_headers_are_told_apart_by_caches(made: Guarded) -> None:
    for address in ("/v1/claims", "/sparql?query=ASK{}", "/entity/NATO"):
        varied = made.client.get(address).headers["Vary"]
        assert {"Accept", "Accept-Encoding"} <= set(varied.split(", ")), address
    assert "no-store" in made.client.get("/nothing").headers["Cache-Control"]
    with guarded(Settings(read_token=True)) as closed:
        answer = closed.client.get("/v1/stats", headers=closed.bearing("read"))
        assert "private" in answer.headers["Cache-Control"]


def test_no_other_site_can_make_a_browser_write(made: Guarded) -> None:
    # What a form or a simple request of another origin can send: no Authorization, only these types.
    before = made.client.get("/v1/stats").data
    for media_type in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"):
        for address, methods in addresses(made.app):
            if "POST" in methods and address != "/sparql":
                answer = made.client.post(
                    address,
                    data=b"update=CLEAR+ALL",
                    content_type=media_type,
                    headers={"Origin": "https://evil.example", "Cookie": "a=b"},
                )
                problem(answer, 401, "unauthorized")
    answer = made.client.post(
        "/sparql", data={"update": "CLEAR ALL"}, headers={"Origin": "https://evil.example"}
    )
    problem(answer, 401, "unauthorized")
    assert made.client.get("/v1/stats").data == before


def test_every_way_to_write_asks_for_a_token(made: Guarded) -> None:
    asked = 0
    for address, methods in addresses(made.app):
        for method in sorted(methods & {"POST", "PUT", "PATCH", "DELETE"}):
            if address == "/sparql":
                continue
            for headers in ({}, {"Authorization": "Bearer guess"}):
                problem(made.client.open(address, method=method, headers=headers), 401, "unauthorized")
            problem(
                made.client.open(address, method=method, headers=made.bearing("read")),
                403,
                "insufficient-scope",
            )
            asked += 1
    assert asked > 8
