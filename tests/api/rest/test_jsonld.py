"""Every answer is RDF too, and says nothing that the graph does not; names of the graph lead to data."""

from __future__ import annotations

import json
from urllib.parse import quote, urlsplit

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from rdflib import Dataset

from kg.graph import KnowledgeGraph
from tests.api.readings import HOSTILE, KYIV

LD = "application/ld+json"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LISTS = (
    "/v1/entities?q=a",
    "/v1/entities",
    "/v1/claims",
    "/v1/documents",
    "/v1/entities/NATO/relations",
    "/v1/entities/Russia/held",
    "/v1/entities/Russia/neighbours?depth=3",
    "/v1/relations",
    "/v1/entities/NATO/relations?group=edge",
    "/v1/documents/wire-1/mentions",
    "/v1/paths?from=Russia&to=NATO",
    "/v1/paths?from=NATO&to=%D0%9A%D0%B8%D1%97%D0%B2_%F0%9F%98%80%2Fsouth%3F%23%2525",
    "/v1/stats",
)
ITEMS = (
    "/v1/entities/NATO",
    f"/v1/entities/{quote(KYIV.key, safe='')}",
    f"/v1/entities/{quote(HOSTILE.key, safe='')}",
    "/v1/claims/c-unseen",
    f"/v1/claims/{quote('c/lied?<x>', safe='')}",
    "/v1/documents/wire-1",
    "/v1/relations/meets_in",
)


def held(graph: KnowledgeGraph) -> set[ox.Triple]:
    lines = "".join(f"{line.rstrip()}\n" for line in graph.nquads()).encode()
    return {quad.triple for quad in ox.parse(lines, ox.RdfFormat.N_QUADS)}


def triples(body: bytes) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(body, ox.RdfFormat.JSON_LD)}


@pytest.fixture(scope="module")
def facts(graph: KnowledgeGraph) -> set[ox.Triple]:
    return held(graph)


@pytest.mark.parametrize("address", [*LISTS, *ITEMS])
def test_what_a_processor_reads_is_in_the_graph(
    client: FlaskClient, facts: set[ox.Triple], address: str
) -> None:
    answer = client.get(address, headers={"Accept": LD})
    assert (answer.status_code, answer.mimetype) == (200, LD)
    read = triples(answer.data)
    assert read <= facts, sorted(map(str, read - facts))
    assert read or address in ("/v1/stats", "/v1/paths?from=Russia&to=NATO")
    other = Dataset().parse(data=answer.data, format="json-ld")
    assert len({statement[:3] for statement in other.quads()}) == len(read)


@pytest.mark.parametrize("address", [*LISTS, *ITEMS])
def test_it_is_the_same_object(client: FlaskClient, address: str) -> None:
    plain = json.loads(client.get(address).data)
    linked = json.loads(client.get(address, headers={"Accept": LD}).data)
    assert next(iter(linked)) == "@context"
    assert plain.keys() <= linked.keys()
    if "iri" in plain:
        assert linked["@id"] == plain["iri"] and linked["@type"]


def test_a_claim_says_who_what_and_how_sure(client: FlaskClient) -> None:
    read = {
        (triple.predicate.value.rpartition("#")[2], getattr(triple.object, "value", None))
        for triple in triples(client.get("/v1/claims/c-moves.jsonld").data)
        if str(triple.subject) == "<https://kg.example/claim/c-moves>"
    }
    assert {
        ("subject", "https://kg.example/entity/Russia"),
        ("predicate", "https://kg.example/relation/moves_troops"),
        ("object", "https://kg.example/entity/garrison"),
        ("holder", "https://kg.example/entity/Russia"),
        ("certainty", "http://groundedannotationframework.org/grasp/factuality#PROBABLE"),
        ("eventType", "https://kg.example/ontology/plover#CONCEDE"),
        ("confidence", "0.9"),
        ("affirmed", "true"),
        ("fromSentence", "https://kg.example/document/wire-1#char=0,61"),
    } <= read


def test_edges_are_plain_triples(client: FlaskClient, facts: set[ox.Triple]) -> None:
    body = client.get("/v1/entities/NATO/neighbours.jsonld").data
    edge = ox.Triple(
        ox.NamedNode("https://kg.example/entity/NATO"),
        ox.NamedNode("https://kg.example/relation/meets_in"),
        ox.NamedNode(f"https://kg.example/entity/{quote(KYIV.key, safe='')}"),
    )
    assert edge in facts and edge in triples(body)


@pytest.mark.parametrize("address", [*LISTS, *ITEMS])
def test_a_suffix_asks_for_a_format(client: FlaskClient, address: str) -> None:
    path, _, query = address.partition("?")
    for suffix, media_type in (("json", "application/json"), ("jsonld", LD)):
        answer = client.get(f"{path}.{suffix}?{query}", headers={"Accept": "text/html"})
        assert (answer.status_code, answer.mimetype) == (200, media_type), answer.text


