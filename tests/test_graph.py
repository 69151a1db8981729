"""The graph as a whole: documents come, change and go; other processes watch."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from rdflib import RDFS, URIRef
from rdflib.graph import ModificationException

from kg.errors import InputError, NotFoundError, StoreError
from kg.graph import KnowledgeGraph
from tests.support.readings import edited, talks, troops

ROOT = Path(__file__).parents[1]


@pytest.fixture(params=["memory", "disk"])
def graph(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph.open(tmp_path / "store" if request.param == "disk" else None) as opened:
        yield opened


def run(code: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Runs Python in another process, from the checkout."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)


def test_adding_twice_is_adding_once(graph: KnowledgeGraph) -> None:
    assert graph.add(troops())
    once = list(graph.nquads())
    assert not graph.add(troops())
    assert list(graph.nquads()) == once
    assert graph.stats().documents == 1


def test_an_edited_document_replaces_the_old_one(graph: KnowledgeGraph) -> None:
    graph.add(troops())
    graph.add(talks())
    assert graph.add(edited(talks(), "d3"))
    assert [row.id for row in graph.documents()] == ["d1", "d3"]
    with pytest.raises(NotFoundError):
        graph.claim("c7")
    fresh = KnowledgeGraph.open()
    fresh.add(edited(talks(), "d3"))
    fresh.add(troops())
    assert list(graph.nquads()) == list(fresh.nquads())
    assert graph.revision == fresh.revision


def test_a_document_read_anew_replaces_the_old_reading(graph: KnowledgeGraph) -> None:
    graph.add(talks())
    again = edited(talks(), "d2")
    assert graph.add(again)
    assert [row.claims for row in graph.documents()] == [1]


def test_removing_restores_what_was_before(graph: KnowledgeGraph) -> None:
    graph.add(troops())
    before, revision = list(graph.nquads()), graph.revision
    graph.add(talks())
    assert graph.revision != revision
    graph.remove("d2")
    assert (list(graph.nquads()), graph.revision) == (before, revision)
    graph.remove("d1")
    assert list(graph.nquads()) == []
    assert graph.query("SELECT * { ?s ?p ?o }").rows == ()


def test_order_of_adding_does_not_matter() -> None:
    one, other = KnowledgeGraph.open(), KnowledgeGraph.open()
    for reading in (troops(), talks()):
        one.add(reading)
    for reading in (talks(), troops()):
        other.add(reading)
    assert list(one.nquads()) == list(other.nquads())
    assert one.documents() == other.documents()
    assert list(one.edges()) == list(other.edges())
    assert list(one.entities()) == list(other.entities())
    assert one.claims() == other.claims()


def test_kept_on_disk(tmp_path: Path) -> None:
    with KnowledgeGraph.open(tmp_path / "store") as graph:
        graph.add(troops())
        before = list(graph.nquads())
    with KnowledgeGraph.open(tmp_path / "store") as graph:
        assert list(graph.nquads()) == before
        assert not graph.add(troops())


def test_another_base(tmp_path: Path) -> None:
    with KnowledgeGraph.open(tmp_path / "store", base="http://localhost/kg/") as graph:
        graph.add(troops())
        assert graph.entity("Russia").iri == "http://localhost/kg/entity/Russia"
        assert graph.claim("c1").subject.id == "Russia"
        assert graph.query("ASK { ent:Russia rel:moves_troops ent:garrison }", timeout=30).boolean
    with KnowledgeGraph.open(tmp_path / "store") as graph:
        assert graph.base == "http://localhost/kg/"


def test_the_base_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_BASE", "http://env/")
    assert KnowledgeGraph.open().base == "http://env/"
    monkeypatch.setenv("KG_BASE", "env")
    with pytest.raises(InputError, match="must be absolute"):
        KnowledgeGraph.open()


def test_as_an_rdflib_dataset(graph: KnowledgeGraph) -> None:
    dataset = graph.dataset
    graph.add(troops())
    graph.add(talks())
    russia = URIRef(graph.entity("Russia").iri)
    assert [str(label) for label in dataset.objects(russia, RDFS.label)] == ["Russia"]
    assert len(list(dataset.query("SELECT ?o { ent:Russia rel:moves_troops ?o }"))) == 1
    names = {str(context.identifier) for context in dataset.graphs()}
    assert {row.iri for row in graph.documents()} <= names
    one = dataset.graph(URIRef(graph.document("d1").iri))
    assert len(one) == sum("/document/d1> ." in line for line in graph.nquads())
    with pytest.raises(ModificationException):
        dataset.add((russia, RDFS.label, russia))
    with pytest.raises(ModificationException):
        dataset.update("INSERT DATA { <urn:s> <urn:p> <urn:o> }")


def test_exports_come_from_the_graph(graph: KnowledgeGraph) -> None:
    graph.add(troops())
    target = BytesIO()
    graph.export("nquads", target)
    assert target.getvalue().decode().splitlines() == list(graph.nquads())
    with pytest.raises(InputError, match="no export format"):
        graph.export("parquet", target)


def test_closed(graph: KnowledgeGraph) -> None:
    graph.add(troops())
    graph.close()
    for ask in (
        graph.stats,
        graph.documents,
        graph.nquads,
        lambda: graph.query("ASK {}"),
        lambda: graph.add(talks()),
    ):
        with pytest.raises(StoreError, match="closed"):
            ask()
    graph.close()


def test_a_second_writer_is_told_so(tmp_path: Path) -> None:
    with KnowledgeGraph.open(tmp_path / "store"):
        code = "import sys; from kg.graph import KnowledgeGraph; KnowledgeGraph.open(sys.argv[1])"
        done = run(code, tmp_path / "store")
    last = done.stderr.strip().splitlines()[-1]
    store = tmp_path / "store"
    assert last == f"kg.errors.StoreBusyError: the store {store} is being written by another process"


WRITER = """
import sys
from kg.graph import KnowledgeGraph
from tests.support.readings import edited, talks, troops
graph = KnowledgeGraph.open(sys.argv[1])
graph.add(troops())
turn = 0
while True:
    graph.add(edited(talks(), f"e{turn}") if turn % 2 else talks())
    print(turn, flush=True)
    turn += 1
