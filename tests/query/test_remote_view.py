"""A graph on a server is the same graph: what it answers, byte for byte, and how it follows the server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

import pytest

from kg.errors import ForbiddenQueryError, KgError, NotFoundError, QueryError, QueryTimeoutError, StoreError
from kg.graph import KnowledgeGraph
from kg.query import remote_view
from kg.query.questions import Questions
from tests.api.readings import READINGS
from tests.support.answering import Asked, Reply, answering
from tests.support.readings import edited, talks, troops

ALL = (troops(), talks(), *READINGS)
HUNDRED = " ".join(map(str, range(100)))
# Needs no data, so that whoever looks whether it parses runs it too.
BOMB = f"SELECT * {{ {' '.join(f'VALUES ?{name} {{ {HUNDRED} }}' for name in 'abcde')} }} ORDER BY ?a"


@pytest.fixture(scope="module")
def embedded() -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph.open() as graph:
        for reading in ALL:
            graph.add(reading)
        yield graph


@pytest.fixture(scope="module", params=["oxigraph", pytest.param("virtuoso", marks=pytest.mark.virtuoso)])
def server(request: pytest.FixtureRequest) -> Iterator[str]:
    """A server with the same documents."""
    named: str = request.getfixturevalue(f"{request.param}_server")
    with KnowledgeGraph.open(named) as graph:
        emptied(graph)
        for reading in ALL:
            assert graph.add(reading)
        yield named
        emptied(graph)


@pytest.fixture
def graph(server: str) -> Iterator[KnowledgeGraph]:
    """It, opened anew."""
    with KnowledgeGraph.open(server, read_only=True) as opened:
        yield opened


def emptied(graph: KnowledgeGraph) -> None:
    for document in graph.documents():
        graph.remove(document.id)


@pytest.fixture
def watchful(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the server has is asked for before each answer."""
    monkeypatch.setattr(remote_view, "FRESH", 0.0)


@pytest.mark.parametrize(
    "question",
    [
        lambda graph: list(graph.nquads()),
        lambda graph: graph.revision,
        lambda graph: graph.documents(),
        lambda graph: [graph.text(row.id) for row in graph.documents()],
        lambda graph: graph.claims(limit=200).rows,
        lambda graph: [graph.relations(row.id).rows for row in graph.entities()],
        lambda graph: graph.neighbours("Russia", depth=2),
        lambda graph: list(graph.edges()),
        lambda graph: graph.find("put"),
        lambda graph: graph.stats(),
        lambda graph: graph.validate("d1"),
    ],
    ids="nquads revision documents text claims relations neighbours edges find stats validate".split(),
)
def test_the_same_answers(
    embedded: KnowledgeGraph, graph: KnowledgeGraph, question: Callable[[Questions], object]
) -> None:
    assert question(graph) == question(embedded)


@pytest.mark.parametrize("format", ["turtle", "nquads", "jsonld", "gexf", "graphml", "csv"])
def test_the_same_exports(embedded: KnowledgeGraph, graph: KnowledgeGraph, format: str) -> None:
    ours, theirs = BytesIO(), BytesIO()
    embedded.export(format, ours)
    graph.export(format, theirs)
    assert theirs.getvalue() == ours.getvalue()


@pytest.mark.parametrize("timeout", [None, 30.0])
@pytest.mark.parametrize(
    "media_type",
    [
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ],
)
def test_the_same_rows(
    embedded: KnowledgeGraph, graph: KnowledgeGraph, media_type: str, timeout: float | None
) -> None:
    query = """SELECT DISTINCT ?claim ?said ?text ?sure {
      ?claim a kg:Claim ; kg:relationText ?text ; kg:confidence ?sure .
      OPTIONAL { ?claim prov:qualifiedAttribution/kg:cue ?said } } ORDER BY ?claim ?said"""
    asked = graph.query(query, media_type=media_type, timeout=timeout)
    assert asked.serialize() == embedded.query(query, media_type=media_type).serialize()


def test_the_same_triples_and_truths(embedded: KnowledgeGraph, graph: KnowledgeGraph) -> None:
    query = "CONSTRUCT { ?s rdfs:label ?o } { ?s rdfs:label ?o }"
    assert set(graph.query(query).rows) == set(embedded.query(query).rows)
    assert len(graph.query(query).serialize("text/turtle")) > 100
    assert graph.query("ASK { ent:Russia ?p ?o }", media_type="text/csv").boolean
    assert not graph.query("ASK { ent:Atlantis ?p ?o }", timeout=30).boolean


def test_graphs_that_are_named(graph: KnowledgeGraph) -> None:
    document = "https://kg.example/document/d1"
    query = "SELECT DISTINCT ?c {from} {{ ?c a kg:Claim }} ORDER BY ?c"
    named = graph.query(query.format(**{"from": "FROM doc:d1"})).rows
    asked = graph.query(query.format(**{"from": ""}), default_graphs=[document]).rows
    assert named == asked
    assert len(asked) == len(graph.claims(document="d1", limit=200).rows)