def test_an_unknown_thing_is_unknown_in_every_format(client: FlaskClient) -> None:
    for suffix in ("", ".json", ".jsonld", ".ttl", ".exe"):
        for address in ("/v1/entities/nobody", "/entity/nobody", "/relation/nothing", "/v1/claims/none"):
            assert client.get(address + suffix).status_code == 404, address + suffix


@pytest.mark.parametrize(
    ("suffix", "media_type", "format"),
    [
        ("ttl", "text/turtle", ox.RdfFormat.TURTLE),
        ("nt", "application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("rdf", "application/rdf+xml", ox.RdfFormat.RDF_XML),
    ],
)
@pytest.mark.parametrize("address", ITEMS)
def test_a_thing_is_described_in_rdf(
    client: FlaskClient,
    facts: set[ox.Triple],
    address: str,
    suffix: str,
    media_type: str,
    format: ox.RdfFormat,
) -> None:
    for asked, headers in ((address, {"Accept": media_type}), (f"{address}.{suffix}", {})):
        answer = client.get(asked, headers=headers)
        assert (answer.status_code, answer.mimetype) == (200, media_type)
        read = {quad.triple for quad in ox.parse(answer.data, format)}
        assert read and read <= facts
        assert "Accept" in answer.headers["Vary"]


def test_a_claim_is_described_with_its_parts(client: FlaskClient) -> None:
    read = client.get("/v1/claims/c-unseen.nt").text
    for part in ("#subject>", "#holder=0>", "#when>"):
        assert f"<https://kg.example/claim/c-unseen{part} <{RDF_TYPE}>" in read
    assert '"We"' in read and "Nothing was decided" not in read


def test_a_document_names_the_graph_of_all_it_says(client: FlaskClient, graph: KnowledgeGraph) -> None:
    lines = client.get("/v1/documents/denial-1.nt").text.splitlines()
    all_of_it = [line for line in graph.nquads() if "document/denial-1> ." in line]
    assert len(lines) == len(all_of_it)


def test_names_of_the_graph_lead_to_page_or_data(client: FlaskClient, facts: set[ox.Triple]) -> None:
    names = {
        node.value
        for triple in facts
        for node in (triple.subject, triple.predicate, triple.object)
        if isinstance(node, ox.NamedNode) and node.value.startswith("https://kg.example/")
        if not node.value.startswith("https://kg.example/ontology/plover#")
    }
    assert len(names) > 30
    for name in sorted({urlsplit(name)._replace(fragment="").geturl() for name in names}):
        address = name.removeprefix("https://kg.example")
        for accept, media_type in (
            ("text/turtle", "text/turtle"),
            ("text/html,*/*;q=0.8", "text/turtle" if address == "/ontology" else "text/html"),
            (LD, None if address == "/ontology" else LD),
        ):
            if media_type is None:
                continue
            answer = client.get(address, headers={"Accept": accept})
            assert "Accept" in answer.headers["Vary"]
            if answer.status_code == 303:
                assert answer.headers["Location"].startswith("/v1/")
                answer = client.get(answer.headers["Location"], headers={"Accept": accept})
            assert (answer.status_code, answer.mimetype) == (200, media_type), (address, accept)


def test_a_page_has_its_data_under_a_suffix(client: FlaskClient) -> None:
    for suffix in ("json", "jsonld", "ttl"):
        answer = client.get(f"/entity/NATO.{suffix}", headers={"Accept": "text/html"})
        assert answer.status_code == 303 and answer.headers["Content-Length"] == "0"
        assert answer.headers["Location"] == f"/v1/entities/NATO.{suffix}"


def test_the_context_stands_at_its_own_address(client: FlaskClient) -> None:
    answer = client.get("/v1/context.jsonld")
    assert answer.mimetype == LD and "max-age" in answer.headers["Cache-Control"]
    linked = json.loads(client.get("/v1/documents/wire-1.jsonld").data)
    assert json.loads(answer.data)["@context"] == linked["@context"]


def test_links_name_the_other_forms(client: FlaskClient) -> None:
    link = client.get("/v1/claims?limit=2").headers["Link"]
    assert '</v1/claims.jsonld?limit=2>; rel="alternate"' in link and 'rel="describedby"' in link
    key = quote(KYIV.key, safe="")
    assert f"</v1/entities/{key}.jsonld>" in client.get(f"/v1/entities/{key}").headers["Link"]
    assert 'rel="alternate"' in client.get("/entity/NATO", headers={"Accept": "text/html"}).headers["Link"]
