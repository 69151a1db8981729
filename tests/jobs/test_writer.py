"""The one writer: whoever starts it, however it ends, and beside whomever it works."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg.graph import KnowledgeGraph
from kg.jobs import Desk, Job, Kind, State, addition, graph_put, removal, stop_writer, update
from kg.jobs.writer_lock import held
from kg.text import document
from tests.support.readings import talks, troops
from tests.support.waiting import until

BOMB = "INSERT { ?s <urn:x> ?o } WHERE { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def done(desk: Desk, kind: Kind, *orders: object, seconds: float | None = None, wait: float = 180) -> Job:
    job = desk.submit(kind, list(orders), seconds=seconds)  # type: ignore[arg-type]
    return desk.wait(job.id, wait)


def changed(text: str) -> object:
    return update(text, [], [], None)


def writer(folder: Path) -> int:
    """The number of the writer's process."""
    return int((folder / "writer.lock").read_text())


def test_what_is_acknowledged_is_seen(graph: KnowledgeGraph, desk: Desk) -> None:
    version = graph.version
    for number in range(20):
        job = done(desk, Kind.UPDATE, changed(f"INSERT DATA {{ GRAPH <urn:g{number}> {{ <urn:a> a 1 }} }}"))
        assert job.state == State.DONE
        assert graph.has_graph(f"urn:g{number}")
        assert graph.version != version
        version = graph.version


def test_reasons_come_back(graph: KnowledgeGraph, desk: Desk) -> None:
    job = done(desk, Kind.UPDATE, changed("INSERT DATA {"))
    (item,) = desk.items(job)
    assert (job.state, item.error_kind) == (State.FAILED, "QueryError")
    job = done(desk, Kind.REMOVE, removal("unheard-of"))
    assert desk.items(job)[0].error_kind == "NotFoundError"
    job = done(desk, Kind.GRAPH, graph_put("urn:g", b"<a", "text/turtle", replace=True, base=None))
    assert desk.items(job)[0].error_kind == "InputError"


def test_two_writers_race(folder: Path) -> None:
    """Of several started at once one stays, and all that was handed in is done once."""
    command = [sys.executable, "-m", "kg.jobs.writer_process", str(folder)]
    started = [subprocess.Popen(command) for _ in range(4)]
    with KnowledgeGraph.open(folder, read_only=True) as graph:
        desks = [Desk(graph) for _ in range(3)]
        orders = [changed(f"INSERT DATA {{ GRAPH <urn:{n}> {{ [] a 1 }} }}") for n in range(12)]
        jobs = [
            (desks[number % 3], desks[number % 3].submit(Kind.UPDATE, [order], seconds=60))  # type: ignore[list-item]
            for number, order in enumerate(orders)
        ]
        assert all(desk.wait(job.id, 180).state == State.DONE for desk, job in jobs)
        counts = graph.query("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g").rows
        assert sorted(int(str(count)) for _, count in counts) == [1] * 12
    until(lambda: sum(process.poll() is None for process in started) <= 1)
    assert [process.poll() for process in started if process.poll() is not None].count(0) >= 3
    stop_writer(folder)
    until(lambda: not held(folder))
    for process in started:
        process.wait(60)


def test_it_ends_when_asked_and_starts_again(graph: KnowledgeGraph, desk: Desk, folder: Path) -> None:
    done(desk, Kind.UPDATE, changed("CREATE GRAPH <urn:a>"))
    assert held(folder)
    stop_writer(folder)
    until(lambda: not held(folder))
    assert done(desk, Kind.UPDATE, changed("CREATE GRAPH <urn:b>")).state == State.DONE


