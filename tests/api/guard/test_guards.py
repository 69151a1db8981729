"""Headers of every answer, HEAD and OPTIONS of every route, and other origins."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from api.settings import Settings
from tests.api.guarded import Guarded, addresses, guarded
from tests.api.test_problems import problem

ORIGIN = {"Origin": "https://editor.example"}


@pytest.fixture(scope="module")
def made() -> Iterator[Guarded]:
    with guarded() as made:
        yield made


def test_every_answer_tells_browsers_to_be_careful(made: Guarded) -> None:
    for address in (*(address for address, _ in addresses(made.app)), "/nothing", "/sparql?query=bad"):
        headers = made.client.get(address).headers
        assert headers["X-Content-Type-Options"] == "nosniff", address
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], address
        assert "unsafe" not in headers["Content-Security-Policy"], address
        assert "default-src 'none'" in headers["Content-Security-Policy"], address
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert headers["X-Request-Id"]
        assert "Set-Cookie" not in headers and "Server" not in headers


def test_every_route_answers_head_as_get_without_a_body(made: Guarded) -> None:
    for address, methods in addresses(made.app):
        if "GET" not in methods or address in ("/metrics", "/sparql"):
            continue
        get, head = made.client.get(address), made.client.head(address)
        assert (head.status_code, head.data) == (get.status_code, b""), address
        for name in ("Content-Type", "Content-Length", "ETag", "Vary"):
            assert head.headers.get(name) == get.headers.get(name), (address, name)


def test_every_route_answers_options_with_its_methods(made: Guarded) -> None:
    for address, methods in addresses(made.app):
        answer = made.client.options(address, headers=ORIGIN | {"Access-Control-Request-Method": "GET"})
        assert answer.status_code in (200, 204), address
        allowed = set(answer.headers["Allow"].split(", "))
        assert methods <= allowed, address
        assert answer.headers["Access-Control-Allow-Methods"] == answer.headers["Allow"]
        assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_other_origins_may_read_errors_too(made: Guarded) -> None:
    for answer in (
        made.client.get("/nothing", headers=ORIGIN),
        made.client.post("/try/write", headers=ORIGIN),
    ):
        assert answer.status_code in (401, 404)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "WWW-Authenticate" in answer.headers["Access-Control-Expose-Headers"]
        assert "Access-Control-Allow-Credentials" not in answer.headers


def test_origins_may_be_chosen() -> None:
    with guarded(Settings(cors_origins=("https://a.example", "https://b.example"))) as made:
        for origin in ("https://a.example", "https://b.example"):
            answer = made.client.get("/v1/stats", headers={"Origin": origin})
            assert answer.headers["Access-Control-Allow-Origin"] == origin
            assert "Origin" in answer.headers["Vary"]
        for origin in ("https://evil.example", "null", "https://a.example.evil.example"):
            answer = made.client.get("/v1/stats", headers={"Origin": origin})
            assert "Access-Control-Allow-Origin" not in answer.headers
            assert "Origin" in answer.headers["Vary"]
            assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_only_named_hosts_are_answered() -> None:
    with guarded(Settings(hosts=("graph.example", ".inner.example"))) as made:
        for host in ("graph.example", "graph.example:8443", "a.inner.example"):
            assert made.client.get("/v1/stats", headers={"Host": host}).status_code == 200
        for host in ("evil.example", "graph.example.evil.example", "127.0.0.1"):
            problem(made.client.get("/v1/stats", headers={"Host": host}), 400, "bad-request")
