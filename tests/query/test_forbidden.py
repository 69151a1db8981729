"""No query leaves the store, however it is written: a listener hears whether one tries."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pyoxigraph as ox
import pytest

from kg.errors import ForbiddenQueryError, QueryError
from kg.graph import KnowledgeGraph
from kg.query import query_text
from kg.query.evaluation import Question
from kg.query.readers import Readers


class Listener:
    """Counts the connections made to a port of this machine."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(0.05)
        self._stop = Event()
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"
        self.heard = 0
        self._thread = Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while not self._stop.is_set():
            try:
                connection, _ = self._socket.accept()
            except TimeoutError:
                continue
            self.heard += 1
            connection.close()

    def close(self) -> None:
        self._stop.set()
        self._thread.join()
        self._socket.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    opened = Listener()
    yield opened
    opened.close()


SERVICES = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service SILENT <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICESILENT<URL>{ ?s ?p ?o } }",
    "SELECT * { OPTIONAL{?s ?p ?o}SERVICE<URL>{ ?s ?p ?o } }",
    "SELECT * { VALUES ?where { <URL> } SERVICE ?where { ?s ?p ?o } }",
    "PREFIX : <URL> SELECT * { SERVICE:{ ?s ?p ?o } }",
    "PREFIX : <URL> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "PREFIX : <URL> SELECT * { SERVICESILENT:x { ?s ?p ?o } }",
    "SELECT * { { SELECT * { { SERVICE <URL> { ?s ?p ?o } } } } }",
    "ASK { FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { BIND(1 AS ?x) ?s ?p 1SERVICE<URL>{ ?s ?p ?o } }",
    "SELECT * { # a comment\r SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { BIND(1 AS ?a) FILTER(?a<2)SERVICE#>\n<URL>{ ?s ?p ?o } }",
    "SELECT * { BIND(1 AS ?a) FILTER(?a<2#>'''\n)SERVICE<URL>{ ?s ?p ?o }#'''\n }",
    'SELECT * { BIND(1 AS ?a) FILTER(?a<2#>"""\n)SERVICE<URL>{ ?s ?p ?o }#"""\n }',
    "SELECT * { SER\\u0056ICE <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE <URL> { ?s ?p ?o } ",
]


@pytest.mark.parametrize("query", SERVICES)
def test_service(graph: KnowledgeGraph, listener: Listener, query: str) -> None:
    with pytest.raises(QueryError):
        graph.query(query.replace("URL", listener.url))
    assert listener.heard == 0


@pytest.mark.parametrize("query", [SERVICES[0], SERVICES[1], SERVICES[3], "ASK { SERVICE <URL> { ?s ?p } }"])
def test_service_is_refused_without_the_time_to_parse(tmp_path: Path, query: str) -> None:
    readers = Readers(tmp_path)
    with pytest.raises(ForbiddenQueryError, match="SERVICE is not allowed"):
        readers.stream(Question(query.replace("URL", "http://127.0.0.1:9/")), 0, 1e-6)
    assert readers.status.timed_out == 0


@pytest.mark.parametrize("piece", ["\\'", "a.", "<", "'", "''" + "'", '"', "#", "\\", "service", '""\\'])
def test_the_word_is_found_soon_in_whatever_stands_before_it(piece: str) -> None:
    begun = time.thread_time()
    for text in (piece * 100_000 + " service ", "service " + piece * 100_000):
        query_text.calls_service(text)
    assert time.thread_time() - begun < 2  # of the processor: others may have it for longer


def test_the_listener_hears() -> None:
    opened = Listener()
    with pytest.raises(OSError, match=r".*"):
        list(ox.Store().query(f"SELECT * {{ SERVICE <{opened.url}> {{ ?s ?p ?o }} }}"))
    opened.close()
    assert opened.heard == 1


@pytest.mark.parametrize("query", [SERVICES[0], SERVICES[4], SERVICES[6]])
def test_service_is_called_by_its_name(graph: KnowledgeGraph, query: str) -> None:
    with pytest.raises(ForbiddenQueryError, match="SERVICE is not allowed"):
        graph.query(query.replace("URL", "http://127.0.0.1:9/"))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?service ?p $SERVICE }",
        'SELECT * { ?s ?p \'SERVICE <x>\', """SERVICE\n<x>""" } # SERVICE <x> { }',
        "SELECT * { ?s <https://kg.example/service#x> ?o }",
        "PREFIX service: <urn:service:> SELECT * { ?s a service:x ; service:service service:service }",
        "SELECT (1 AS ?service) { ?s ?p 'x'@en-service }",
    ],
)
def test_the_word_may_stand_where_it_is_harmless(graph: KnowledgeGraph, query: str) -> None:
    assert graph.query(query).kind == "select"


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <URL>",
        "LOAD SILENT <URL> INTO GRAPH <urn:g>",
        "PREFIX : <urn:> INSERT DATA { :s :p :o }",
        "# comment\nBASE <urn:x> delete where { ?s ?p ?o }",
        "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "DROP DEFAULT",
        "CREATE GRAPH <urn:g>",
        "COPY DEFAULT TO <urn:g>",
        "MOVE DEFAULT TO <urn:g>",
        "ADD DEFAULT TO <urn:g>",
    ],
)
def test_updates(graph: KnowledgeGraph, listener: Listener, update: str) -> None:
    before = list(graph.nquads())
    with pytest.raises(ForbiddenQueryError, match="updates are not allowed"):
        graph.query(update.replace("URL", listener.url))
    assert listener.heard == 0
    assert list(graph.nquads()) == before


@pytest.mark.parametrize(
    "clause", ["FROM <{}>", "FROM NAMED <{}>", "FROM doc:d1 FROM <{}>", "from named\n<{}>"]
)
@pytest.mark.parametrize("graph_name", ["URL", "file:///etc/passwd", "urn:elsewhere"])
def test_from(graph: KnowledgeGraph, listener: Listener, clause: str, graph_name: str) -> None:
    name = graph_name.replace("URL", listener.url)
    with pytest.raises(ForbiddenQueryError, match="is not in the store, and nothing is fetched"):
        graph.query(f"SELECT * {clause.format(name)} {{ ?s ?p ?o }}")
    assert listener.heard == 0


@pytest.mark.parametrize("which", ["default_graphs", "named_graphs"])
def test_graphs_of_the_protocol(graph: KnowledgeGraph, listener: Listener, which: str) -> None:
    with pytest.raises(ForbiddenQueryError, match="is not in the store"):
        graph.query("SELECT * { ?s ?p ?o }", **{which: [listener.url]})
    assert listener.heard == 0


def test_graphs_named_by_prefix_and_base() -> None:
    query = (
        "BASE <http://a/b/> PREFIX d: <d/> SELECT * FROM d:1 FROM NAMED <c> FROM <#x> { ?s ?p 'FROM <y>' }"
    )
    assert query_text.dataset(query, {}) == (("http://a/b/d/1", "http://a/b/#x"), ("http://a/b/c",))