@pytest.mark.parametrize("timeout", [None, 30.0])
@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", ForbiddenQueryError),
        ("SELECT * FROM <http://127.0.0.1:1/> { ?s ?p ?o }", ForbiddenQueryError),
        ("LOAD <http://127.0.0.1:1/>", ForbiddenQueryError),
        ("DROP ALL", ForbiddenQueryError),
        ("SELECT * {", QueryError),
    ],
)
def test_what_is_refused(
    graph: KnowledgeGraph, query: str, error: type[KgError], timeout: float | None
) -> None:
    with pytest.raises(error):
        graph.query(query, timeout=timeout)
    assert graph.stats().documents == len(ALL)


def test_an_answer_that_is_too_large(graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="larger"):
        graph.query("SELECT * { ?s ?p ?o }", max_bytes=1000, timeout=30)


def test_there_is_no_dataset(graph: KnowledgeGraph) -> None:
    with pytest.raises(StoreError, match="query"):
        _ = graph.dataset


@pytest.mark.usefixtures("watchful")
def test_readers_follow_whoever_writes(server: str) -> None:
    with KnowledgeGraph.open(server) as writer, KnowledgeGraph.open(server, read_only=True) as reader:
        before, version = reader.revision, reader.version
        writer.add(edited(troops(), "d9"))
        assert reader.revision == writer.revision != before
        assert reader.version != version
        assert "d9" in {row.id for row in reader.documents()}
        writer.remove("d9")
        writer.add(troops())
        assert reader.revision == before
        with pytest.raises(NotFoundError):
            reader.document("d9")
        with pytest.raises(StoreError, match="for reading only"):
            reader.add(edited(troops(), "d9"))


@pytest.mark.usefixtures("watchful")
def test_what_others_take_away_is_gone(oxigraph_server: str) -> None:
    with KnowledgeGraph.open(oxigraph_server) as graph:
        emptied(graph)
        graph.add(troops())
        graph._view.store.update("DROP ALL", {}, None)
        assert graph.documents() == ()
        assert graph.find("Russia") == ()
        assert graph.add(troops())
        emptied(graph)


@pytest.mark.usefixtures("watchful")
def test_graphs_of_others_are_left_alone(oxigraph_server: str) -> None:
    with KnowledgeGraph.open(oxigraph_server) as graph:
        emptied(graph)
        graph._view.store.update('INSERT DATA { GRAPH <urn:own> { <urn:own> kg:digest "x" } }',
                                 {"kg": "https://kg.example/ontology#"}, None)  # fmt: skip
        graph.add(troops())
        assert [row.id for row in graph.documents()] == ["d1"]
        emptied(graph)
        assert graph._view.store.has_graph("urn:own")
        graph._view.store.update("DROP ALL", {}, None)


def test_the_base_is_that_of_the_documents(oxigraph_server: str) -> None:
    with KnowledgeGraph.open(oxigraph_server, base="http://own.example/") as graph:
        graph.add(troops())
    with KnowledgeGraph.open(oxigraph_server, read_only=True) as graph:
        assert graph.base == "http://own.example/"
        assert [row.id for row in graph.documents()] == ["d1"]
    with KnowledgeGraph.open(oxigraph_server, base="http://own.example/") as graph:
        emptied(graph)


def test_a_query_that_would_take_too_long_here_is_ended(server: str) -> None:
    with KnowledgeGraph.open(server, read_only=True) as graph, pytest.raises(QueryError):
        graph.query(BOMB, timeout=1.5)


def test_a_server_that_keeps_silent_is_given_up() -> None:
    beginning = b'{"head":{"vars":["g","o"]},"results":{"bindings":['

    def reply(asked: Asked) -> Reply:
        if "?late" in asked.form.get("query", [""])[0]:
            return Reply(body=beginning, length=10_000)
        return Reply(body=beginning + b"]}}")

    with answering(reply) as (host, _), KnowledgeGraph.open(f"sparql+http://{host}/sparql") as graph:
        with pytest.raises((QueryTimeoutError, StoreError)):
            graph.query("SELECT ?late { ?s ?p ?late }", timeout=3)
        assert graph.documents() == ()


def test_a_server_that_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_view, "FRESH", 0.0)
    nothing = Reply(body=b'{"head":{"vars":["g","o"]},"results":{"bindings":[]}}')
    with answering(lambda _: nothing) as (host, _):
        graph = KnowledgeGraph.open(f"sparql+http://{host}/sparql")
        assert graph.documents() == ()
    with pytest.raises(StoreError, match="cannot be reached"):
        graph.documents()
    with pytest.raises(StoreError, match="cannot be reached"):
        graph.query("ASK { ?s ?p ?o }", timeout=30)
    graph.close()
