"""Files of the graph over HTTP: every format, every condition of a view, and what is refused."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from lxml import etree, html

from api.description.parameter_table import declared
from api.rest.exports import FILES
from api.settings import Settings
from kg.export import FORMATS
from kg.graph import KnowledgeGraph
from kg.query.graph_view import GraphView
from tests.api.guarded import Guarded, guarded
from tests.api.test_problems import problem

GEXF = {"g": "http://gexf.net/1.3"}
ENDLESS = (
    "CONSTRUCT { <urn:a> <urn:b> ?n } "
    "{ SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?j) } }"
)


@pytest.fixture(scope="module")
def made() -> Iterator[Guarded]:
    """Over a graph on disk, whose exports are made by processes."""
    with guarded(Settings(export_timeout=120)) as made:
        yield made


def nodes(data: bytes) -> list[str]:
    """The ids of a GEXF file's nodes."""
    return etree.fromstring(data).xpath("//g:node/@id", namespaces=GEXF)


def around(client: FlaskClient, **view: str) -> set[str]:
    answer = client.get("/v1/export/graph.gexf", query_string=view)
    assert answer.status_code == 200, answer.text
    return set(nodes(answer.data))


def test_every_format_has_an_address() -> None:
    assert {name for name, _ in FILES.values()} == set(FORMATS)
    assert FILES["rdf12.trig"] == ("rdf12", "application/trig")


@pytest.mark.parametrize("suffix", FILES)
def test_a_file_in_every_format(client: FlaskClient, graph: KnowledgeGraph, suffix: str) -> None:
    answer = client.get(f"/v1/export/graph.{suffix}")
    assert answer.status_code == 200
    assert answer.mimetype == FILES[suffix][1]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="graph.{suffix}"'
    expected = io.BytesIO()
    graph.export(FILES[suffix][0], expected)
    assert answer.data == expected.getvalue() != b""


@pytest.mark.parametrize("suffix", FILES)
def test_a_process_makes_the_same_file(made: Guarded, suffix: str) -> None:
    answer = made.client.get(f"/v1/export/graph.{suffix}")
    assert answer.status_code == 200
    expected = io.BytesIO()
    with KnowledgeGraph.open(made.folder, read_only=True) as graph:
        graph.export(FILES[suffix][0], expected)
    if answer.mimetype == "application/zip":  # the sizes of its parts stand elsewhere in a stream
        assert _parts(answer.data) == _parts(expected.getvalue()) != {}
    else:
        assert answer.data == expected.getvalue() != b""


