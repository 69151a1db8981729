"""Who may read and write, and what the others are told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from api.settings import Settings
from kg.tokens import FILE, Scope, Tokens
from tests.api.guarded import Guarded, addresses, guarded
from tests.api.test_problems import problem


@pytest.fixture(scope="module")
def open_to_read() -> Iterator[Guarded]:
    with guarded() as made:
        yield made


@pytest.fixture(scope="module")
def closed() -> Iterator[Guarded]:
    with guarded(Settings(read_token=True)) as made:
        yield made


def test_without_any_token_the_server_is_read_only() -> None:
    with guarded(tokens=False) as made:
        for headers in ({}, {"Authorization": "Bearer guess"}):
            problem(made.client.post("/try/write", headers=headers), 403, "read-only")
        assert made.client.get("/v1/stats").status_code == 200


@pytest.mark.parametrize(
    "sent",
    [None, "", "Bearer", "Bearer ", "Bearer wrong", "Basic d3JvbmctdG9rZW46eA==", "bearer\twrong", "Token x"],
)
def test_a_missing_or_wrong_token_is_401_with_a_challenge(open_to_read: Guarded, sent: str | None) -> None:
    headers = {} if sent is None else {"Authorization": sent}
    answer = open_to_read.client.post("/try/write", headers=headers)
    problem(answer, 401, "unauthorized")
    challenge = answer.headers["WWW-Authenticate"]
    assert challenge.startswith('Bearer realm="kg"')
    assert ("invalid_token" in challenge) == (sent is not None)


def test_scopes_include_lower_ones(open_to_read: Guarded) -> None:
    expected = {
        "/try/write": {"read": 403, "write": 200, "admin": 200},
        "/try/admin": {"read": 403, "write": 403, "admin": 200},
    }
    for address, by_scope in expected.items():
        for scope, status in by_scope.items():
            answer = open_to_read.client.post(address, headers=open_to_read.bearing(scope))
            assert answer.status_code == status, (address, scope)
            if status == 403:
                problem(answer, 403, "insufficient-scope")
                assert "insufficient_scope" in answer.headers["WWW-Authenticate"]


def test_the_scheme_is_read_in_any_case(open_to_read: Guarded) -> None:
    headers = {"Authorization": f"bearer {open_to_read.secrets['write']}"}
    assert open_to_read.client.post("/try/write", headers=headers).status_code == 200


def test_no_token_is_taken_from_an_address_a_form_or_a_cookie(open_to_read: Guarded) -> None:
    client, secret = open_to_read.client, open_to_read.secrets["admin"]
    client.set_cookie("Authorization", f"Bearer {secret}")
    client.set_cookie("token", secret)
    for address in (f"/try/write?token={secret}", f"/try/write?access_token={secret}"):
        problem(client.post(address, data={"access_token": secret}), 401, "unauthorized")


def test_a_revoked_token_ends_at_once(open_to_read: Guarded) -> None:
    tokens = Tokens(open_to_read.folder)
    headers = {"Authorization": f"Bearer {tokens.create('passing', Scope.WRITE)}"}
    assert open_to_read.client.post("/try/write", headers=headers).status_code == 200
    tokens.revoke("passing")
    problem(open_to_read.client.post("/try/write", headers=headers), 401, "unauthorized")


def test_where_reading_needs_a_token_every_route_asks_for_it(closed: Guarded) -> None:
    unguarded = ("/healthz", "/readyz", "/static/")
    for address, _ in addresses(closed.app):
        answer = closed.client.get(address)
        if address.startswith(unguarded):
            assert answer.status_code in (200, 404), address
        else:
            problem(answer, 401, "unauthorized")
    problem(closed.client.get("/nothing"), 401, "unauthorized")
    answer = closed.client.get("/v1/claims", headers=closed.bearing("read"))
    assert answer.status_code == 200 and answer.json["items"]
    problem(closed.client.post("/try/write", headers=closed.bearing("read")), 403, "insufficient-scope")


def test_a_preflight_bears_no_token_and_is_answered(closed: Guarded) -> None:
    preflight = {"Origin": "https://a.example", "Access-Control-Request-Method": "GET"}
    answer = closed.client.options("/v1/claims", headers=preflight)
    assert answer.status_code == 200
    assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]


def test_damaged_tokens_let_nobody_write_and_anyone_read() -> None:
    with guarded() as made:
        (made.folder / FILE).write_text("{")
        answer = made.client.post("/try/write", headers=made.bearing("admin"))
        problem(answer, 503, "unavailable")
        assert made.client.get("/v1/stats").status_code == 200


def test_the_token_of_a_container(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_TOKEN", "a-secret-of-a-container")
    monkeypatch.setenv("KG_TOKEN_SCOPE", "write")
    with guarded(tokens=False) as made:
        headers = {"Authorization": "Bearer a-secret-of-a-container"}
        assert made.client.post("/try/write", headers=headers).status_code == 200
        problem(made.client.post("/try/admin", headers=headers), 403, "insufficient-scope")