"""


def test_killed_while_writing(tmp_path: Path) -> None:
    """Whenever the writer dies, each document is in the graph as a whole or not at all."""
    for _ in range(3):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path / "store")], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        for _ in range(20):
            assert writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        with KnowledgeGraph.open(tmp_path / "store") as graph:
            assert len(graph.documents()) == 2
            whole = KnowledgeGraph.open()
            whole.add(troops())
            last = next(row.id for row in graph.documents() if row.id != "d1")
            whole.add(talks() if last == "d2" else edited(talks(), last))
            assert list(graph.nquads()) == list(whole.nquads())
            assert graph.claims() == whole.claims()


def test_reading_beside_a_writing_process(tmp_path: Path) -> None:
    """Readers of another process see the graph before or after each change."""
    with KnowledgeGraph.open(tmp_path / "store") as graph:
        graph.add(troops())
        graph.add(talks())
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path / "store")], cwd=ROOT, stdout=subprocess.PIPE
    )
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline()
        with KnowledgeGraph.open(tmp_path / "store", read_only=True) as graph:
            until, seen = time.monotonic() + 120, set()
            while seen != {5, 7} and time.monotonic() < until:
                rows = graph.claims().rows
                assert [row.id for row in rows] in (
                    ["c1", "c2", "c3", "c4", "c5"],
                    ["c1", "c2", "c3", "c4", "c5", "c6", "c7"],
                )
                assert len(graph.query("SELECT ?d { ?d a nif:Context }", timeout=30).rows) == 2
                seen.add(len(rows))
            assert seen == {5, 7}
    finally:
        writer.kill()
        writer.wait()
        assert writer.stdout is not None
        writer.stdout.close()


def test_threads_share_a_graph(graph: KnowledgeGraph) -> None:
    graph.add(troops())
    failures: list[BaseException] = []

    def ask() -> None:
        try:
            for _ in range(20):
                assert graph.find("russia")[0].id == "Russia"
                assert graph.relations("Russia").rows[0].id == "c1"
                assert graph.query("SELECT * { ?c a kg:Claim }").rows
                assert len(list(graph.nquads())) > 300
        except BaseException as error:
            failures.append(error)

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for turn in range(20):
        graph.add(edited(talks(), f"e{turn}") if turn % 2 else talks())
    for thread in threads:
        thread.join()
    assert failures == []


@pytest.mark.parametrize("text", ["", " \n", "The dam\0held."])
def test_a_text_without_words_is_refused(graph: KnowledgeGraph, text: str) -> None:
    with pytest.raises(InputError, match="a note: "):
        graph.add_text(text, source="a note")
    assert graph.documents() == ()


def test_the_same_document_from_another_source_is_there_already(graph: KnowledgeGraph) -> None:
    graph.add(talks())
    again = replace(talks(), document=replace(talks().document, source="elsewhere"))
    assert not graph.add(again)
    assert [row.source for row in graph.documents()] == [talks().document.source]
