"""What goes wrong between us and a server, and what is sent to it. What it shares with other stores is in
`test_repository`."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

from kg.errors import QueryError, QueryTimeoutError, StoreError
from tests.store.conftest import on_server
from tests.store.quads import quads
from tests.support import servers
from tests.support.answering import Asked, Reply, answering

ROW = b'{"head":{"vars":["v"]},"results":{"bindings":[{"v":{"type":"literal","value":"a"}}'
WHOLE = ROW + b"]}}"
ANY = "SELECT ?v { ?s ?p ?v }"
VIRTUOSO = {"Server": "Virtuoso/07.20.3229 (Linux) x86_64-pc-linux-gnu"}


def test_nobody_there() -> None:
    with pytest.raises(StoreError, match=r"http://127\.0\.0\.1:\d+/query cannot be reached: ") as caught:
        on_server(f"sparql+http://me:secret@127.0.0.1:{servers.free_port()}/")
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("status", [401, 403])
def test_refused_at_the_door(status: int) -> None:
    with (
        answering(lambda _: Reply(status, b"Not\nyou")) as (host, _),
        pytest.raises(StoreError, match=f"refuses: {status} [A-Z][a-z]+: Not you$"),
    ):
        on_server(f"sparql+http://me:secret@{host}/sparql")


def test_a_server_without_a_description_is_a_server() -> None:
    def reply(asked: Asked) -> Reply:
        return Reply(400, b"no query") if asked.method == "GET" else Reply(body=WHOLE)

    with answering(reply) as (host, _):
        assert on_server(f"sparql+http://{host}/sparql").select(ANY) == [("a",)]


@pytest.mark.parametrize(
    ("reply", "error", "complaint"),
    [
        (Reply(body=ROW + b","), StoreError, "cannot be read"),
        (Reply(body=ROW, length=10_000), StoreError, "cannot be reached"),
        (Reply(body=b"<html>", headers={"Content-Type": "text/html"}), StoreError, "with “text/html”"),
        (Reply(400, b"line 1: no"), QueryError, "does not answer the query: line 1: no"),
        (Reply(503, b"busy"), StoreError, "refuses: 503 Service Unavailable: busy"),
        (Reply(302, headers={"Location": "http://127.0.0.1:1/"}), StoreError, "refuses: 302"),
    ],
)
def test_no_part_of_an_answer_is_taken_for_the_whole(
    reply: Reply, error: type[Exception], complaint: str
) -> None:
    with answering(lambda asked: Reply() if asked.method == "GET" else reply) as (host, _):
        store = on_server(f"sparql+http://{host}/sparql")
        with pytest.raises(error, match=complaint):
            store.select(ANY)


def test_a_silent_server_is_not_waited_for() -> None:
    over = Event()

    def reply(asked: Asked) -> Reply:
        if asked.method == "POST":
            over.wait(60)
        return Reply(body=WHOLE)

    with answering(reply) as (host, _):
        store = on_server(f"sparql+http://{host}/sparql?timeout=1.5")
        with pytest.raises(QueryTimeoutError, match="in time"):
            store.select(ANY)
        with pytest.raises(StoreError, match="no answer in time"):
            store.replace([], quads("urn:g", "a"))
        over.set()


def test_updates_are_sent_where_they_are_taken() -> None:
    with answering(lambda _: Reply(204)) as (host, seen):
        store = on_server(f"sparql+http://{host}/ds/sparql?update=update&default-graph=union")
        store.replace(["urn:old"], quads("urn:g", "a"))
    assert [(asked.method, asked.path) for asked in seen] == [("GET", "/ds/sparql"), ("POST", "/ds/update")]
    (update,) = seen[1].form["update"]
    assert update.startswith("DROP SILENT GRAPH <urn:old>")
    assert update.count('"a"') == 1  # nothing is put into a default graph that the server makes


def test_a_union_is_known_by_the_description() -> None:
    description = Reply(body=b"[] sd:feature sd:UnionDefaultGraph .", headers={"Content-Type": "text/turtle"})
    with answering(lambda asked: description if asked.method == "GET" else Reply(204)) as (host, seen):
        on_server(f"sparql+http://{host}/sparql").replace([], quads("urn:g", "a"))
    assert seen[1].form["update"][0].count('"a"') == 1


def test_credentials_go_with_each_request(monkeypatch: pytest.MonkeyPatch) -> None:
    with answering(lambda _: Reply(body=WHOLE)) as (host, seen):
        on_server(f"sparql+http://me:secret@{host}/sparql").select(ANY)
        monkeypatch.setenv("KG_STORE_USER", "you")
        monkeypatch.setenv("KG_STORE_PASSWORD", "other")
        on_server(f"sparql+http://{host}/sparql")
        monkeypatch.delenv("KG_STORE_USER")
        monkeypatch.setenv("KG_STORE_TOKEN", "t0ken")
        on_server(f"sparql+http://{host}/sparql")
    sent = [asked.headers["Authorization"] for asked in seen]
    assert sent == ["Basic bWU6c2VjcmV0", "Basic bWU6c2VjcmV0", "Basic eW91Om90aGVy", "Bearer t0ken"]


def test_digest_where_the_server_asks_for_it() -> None:
    def reply(asked: Asked) -> Reply:
        if asked.headers.get("Authorization", "").startswith("Digest"):
            return Reply(body=WHOLE)
        return Reply(401, headers={"WWW-Authenticate": 'Digest realm="SPARQL", nonce="1", qop="auth"'})

    with answering(reply) as (host, seen):
        assert on_server(f"sparql+http://me:secret@{host}/sparql").select(ANY) == [("a",)]
    assert "secret" not in "".join(str(asked.headers) for asked in seen[1:])


def as_virtuoso(asked: Asked) -> Reply:
    """It lets nobody look at its configuration, and cuts all answers after one row."""
    if "cfg_item_value" in asked.form.get("query", [""])[0]:
        return Reply(400, b"forbidden", VIRTUOSO)
    return Reply(body=WHOLE, headers={**VIRTUOSO, "X-SPARQL-MaxRows": "1"})


def test_virtuoso_cuts_no_answer_unnoticed() -> None:
    with answering(as_virtuoso) as (host, _):
        store = on_server(f"sparql+http://{host}/sparql")
        with pytest.raises(StoreError, match="ResultSetMaxRows"):
            store.select(ANY)


def test_virtuoso_at_another_path_needs_its_graph_store() -> None:
    with answering(as_virtuoso) as (host, _):
        with pytest.raises(StoreError, match="graph-store="):
            on_server(f"sparql+http://{host}/my-queries")
        on_server(f"sparql+http://{host}/my-queries?graph-store=/my-graphs").close()


@pytest.mark.virtuoso
def test_virtuoso_as_it_cuts(tmp_path: Path) -> None:
    if not servers.has_virtuoso():
        pytest.skip("Virtuoso is not installed (Debian: virtuoso-opensource-7-bin)")
    (tmp_path / "virtuoso").mkdir()
    with servers.virtuoso(tmp_path / "virtuoso", rows=10) as named:
        store = on_server(named)
        store.replace([], [*quads("urn:small", *"abcdefgh"), *quads("urn:large", *map(str, range(100)))])
        assert len(list(store.graph("urn:small"))) == 8
        with pytest.raises(StoreError, match="ResultSetMaxRows"):
            list(store.graph("urn:large"))
        with pytest.raises(StoreError, match="ResultSetMaxRows"):
            store.select("SELECT ?v { GRAPH <urn:large> { ?s ?p ?v } }")
