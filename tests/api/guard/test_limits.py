"""How often and how long a request may be."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from api.guard import limits
from api.guard.limits import Buckets, check_nesting
from api.problems import ProblemError
from api.settings import Settings
from tests.api.guarded import guarded
from tests.api.test_problems import problem


def test_a_bucket_fills_again(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SimpleNamespace(monotonic=lambda: 0.0)
    monkeypatch.setattr(limits, "time", clock)
    buckets = Buckets(rate=50.0, burst=2)
    assert [buckets.take("a") > 0 for _ in range(3)] == [False, False, True]
    clock.monotonic = lambda: 0.05
    assert [buckets.take("a") > 0 for _ in range(3)] == [False, False, True]


def test_the_table_of_clients_is_bounded() -> None:
    buckets = Buckets(rate=1.0, burst=1, clients=100)
    for number in range(10_000):
        buckets.take(str(number))
    assert len(buckets._filled) == 100


def test_readers_are_told_when_to_come_again() -> None:
    with guarded(Settings(query_rate=0.01, query_burst=3)) as made:
        for _ in range(3):
            assert made.client.get("/v1/stats").status_code == 200
        answer = made.client.get("/v1/stats")
        problem(answer, 429, "too-many-requests")
        assert 0 < int(answer.headers["Retry-After"]) <= 100
        problem(made.client.post("/sparql", data={"query": "ASK {}"}), 429, "too-many-requests")
        for always in ("/healthz", "/readyz", "/static/pages.css"):
            assert made.client.get(always).status_code == 200
        # A token counts by itself, and another address too.
        assert made.client.get("/v1/stats", headers=made.bearing("read")).status_code == 200
        other = made.client.get("/v1/stats", environ_base={"REMOTE_ADDR": "192.0.2.9"})
        assert other.status_code == 200


def test_writers_are_counted_apart_and_so_are_guesses() -> None:
    with guarded(Settings(write_rate=0.01, write_burst=2)) as made:
        for _ in range(2):
            assert made.client.post("/try/write", headers=made.bearing("write")).status_code == 200
        problem(made.client.post("/try/write", headers=made.bearing("write")), 429, "too-many-requests")
        assert made.client.get("/v1/stats").status_code == 200
        guesses = [
            made.client.post("/try/write", headers={"Authorization": f"Bearer guess{number}"}).status_code
            for number in range(4)
        ]
        assert guesses == [401, 401, 429, 429]


def test_addresses_of_one_ipv6_network_count_as_one() -> None:
    with guarded(Settings(query_rate=0.01, query_burst=1)) as made:
        statuses = [
            made.client.get("/v1/stats", environ_base={"REMOTE_ADDR": address}).status_code
            for address in ("2001:db8::1", "2001:db8::2", "2001:db8:0:1::1")
        ]
        assert statuses == [200, 429, 200]


def test_a_forwarded_address_counts_only_from_a_trusted_proxy() -> None:
    for proxies, expected in ((0, [200, 429]), (1, [200, 200])):
        with guarded(Settings(query_rate=0.01, query_burst=1, trusted_proxies=proxies)) as made:
            statuses = [
                made.client.get("/v1/stats", headers={"X-Forwarded-For": f"192.0.2.{number}"}).status_code
                for number in range(2)
            ]
            assert statuses == expected


def test_only_writers_may_send_much() -> None:
    with guarded(Settings(max_body=1000, max_upload=5000)) as made:
        assert made.client.post("/try/write", data=b"x" * 3000).status_code == 401  # unread
        answer = made.client.post("/try/write", data=b"x" * 3000, headers=made.bearing("write"))
        assert answer.status_code == 200
        answer = made.client.post("/try/write", data=b"x" * 6000, headers=made.bearing("write"))
        problem(answer, 413, "too-large")
        sparql = b"ASK {} #" + b"x" * 3000
        answer = made.client.post("/sparql", data=sparql, content_type="application/sparql-query")
        problem(answer, 413, "too-large")


def test_addresses_and_headers_have_a_length() -> None:
    with guarded(Settings(max_address=500, max_body=2000)) as made:
        problem(made.client.get("/entity/" + "x" * 600), 414, "address-too-long")
        problem(made.client.get("/sparql?query=" + "x" * 3000), 414, "address-too-long")
        problem(made.client.get("/v1/stats", headers={"X-Long": "x" * 600}), 431, "headers-too-large")


def test_too_many_parameters() -> None:
    with guarded() as made:
        many = "&".join(f"a{number}=1" for number in range(5000))
        problem(made.client.get("/v1/claims?" + many), 400, "bad-request")
        form = made.client.post("/sparql", data=many, content_type="application/x-www-form-urlencoded")
        problem(form, 400, "bad-request")


def test_lists_have_a_length() -> None:
    with guarded(Settings(max_page=2)) as made:
        assert len(made.client.get("/v1/claims").json["items"]) == 2
        problem(made.client.get("/v1/claims?limit=3"), 400, "invalid-parameter")


def test_answers_have_a_length_in_rows() -> None:
    with guarded(Settings(max_rows=2)) as made:
        for query, what in (("SELECT * { ?s ?p ?o }", "rows"), ("CONSTRUCT WHERE { ?s ?p ?o }", "triples")):
            answer = made.client.get("/sparql", query_string={"query": query})
            stated = problem(answer, 400, "result-too-large")
            assert stated["detail"] == f"the answer has more than 2 {what}: add a LIMIT"
            within = made.client.get("/sparql", query_string={"query": f"{query} LIMIT 2"})
            assert within.status_code == 200, within.text
        page = made.client.get("/sparql?query=SELECT+*+{+?s+?p+?o+}", headers={"Accept": "text/html"})
        assert page.status_code == 400
        assert "more than 2 rows" in page.text


def test_nesting_has_a_bottom() -> None:
    check_nesting("SELECT * { " + "{" * 50 + "}" * 50 + " }", 60)
    check_nesting("ASK { ?s ?p ':(', ':(' }" + "()" * 1000, 10)
    for opened in "({[":
        with pytest.raises(ProblemError):
            check_nesting(opened * 300, 200)
