"""The SPARQL 1.1 Graph Store HTTP Protocol, as its specification has it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from rdflib import Graph
from werkzeug.test import TestResponse

from tests.api.guarded import Guarded, guarded
from tests.api.test_problems import problem

ROOT = "/graph-store"
HERE = "http://localhost/graph-store"
ONE = "<http://x.example/one> a <http://x.example/Thing> ."
TWO = "<http://x.example/two> a <http://x.example/Thing> ."
TURTLE = "text/turtle"


@pytest.fixture(scope="module")
def place() -> Iterator[Guarded]:
    with guarded() as place:
        yield place


def send(
    place: Guarded, method: str, address: str, body: str = "", media_type: str = TURTLE, **more: Any
) -> TestResponse:
    headers = {**place.bearing("write"), **more.pop("headers", {})}
    return place.client.open(
        address, method=method, data=body.encode(), content_type=media_type, headers=headers, **more
    )


def got(place: Guarded, address: str) -> Graph:
    answer = place.client.get(address, headers={"Accept": TURTLE})
    assert answer.status_code == 200, answer.text
    return Graph().parse(data=answer.data, format="turtle")


@pytest.mark.parametrize("address", [f"{ROOT}/put-1", f"{ROOT}?graph=http://y.example/put-1"])
def test_put_get_head_delete(place: Guarded, address: str) -> None:
    assert place.client.get(address).status_code == place.client.head(address).status_code == 404
    assert send(place, "PUT", address, ONE).status_code == 201
    assert len(got(place, address)) == 1
    assert send(place, "PUT", address, TWO).status_code == 204
    assert "two" in got(place, address).serialize(format="nt")
    assert "one" not in got(place, address).serialize(format="nt")
    head = place.client.head(address)
    assert (head.status_code, head.data) == (200, b"")
    assert send(place, "DELETE", address).status_code == 204
    assert place.client.get(address).status_code == 404
    assert send(place, "DELETE", address).status_code == 404


def test_a_graph_has_one_name(place: Guarded) -> None:
    """The address of a graph below /graph-store is its IRI."""
    send(place, "PUT", f"{ROOT}/person/1.ttl", "<#me> a <Person> .")
    graph = got(place, f"{ROOT}?graph={HERE}/person/1.ttl")
    assert [str(subject) for subject in graph.subjects()] == [f"{HERE}/person/1.ttl#me"]
    assert [str(kind) for kind in graph.objects()] == [f"{HERE}/person/Person"]


def test_post_adds(place: Guarded) -> None:
    address = f"{ROOT}/post-1"
    assert send(place, "POST", address, ONE).status_code == 201
    assert send(place, "POST", address, TWO + ONE).status_code == 204
    assert len(got(place, address)) == 2
    assert send(place, "POST", address, "").status_code == 204
    assert len(got(place, address)) == 2


def test_post_makes_a_new_graph(place: Guarded) -> None:
    answer = send(place, "POST", ROOT, ONE)
    assert answer.status_code == 201
    address = answer.headers["Location"]
    assert address.startswith(f"{HERE}/")
    assert len(got(place, address.removeprefix("http://localhost"))) == 1
    assert send(place, "POST", ROOT, ONE).headers["Location"] != address


def test_an_empty_graph_is_there(place: Guarded) -> None:
    address = f"{ROOT}/empty"
    assert send(place, "PUT", address, "").status_code == 201
    assert len(got(place, address)) == 0
    assert send(place, "PUT", address, "").status_code == 204


def test_blank_nodes_are_new_with_each_post(place: Guarded) -> None:
    address = f"{ROOT}/blank"
    for _ in range(2):
        send(place, "POST", address, "_:a a <http://x.example/Thing> .")
    assert len(got(place, address)) == 2


def test_files_of_a_form(place: Guarded) -> None:
    address = f"{ROOT}/form"
    xml = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x.example/">'
        '<x:Thing rdf:about="http://x.example/three"/></rdf:RDF>'
    )
    files = {
        "first": (io.BytesIO(ONE.encode()), "one.ttl", TURTLE),
        "second": [(io.BytesIO(xml.encode()), "three.rdf"), (io.BytesIO(TWO.encode()), "two.ttl")],
    }
    answer = place.client.post(address, data=files, headers=place.bearing("write"))
    assert answer.status_code == 201, answer.text
    assert len(got(place, address)) == 3
    bad = {"file": (io.BytesIO(b"<a"), "one.ttl")}
    problem(place.client.post(address, data=bad, headers=place.bearing("write")), 400, "bad-request")
    other = {"file": (io.BytesIO(b"<a"), "one.png", "image/png")}
    problem(
        place.client.post(address, data=other, headers=place.bearing("write")), 415, "unsupported-media-type"
    )


def test_parts_of_a_form_need_no_names_of_files(place: Guarded) -> None:
    def posted(*parts: str, boundary: str = "edge", end: str = "--edge--\r\n") -> TestResponse:
        body = "".join(f"--edge\r\nContent-Disposition: form-data; name=part{part}\r\n" for part in parts)
        return send(place, "POST", address, body + end, f"multipart/form-data; boundary={boundary}")

    address = f"{ROOT}/nameless"
    first, second = (f"\r\nContent-Type: {TURTLE}; charset=utf-8\r\n\r\n{data}" for data in (ONE, TWO))
    assert posted(first, "\r\n\r\nonly a field", second).status_code == 201
    assert len(got(place, address)) == 2
    problem(posted("\r\n\r\nonly a field"), 400, "bad-request")
    problem(posted(first, end=""), 400, "bad-request")
    problem(posted(first, boundary=""), 400, "bad-request")
    problem(posted(first, boundary="other"), 400, "bad-request")


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        (TURTLE, ONE),
        ("text/turtle; charset=utf-8", ONE),
        ("application/n-triples", ONE.replace(" a ", " <http://x.example/is> ")),
        ("application/ld+json", '{"@id": "http://x.example/one", "http://x.example/is": "here"}'),
        ("application/trig", ONE),
        ("application/n-quads", ONE.replace(" a ", " <http://x.example/is> ")),
        ("text/n3", ONE),
    ],
)
def test_every_format_is_read_and_written(place: Guarded, media_type: str, body: str) -> None:
    address = f"{ROOT}/format"
    assert send(place, "PUT", address, body, media_type).status_code in (201, 204)
    bare = media_type.partition(";")[0]
    answer = place.client.get(address, headers={"Accept": f"text/html, {bare};q=0.9, */*;q=0.1"})
    assert (answer.status_code, answer.mimetype) == (200, bare)
    assert b"http://x.example/one" in answer.data


def test_what_cannot_be_read(place: Guarded) -> None:
    address = f"{ROOT}/bad"
    problem(send(place, "PUT", address, ONE, "application/rdf+xml"), 400, "bad-request")
    problem(send(place, "PUT", address, "<a> <b>"), 400, "bad-request")
    problem(send(place, "PUT", address, ONE, "image/png"), 415, "unsupported-media-type")
    problem(send(place, "PUT", address, ONE, "text/turtle; charset=latin-1"), 415, "unsupported-media-type")
    named = "<urn:g> { <urn:a> a <urn:b> }"
    problem(send(place, "PUT", address, named, "application/trig"), 400, "bad-request")
    assert place.client.get(address).status_code == 404


def test_what_cannot_be_accepted(place: Guarded) -> None:
    send(place, "PUT", f"{ROOT}/taste", ONE)
    problem(place.client.get(f"{ROOT}/taste", headers={"Accept": "image/png"}), 406, "not-acceptable")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?default&graph=urn:x",
        "?graph=urn:x&graph=urn:y",
        "?graph=relative",
        "?graph=",
        "?graph=urn:a%20b",
    ],
)
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_one_graph_is_named(place: Guarded, query: str, method: str) -> None:
    assert send(place, method, f"{ROOT}{query}", ONE).status_code == 400


def test_two_names_of_a_graph(place: Guarded) -> None:
    assert send(place, "PUT", f"{ROOT}/x?graph=urn:x", ONE).status_code == 400


def test_the_default_graph(place: Guarded) -> None:
    before = got(place, f"{ROOT}?default")
    assert len(before) > 0
    assert send(place, "POST", f"{ROOT}?default", ONE).status_code == 204
    assert len(got(place, f"{ROOT}?default")) == len(before) + 1
    assert send(place, "PUT", f"{ROOT}?default", TWO).status_code == 204
    assert len(got(place, f"{ROOT}?default")) == len(before) + 1
    assert send(place, "DELETE", f"{ROOT}?default").status_code == 204
    after = got(place, f"{ROOT}?default")
    assert set(after) == set(before)


def test_documents_are_read_here_and_written_elsewhere(place: Guarded) -> None:
    iri = place.client.get("/v1/documents").get_json()["items"][0]["iri"]
    address = f"{ROOT}?graph={iri}"
    before = got(place, address)
    for method in ("PUT", "POST", "DELETE"):
        found = problem(send(place, method, address, ONE), 403, "forbidden-query")
        assert "/v1/documents" in found["detail"]
    assert set(got(place, address)) == set(before)


def test_tokens(place: Guarded) -> None:
    for method in ("PUT", "POST", "DELETE"):
        answer = place.client.open(f"{ROOT}/x", method=method, data=ONE, content_type=TURTLE)
        assert answer.status_code == 401
        answer = place.client.open(f"{ROOT}/x", method=method, data=ONE, headers=place.bearing("read"))
        assert answer.status_code == 403


def test_etags(place: Guarded) -> None:
    address = f"{ROOT}/tagged"
    send(place, "PUT", address, ONE)
    tag = place.client.get(address).headers["ETag"]
    assert place.client.get(address, headers={"If-None-Match": tag}).status_code == 304
    send(place, "PUT", address, TWO)
    assert place.client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_options(place: Guarded) -> None:
    allowed = place.client.options(ROOT).headers["Allow"]
    assert set(allowed.split(", ")) == {"DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"}
    assert place.client.patch(f"{ROOT}/x").status_code == 405


def test_data_that_do_not_parse_are_no_document(place: Guarded) -> None:
    answer = place.client.put(
        "/graph-store?graph=urn:bad", data="<urn:a> <urn:b>", content_type="text/turtle",
        headers=place.bearing("write"),
    )  # fmt: skip
    assert answer.status_code == 400
    assert "document" not in answer.get_json()["detail"]
