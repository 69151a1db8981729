"""Reader processes: answers as they come, a bounded queue, and room for those that wait."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from kg.errors import QueryBusyError, QueryError, QueryTimeoutError, ResultTooLargeError
from kg.graph import KnowledgeGraph
from kg.query.evaluation import Question
from kg.query.reader import Reader
from kg.query.reader_limits import ReaderLimits
from kg.query.readers import Readers
from tests.support.readings import talks, troops
from tests.support.waiting import until

ENDLESS = Question("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
MANY = Question("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "text/csv", max_bytes=2**40)
YES = Question("ASK {}")


@pytest.fixture(scope="module")
def quads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graph") / "store"
    with KnowledgeGraph.open(path) as graph:
        graph.add(troops())
        graph.add(talks())
    return path / "quads"


@pytest.fixture
def readers(quads: Path) -> Iterator[Readers]:
    """One process, which keeps its place however long it takes."""
    opened = Readers(quads, ReaderLimits(processes=1, patience=600))
    assert opened.ask(YES, 0, 60).body
    yield opened
    opened.close()
    until(lambda: not children(quads))


def children(quads: Path) -> list[int]:
    """The reader processes of a store."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            line = (place / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"kg.query.reader_process" in line and os.fsencode(quads) in line:
            found.append(int(place.name))
    return found


def test_the_first_bytes_come_while_the_query_runs(readers: Readers) -> None:
    with readers.stream(MANY, 0, 60) as stream:
        assert stream.head.variables == ("a", "b", "c", "d", "e", "f", "g", "h", "i")
        assert next(stream).startswith(b"a,b,c,d,e,f,g,h,i\r\n")
        assert readers.status.running == 1 and readers.status.finished == 1  # the one of the fixture
    assert readers.status.running == 0 and readers.status.killed == 1
    assert readers.ask(YES, 0, 60).body


def test_a_small_answer_is_known_to_be_whole(readers: Readers) -> None:
    stream = readers.stream(YES, 0, 60)
    assert stream.begin(2**16) == b'{"head":{},"boolean":true}'
    assert list(stream) == []
    assert readers.status.finished == 2 and readers.status.running == 0


def test_what_has_begun_is_read_from_its_beginning(readers: Readers) -> None:
    question = Question("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000", "text/csv")
    with readers.stream(question, 0, 60) as stream:
        assert stream.begin(1000) is None
        body = b"".join(stream)
    assert body == readers.ask(question, 0, 60).body
    assert body.count(b"\r\n") == 20001


@pytest.mark.parametrize("signals", [True, False])
def test_no_part_passes_for_the_whole(readers: Readers, quads: Path, signals: bool) -> None:
    with readers.stream(
        MANY if signals else Question(MANY.text, "text/csv", max_bytes=10**6), 0, 60
    ) as stream:
        next(stream)
        if signals:
            (pid,) = children(quads)
            os.kill(pid, signal.SIGKILL)
        with pytest.raises(ResultTooLargeError):
            for _ in stream:
                pass
    assert readers.ask(YES, 0, 60).body


def test_a_stream_has_a_deadline(readers: Readers) -> None:
    with pytest.raises(QueryTimeoutError), readers.stream(MANY, 0, 2.0) as stream:
        for _ in stream:
            pass
    assert readers.status.timed_out == 1


def test_whoever_reads_no_more_makes_room(readers: Readers) -> None:
    stalled = readers.stream(MANY, 0, 3)
    next(stalled)
    assert readers.ask(YES, 0, 60).body
    with pytest.raises(QueryError):
        list(stalled)


def test_whoever_has_gone_makes_room(readers: Readers) -> None:
    with pytest.raises(QueryError, match="has gone"):
        readers.stream(ENDLESS, 0, 60, gone=lambda: True)
    assert readers.status.timed_out == 0
    assert readers.ask(YES, 0, 60).body


def test_too_many_that_wait_are_refused_at_once(readers: Readers) -> None:
    readers.limits = ReaderLimits(processes=1, waiting=1, patience=600)
    over = Event()
    threads = [Thread(target=_in_vain, args=(readers, 300, over)) for _ in range(2)]
    for thread in threads:
        thread.start()
    until(lambda: (readers.status.running, readers.status.waiting) == (1, 1))
    with pytest.raises(QueryBusyError):
        readers.ask(YES, 0, 300)
    assert (readers.status.running, readers.status.waiting, readers.status.refused) == (1, 1, 1)
    over.set()
    for thread in threads:
        thread.join()


def test_long_queries_go_aside_and_too_many_of_them_end(readers: Readers) -> None:
    readers.limits = ReaderLimits(processes=1, aside=1, patience=0.3)
    over, verdicts = Event(), list[str]()
    threads = [Thread(target=_in_vain, args=(readers, 300, over, verdicts)) for _ in range(3)]
    for thread in threads:
        thread.start()
    until(lambda: readers.status.running + readers.status.waiting == 3)
    assert readers.ask(YES, 0, 60).body
    until(lambda: "QueryBusyError" in verdicts)  # of the one that was in the way
    over.set()
    for thread in threads:
        thread.join()
    assert {"QueryBusyError", "QueryError"} == set(verdicts)  # one was aside until nobody wanted it


def test_a_long_query_has_only_what_others_leave(readers: Readers, quads: Path) -> None:
    readers.limits = ReaderLimits(processes=1, patience=0.2)
    over = Event()
    thread = Thread(target=_in_vain, args=(readers, 300, over))
    thread.start()
    (pid,) = children(quads)
    until(lambda: os.sched_getscheduler(pid) == os.SCHED_IDLE)
    # A process with a thread that gets no time to end cannot be waited for.
    assert _classes(pid).count(os.SCHED_IDLE) == 1
    over.set()
    thread.join()
    assert readers.ask(YES, 0, 60).body
    assert all(set(_classes(other)) == {os.SCHED_OTHER} for other in children(quads))


def _classes(pid: int) -> list[int]:
    """How each thread of a process is scheduled."""
    return [os.sched_getscheduler(int(place.name)) for place in Path(f"/proc/{pid}/task").iterdir()]


def test_starting_is_not_held_against_a_query(quads: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slowed: list[Reader] = []
    monkeypatch.setattr(Reader, "slow_down", slowed.append)
    readers = Readers(quads, ReaderLimits(processes=1, patience=0.001))
    try:
        assert readers.ask(YES, 0, 60).body  # a process starts, which takes far longer than that
        assert readers.ask(YES, 1, 60).body  # and opens the store anew
        (pid,) = children(quads)
        assert readers.ask(YES, 1, 60).body and children(quads) == [pid]
        assert not slowed
    finally:
        readers.close()
    until(lambda: not children(quads))


def test_none_is_left_behind(quads: Path) -> None:
    readers = Readers(quads, ReaderLimits(processes=2))
    threads = [Thread(target=_in_vain, args=(readers, 0.5, Event())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(children(quads)) <= 2
    assert readers.status.running == readers.status.waiting == 0
    readers.close()
    until(lambda: not children(quads))


def _in_vain(readers: Readers, seconds: float, over: Event, verdicts: list[str] | None = None) -> None:
    """Asks what has no end, until `over`."""
    try:
        readers.stream(ENDLESS, 0, seconds, gone=over.is_set).whole()
    except QueryError as error:
        if verdicts is not None:
            verdicts.append(type(error).__name__)
