"""What is small to send and endless to answer: queries, nesting, RDF and pages made to use everything up."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from api.guard.bombs import check
from api.problems import ProblemError
from api.settings import Settings
from kg.errors import InputError
from kg.jobs.parser import Parser
from kg.text import Form, Sent, receive
from tests.api.guarded import Guarded, guarded

BOMB = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . FILTER(?a != ?j) }"


@pytest.fixture(scope="module")
def made() -> Iterator[Guarded]:
    with guarded(Settings(timeout=60.0, queue=4)) as made:
        yield made


def test_bombs_are_ended_while_others_are_served(made: Guarded) -> None:
    statuses: list[int] = []

    def bomb() -> None:
        answer = made.client.get("/sparql", query_string={"query": BOMB, "timeout": "1.5"})
        statuses.append(answer.status_code)

    bombs = [threading.Thread(target=bomb) for _ in range(10)]
    started = time.monotonic()
    for thread in bombs:
        thread.start()
    taken = []
    while any(thread.is_alive() for thread in bombs):
        begun = time.monotonic()
        assert made.client.get("/v1/entities/NATO").status_code == 200
        taken.append(time.monotonic() - begun)
    assert set(statuses) == {503} and len(statuses) == 10
    assert time.monotonic() - started < 60
    assert sorted(taken)[len(taken) // 2] < 1  # they did not wait for a bomb to end
    assert made.client.get("/sparql?query=ASK{}").status_code == 200


def test_a_bomb_of_memory_is_ended(made: Guarded) -> None:
    doubling = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(60))
    query = f"SELECT (STRLEN(?x60) AS ?n) {{ BIND('0123456789' AS ?x0) {doubling} }}"
    answer = made.client.get("/sparql", query_string={"query": query, "timeout": "2"})
    assert answer.status_code in (400, 503)
    assert answer.mimetype == "application/problem+json"
    assert made.client.get("/sparql?query=ASK{}").status_code == 200


@pytest.mark.parametrize("brackets", ["()", "{}", "[]"])
def test_deep_nesting_ends_nothing(made: Guarded, brackets: str) -> None:
    opened, closed = brackets
    for query in (
        f"SELECT * {{ FILTER {opened * 30_000}1{closed * 30_000} }}",
        f"SELECT * {{ {opened * 100_000}",
        "ASK { FILTER(" + "!" * 100_000 + "1) }",
        "ASK { FILTER(" + "1+" * 100_000 + "1) }",
        "ASK { " + "{} UNION " * 50_000 + "{} }",
    ):
        answer = made.client.post("/sparql", data={"query": query})
        assert answer.status_code in (200, 400, 503)
        update = made.client.post("/sparql", data={"update": query}, headers=made.bearing("write"))
        assert update.status_code in (400, 503)
    assert made.client.get("/v1/stats").status_code == 200
    assert made.client.get("/sparql?query=ASK{}").status_code == 200


def test_rdf_that_grows_when_read_is_refused(made: Guarded) -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    laughs = f'<!DOCTYPE r [<!ENTITY l0 "lol">{entities}]><r>&l11;</r>'
    quadratic = f'<!DOCTYPE r [<!ENTITY a "{"x" * 100_000}">]><r>{"&a;" * 100_000}</r>'
    deep = {
        "application/ld+json": '{"@id":"urn:s","urn:p":' * 5000 + "1" + "}" * 5000,
        "text/turtle": "<urn:s> <urn:p> " + "<<( <urn:s> <urn:p> " * 50_000,
        "application/n-triples": "<urn:s> <urn:p> " + "<<( <urn:s> <urn:p> " * 50_000,
    }
    sent = [("application/rdf+xml", laughs), ("application/rdf+xml", quadratic), *deep.items()]
    for media_type, data in sent:
        answer = made.client.put(
            "/graph-store?graph=urn:g", data=data, content_type=media_type, headers=made.bearing("write")
        )
        assert answer.status_code in (400, 413), media_type
    assert made.client.get("/v1/stats").status_code == 200


def test_ordinary_rdf_is_no_bomb() -> None:
    owl = b'<!DOCTYPE r [<!ENTITY owl "http://www.w3.org/2002/07/owl#">]><r a="&owl;C"><b/><b>&owl;x</b></r>'
    check(owl + b"<e><f/></e>" * 1000, "application/rdf+xml", 100_000)
    check(b'{"a": [{"b": "[[[[[["}]}' * 1000, "application/ld+json", 10)
    check(b"<urn:s> <urn:p> 'x >> y' ." * 1000, "text/turtle", 10)
    with pytest.raises(ProblemError):
        check(b"<a>" * 300, "application/rdf+xml", 10_000)


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 50_000 + "text" + "</div>" * 50_000,
        "<b>" * 50_000 + "x",
        "<!DOCTYPE html [<!ENTITY a 'xxxxxxxxxx'><!ENTITY b '&a;&a;&a;&a;&a;'>]><p>" + "&b;" * 1000,
        "<" * 300_000,
        "&" * 300_000,
        "<!--" * 50_000,
        "<table><tr><td>" * 10_000,
    ],
    ids=["div", "b", "entities", "angles", "ampersands", "comments", "tables"],
)
def test_pages_made_to_choke_on_are_read_or_refused(page: str) -> None:
    begun = time.monotonic()
    (sent,) = receive(f"<html><body>{page}</body></html>".encode(), Form.HTML, name="page.html")
    assert isinstance(sent, Sent)
    with suppress(InputError):
        assert len(Parser().document(sent, 20).text) < 100_000
    assert time.monotonic() - begun < 60
