"""Reader processes: answers as they come, a bounded queue, and room for those that wait."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from kg.errors import QueryBusyError, QueryError, QueryTimeoutError, ResultTooLargeError
from kg.graph import KnowledgeGraph
from kg.query.evaluation import Question
from kg.query.reader import Reader
from kg.query.reader_limits import ReaderLimits
from kg.query.readers import Readers
from tests.support.readings import talks, troops

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
    opened = Readers(quads, ReaderLimits(processes=1))
    assert opened.ask(YES, 0, 30).body
    yield opened
    opened.close()
    assert not children(quads)


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
    begun = time.monotonic()
    with readers.stream(MANY, 0, 30) as stream:
        assert stream.head.variables == ("a", "b", "c", "d", "e", "f", "g", "h", "i")
        assert next(stream).startswith(b"a,b,c,d,e,f,g,h,i\r\n")
        assert time.monotonic() - begun < 5
        assert readers.status.running == 1
    assert readers.status.running == 0 and readers.status.killed == 1
    assert readers.ask(YES, 0, 30).body


def test_a_small_answer_is_known_to_be_whole(readers: Readers) -> None:
    stream = readers.stream(YES, 0, 30)
    assert stream.begin(2**16) == b'{"head":{},"boolean":true}'
    assert list(stream) == []
    assert readers.status.finished == 2 and readers.status.running == 0


def test_what_has_begun_is_read_from_its_beginning(readers: Readers) -> None:
    question = Question("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000", "text/csv")
    with readers.stream(question, 0, 30) as stream:
        assert stream.begin(1000) is None
        body = b"".join(stream)
    assert body == readers.ask(question, 0, 30).body
    assert body.count(b"\r\n") == 20001


@pytest.mark.parametrize("signals", [True, False])
def test_no_part_passes_for_the_whole(readers: Readers, quads: Path, signals: bool) -> None:
    with readers.stream(
        MANY if signals else Question(MANY.text, "text/csv", max_bytes=10**6), 0, 30
    ) as stream:
        next(stream)
        if signals:
            (pid,) = children(quads)
            os.kill(pid, signal.SIGKILL)
        with pytest.raises(ResultTooLargeError):
            for _ in stream:
                pass
    assert readers.ask(YES, 0, 30).body


def test_a_stream_has_a_deadline(readers: Readers) -> None:
    with readers.stream(MANY, 0, 1.0) as stream, pytest.raises(QueryTimeoutError):
        for _ in stream:
            pass
    assert readers.status.timed_out == 1


def test_whoever_reads_no_more_makes_room(readers: Readers) -> None:
    stalled = readers.stream(MANY, 0, 0.3)
    next(stalled)
    assert readers.ask(YES, 0, 10).body
    with pytest.raises(QueryError):
        list(stalled)


def test_whoever_has_gone_makes_room(readers: Readers) -> None:
    begun = time.monotonic()
    with pytest.raises(QueryError, match="has gone"):
        readers.stream(ENDLESS, 0, 30, gone=lambda: True)
    assert time.monotonic() - begun < 5
    assert readers.ask(YES, 0, 30).body


def test_too_many_that_wait_are_refused_at_once(readers: Readers) -> None:
    readers.limits = ReaderLimits(processes=1, waiting=1, patience=60)
    threads = [Thread(target=_in_vain, args=(readers, seconds)) for seconds in (3.0, 2.0)]
    for thread in threads:
        thread.start()
        time.sleep(0.2)
    assert (readers.status.running, readers.status.waiting) == (1, 1)
    begun = time.monotonic()
    with pytest.raises(QueryBusyError):
        readers.ask(YES, 0, 30)
    assert time.monotonic() - begun < 0.5
    assert readers.status.refused == 1
    for thread in threads:
        thread.join()


def test_long_queries_go_aside_and_too_many_of_them_end(readers: Readers) -> None:
    readers.limits = ReaderLimits(processes=1, aside=1, patience=0.3)
    verdicts: list[str] = []
    threads = [Thread(target=_in_vain, args=(readers, 8.0, verdicts)) for _ in range(3)]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    begun = time.monotonic()
    assert readers.ask(YES, 0, 10).body
    assert time.monotonic() - begun < 5
    for thread in threads:
        thread.join()
    assert {"QueryBusyError", "QueryTimeoutError"} == set(verdicts)  # one is aside, one was in the way


def test_a_long_query_has_only_what_others_leave(readers: Readers, quads: Path) -> None:
    readers.limits = ReaderLimits(processes=1, patience=0.2)
    thread = Thread(target=_in_vain, args=(readers, 3.0))
    thread.start()
    (pid,) = children(quads)
    end = time.monotonic() + 2.5
    while time.monotonic() < end and set(_classes(pid)) != {os.SCHED_IDLE}:
        time.sleep(0.05)
    assert set(_classes(pid)) == {os.SCHED_IDLE}
    thread.join()
    assert readers.ask(YES, 0, 10).body
    assert all(set(_classes(other)) == {os.SCHED_OTHER} for other in children(quads))


def _classes(pid: int) -> list[int]:
    """How each thread of a process is scheduled."""
    return [os.sched_getscheduler(int(place.name)) for place in Path(f"/proc/{pid}/task").iterdir()]


def test_starting_is_not_held_against_a_query(quads: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slowed: list[Reader] = []
    monkeypatch.setattr(Reader, "slow_down", slowed.append)
    readers = Readers(quads, ReaderLimits(processes=1, patience=0.001))
    try:
        assert readers.ask(YES, 0, 30).body  # a process starts, which takes far longer than that
        assert readers.ask(YES, 1, 30).body  # and opens the store anew
        (pid,) = children(quads)
        assert readers.ask(YES, 1, 30).body and children(quads) == [pid]
        assert not slowed
    finally:
        readers.close()
    assert not children(quads)


def test_none_is_left_behind(quads: Path) -> None:
    readers = Readers(quads, ReaderLimits(processes=2))
    threads = [Thread(target=_in_vain, args=(readers, 0.5)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(children(quads)) <= 2
    assert readers.status.running == readers.status.waiting == 0
    readers.close()
    assert not children(quads)


def _in_vain(readers: Readers, seconds: float, verdicts: list[str] | None = None) -> None:
    try:
        readers.ask(ENDLESS, 0, seconds)
    except QueryError as error:
        if verdicts is not None:
            verdicts.append(type(error).__name__)