def test_it_ends_when_idle(desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_WRITER_IDLE", "0.2")
    done(desk, Kind.UPDATE, changed("CREATE GRAPH <urn:a>"))
    until(lambda: not held(folder))
    assert done(desk, Kind.UPDATE, changed("CREATE GRAPH <urn:b>")).state == State.DONE


def test_an_update_is_ended_at_its_deadline(folder: Path) -> None:
    with KnowledgeGraph.open(folder) as graph:
        graph.add(troops())
        graph.add(talks())
        before = list(graph.nquads())
    with KnowledgeGraph.open(folder, read_only=True) as graph:
        desk = Desk(graph)
        bomb = done(desk, Kind.UPDATE, changed(BOMB), seconds=0.5)
        assert desk.items(bomb)[0].error_kind == "QueryTimeoutError"
        job = done(desk, Kind.UPDATE, changed("INSERT DATA { GRAPH <urn:g> { <urn:a> a 1 } }"), seconds=60)
        assert job.state == State.DONE
        assert not graph.query("ASK { ?s <urn:x> ?o }").boolean
    stop_writer(folder)
    until(lambda: not held(folder))
    with KnowledgeGraph.open(folder) as graph:
        graph.drop_graph("urn:g")
        assert list(graph.nquads()) == before


@pytest.mark.slow
def test_killed_in_the_midst_of_a_job(graph: KnowledgeGraph, desk: Desk, folder: Path) -> None:
    """What was read stays, the rest is taken up by the next writer, and each is there once."""
    texts = [f"Turkey thanked Greece on day {number}. NATO sent ships to Italy." for number in range(60)]
    orders = [addition(document(text, source=f"note {number}")) for number, text in enumerate(texts)]
    job = desk.submit(Kind.ADD, orders)
    for mark in (3, 20):
        until(lambda mark=mark: desk.job(job.id).done >= mark, 180)
        if not desk.job(job.id).state.over:
            os.kill(writer(folder), signal.SIGKILL)
        until(lambda: not held(folder))
        assert len(graph.documents()) >= mark
    done_job = desk.wait(job.id, 300)
    assert (done_job.state, done_job.done, done_job.failed) == (State.DONE, 60, 0)
    assert sorted(item.document for item in desk.items(done_job)) == sorted(  # type: ignore[type-var]
        row.id for row in graph.documents()
    )
    assert len(graph.documents()) == 60


@pytest.mark.slow
def test_building_beside_it(graph: KnowledgeGraph, desk: Desk, folder: Path, tmp_path: Path) -> None:
    """`kg build` gets its turn in the midst of a long job, and the job goes on."""
    texts = [f"Turkey thanked Greece on day {number}. " * 20 for number in range(60)]
    orders = [addition(document(text, source=f"note {number}")) for number, text in enumerate(texts)]
    job = desk.submit(Kind.ADD, orders)
    until(lambda: desk.job(job.id).done >= 1, 180)
    (tmp_path / "built.txt").write_text("Spain thanked Portugal.")
    built = subprocess.run(
        [sys.executable, "-m", "kg.cli", "build", str(tmp_path / "built.txt"), "--store", str(folder)],
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stderr
    assert desk.wait(job.id, 300).state == State.DONE
    assert len(graph.documents()) == 61


def test_a_store_that_another_writes_is_waited_for(desk: Desk, folder: Path) -> None:
    with KnowledgeGraph.open(folder) as other:
        job = desk.submit(Kind.UPDATE, [changed("CREATE GRAPH <urn:a>")], seconds=60)  # type: ignore[list-item]
        until(lambda: held(folder))
        assert not desk.wait(job.id, 1.5).state.over
        other.add(troops())
    assert desk.wait(job.id, 180).state == State.DONE


@pytest.mark.slow
def test_cancelled_between_documents(graph: KnowledgeGraph, desk: Desk) -> None:
    texts = [f"Turkey thanked Greece on day {number}. " * 10 for number in range(40)]
    orders = [addition(document(text, source=f"note {number}")) for number, text in enumerate(texts)]
    job = desk.submit(Kind.ADD, orders)
    until(lambda: desk.job(job.id).done >= 2, 180)
    desk.cancel(job.id)
    after = desk.wait(job.id, 180)
    assert after.state == State.CANCELLED
    assert len(graph.documents()) == after.done < 40


def test_here_where_the_graph_can_be_written() -> None:
    with KnowledgeGraph.open() as graph:
        desk = Desk(graph)
        assert done(desk, Kind.UPDATE, changed("CREATE GRAPH <urn:a>")).state == State.DONE
        assert graph.has_graph("urn:a")
        desk.close()