def _parts(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_the_view_is_what_was_asked_for(client: FlaskClient) -> None:
    everything = around(client)
    beside = around(client, entity="NATO")
    assert {"NATO"} < beside < everything
    assert beside <= around(client, entity="NATO", depth="3")
    assert len(around(client, entity="NATO", depth="3", limit="2")) == 2
    assert "garrison" in everything - around(client, concepts="false")
    assert around(client, holder="Russia") == {"Russia", "garrison"}
    assert "Russia" not in around(client, since="2022-02-16", until="2022-02-17")
    assert around(client, relation="moves_troops") == {"Russia", "garrison"}
    assert around(client, document="wire-1") == around(client, until="2022-02-15")
    assert around(client, event_type="CONSULT") < everything
    assert around(client, min_confidence="1") == around(client, min_weight="1000") == set()
    assert around(client, holder="Jens_Stoltenberg") == set()
    assert around(client, holder="Jens_Stoltenberg", affirmed="false")


@pytest.mark.parametrize("suffix", FILES)
def test_a_view_in_every_format(client: FlaskClient, graph: KnowledgeGraph, suffix: str) -> None:
    answer = client.get(f"/v1/export/graph.{suffix}?entity=NATO")
    expected = io.BytesIO()
    graph.export(FILES[suffix][0], expected, GraphView(entity="NATO"))
    assert answer.data == expected.getvalue()
    assert answer.data != client.get(f"/v1/export/graph.{suffix}").data


def test_a_view_by_construct(client: FlaskClient, made: Guarded) -> None:
    query = "CONSTRUCT { ?s rel:moves_troops ?o } { ?s rel:moves_troops ?o }"
    for asked in (client, made.client):
        assert around(asked, construct=query) == {"Russia", "garrison"}
        lines = asked.get("/v1/export/graph.nq", query_string={"construct": query}).text.splitlines()
        assert [line.split()[0] for line in lines] == ["<https://kg.example/entity/Russia>"]


def test_what_is_drawn_may_be_chosen(client: FlaskClient) -> None:
    def has(path: str, **options: str) -> bool:
        answer = client.get("/v1/export/graph.cyjs", query_string=options)
        node = json.loads(answer.data)["elements"]["nodes"][0]
        return path in node or path in node["data"]

    assert has("position") and not has("position", layout="false")
    assert has("pagerank") and not has("pagerank", measures="false")
    times = client.get("/v1/export/graph.gexf?dynamic=true").data
    assert b'mode="dynamic"' in times and b'mode="dynamic"' not in client.get("/v1/export/graph.gexf").data


@pytest.mark.parametrize(
    ("query", "status", "kind"),
    [
        ("depth=2", 400, "invalid-parameter"),
        ("limit=2", 400, "invalid-parameter"),
        ("entity=NATO&depth=4", 400, "invalid-parameter"),
        ("entity=NATO&limit=0", 400, "invalid-parameter"),
        ("since=yesterday", 400, "invalid-parameter"),
        ("min_confidence=2", 400, "invalid-parameter"),
        ("layout=perhaps", 400, "invalid-parameter"),
        ("colour=red", 400, "invalid-parameter"),
        ("entity=Nobody", 404, "not-found"),
        ("document=none", 404, "not-found"),
        ("entity=NATO&construct=CONSTRUCT+WHERE+%7B%3Fs+%3Fp+%3Fo%7D", 400, "bad-request"),
        ("construct=nonsense", 400, "malformed-query"),
        ("construct=SELECT+*+%7B%3Fs+%3Fp+%3Fo%7D", 400, "bad-request"),
        ("construct=INSERT+DATA+%7B%3Ca%3E+%3Cb%3E+%3Cc%3E%7D", 403, "forbidden-query"),
    ],
)
def test_what_makes_no_sense_is_told(
    client: FlaskClient, made: Guarded, query: str, status: int, kind: str
) -> None:
    for asked in (client, made.client):
        problem(asked.get(f"/v1/export/graph.gexf?{query}"), status, kind)


@pytest.mark.parametrize("option", ["layout=true", "dynamic=true"])
def test_rdf_is_not_drawn(client: FlaskClient, option: str) -> None:
    problem(client.get(f"/v1/export/graph.ttl?{option}"), 400, "bad-request")


@pytest.mark.parametrize(
    "query",
    [
        "CONSTRUCT { ?s ?p ?o } { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "CONSTRUCT { ?s ?p ?o } FROM <http://127.0.0.1:9/> { ?s ?p ?o }",
        "CONSTRUCT { ?s ?p ?o } FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
    ],
)
def test_a_view_never_leaves_the_store(client: FlaskClient, made: Guarded, query: str) -> None:
    for asked in (client, made.client):
        answer = asked.get("/v1/export/graph.ttl", query_string={"construct": query})
        problem(answer, 403, "forbidden-query")


def test_a_query_that_is_nested_too_deep_is_not_parsed(client: FlaskClient) -> None:
    query = "CONSTRUCT WHERE " + "{" * 300
    problem(client.get("/v1/export/graph.ttl", query_string={"construct": query}), 400, "malformed-query")


def test_an_export_that_takes_too_long_is_ended() -> None:
    with guarded(Settings(export_timeout=1.0)) as made:
        answer = made.client.get("/v1/export/graph.ttl", query_string={"construct": ENDLESS})
        problem(answer, 503, "deadline")
        assert made.client.get("/v1/stats").status_code == 200


def test_an_export_that_takes_too_much_memory_is_ended() -> None:
    doubling = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(60))
    query = f"CONSTRUCT {{ <urn:a> <urn:b> ?x60 }} {{ BIND('0123456789' AS ?x0) {doubling} }}"
    with guarded(Settings(export_memory=2**28, export_timeout=120)) as made:
        answer = made.client.get("/v1/export/graph.nq", query_string={"construct": query})
        problem(answer, 400, "result-too-large")
        assert made.client.get("/v1/stats").status_code == 200


def test_a_file_that_the_client_has_is_not_made_again(client: FlaskClient) -> None:
    first = client.get("/v1/export/graph.gexf?entity=NATO")
    tag = first.headers["ETag"]
    again = client.get("/v1/export/graph.gexf?entity=NATO", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == tag
    for other in ("graph.gexf", "graph.gexf?entity=NATO&depth=2", "graph.graphml?entity=NATO"):
        answer = client.get(f"/v1/export/{other}", headers={"If-None-Match": tag})
        assert answer.status_code == 200 and answer.headers["ETag"] != tag


def test_a_write_makes_another_file() -> None:
    with guarded() as made:
        address = "/v1/export/graph.nq"
        tag = made.client.get(address).headers["ETag"]
        update = "INSERT DATA { <urn:a> <urn:b> <urn:c> }"
        made.client.post("/sparql", data={"update": update}, headers=made.bearing("write"))
        assert made.client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_what_a_query_makes_has_no_tag(client: FlaskClient) -> None:
    query = "CONSTRUCT { <urn:a> <urn:b> ?now } { BIND(NOW() AS ?now) }"
    assert "ETag" not in client.get("/v1/export/graph.nq", query_string={"construct": query}).headers


def test_a_list_s_length_is_no_bound_on_a_view() -> None:
    limit = {one.name: one for one in declared(Settings(max_page=10))["exports.graph"]}["limit"]
    assert limit.maximum == 1_000_000


@pytest.mark.parametrize("address", ["/", "/entity/NATO"])
def test_pages_link_every_format(client: FlaskClient, address: str) -> None:
    tree = html.fromstring(client.get(address, headers={"Accept": "text/html"}).text)
    links = tree.xpath("//section[@aria-labelledby='export']//a/@href")
    assert {link.partition("?")[0].partition("graph.")[2] for link in links} == set(FILES)
    assert "graph.gexf" in links[0]
    assert ("entity=NATO" in links[0]) == (address != "/")
