"""The queue: what is handed in stays, in order, and ends as it should."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import NotFoundError
from kg.jobs import Kind, Order, State
from kg.jobs.queue import Queue


@pytest.fixture
def queue(tmp_path: Path) -> Queue:
    return Queue(tmp_path / "jobs.sqlite")


def orders(*sources: str) -> list[Order]:
    return [Order(source, source.encode()) for source in sources]


def test_a_job_outlives_the_process(tmp_path: Path) -> None:
    first = Queue(tmp_path / "jobs.sqlite")
    job = first.submit(Kind.ADD, orders("a", "b"), who="anna", seconds=None)
    first.close()
    second = Queue(tmp_path / "jobs.sqlite")
    assert second.job(job.id) == job
    assert (job.state, job.who, job.total, job.done) == (State.QUEUED, "anna", 2, 0)
    task = second.begin()
    assert task is not None and task.payload == b"a"


def test_items_end_one_by_one(queue: Queue) -> None:
    job = queue.submit(Kind.ADD, orders("a", "b"))
    one, two = queue.begin(), None
    assert one is not None
    queue.finish(one, "d1", "added")
    assert queue.job(job.id).state == State.RUNNING
    two = queue.begin()
    assert two is not None and two.source == "b"
    queue.fail(two, "InputError", "is empty")
    done = queue.job(job.id)
    assert (done.state, done.done, done.failed) == (State.DONE, 1, 1)
    assert [(item.document, item.error) for item in queue.items(done)] == [("d1", None), (None, "is empty")]
    assert queue.begin() is None
    assert queue.waiting() == 0


def test_a_job_without_a_success_has_failed(queue: Queue) -> None:
    job = queue.submit(Kind.ADD, [Order("a", error="is binary, not text")])
    assert (job.state, job.failed) == (State.FAILED, 1)
    assert queue.begin() is None


def test_what_is_wrong_from_the_start_is_not_begun(queue: Queue) -> None:
    job = queue.submit(Kind.ADD, [Order("a", error="is empty"), *orders("b")])
    task = queue.begin()
    assert task is not None and task.source == "b"
    queue.finish(task, "d", "added")
    assert (queue.job(job.id).done, queue.job(job.id).failed) == (1, 1)


def test_short_jobs_overtake_long_ones(queue: Queue) -> None:
    queue.submit(Kind.ADD, orders("a", "b", "c"))
    queue.submit(Kind.REMOVE, orders("x"))
    queue.submit(Kind.REMOVE, orders("y"))
    seen, long = [], False
    while task := queue.begin(long=long):
        seen.append(task.source)
        long = task.job.total == 1 and not long
        queue.finish(task, None, "removed")
    assert seen == ["x", "a", "y", "b", "c"]


def test_cancelling(queue: Queue) -> None:
    job = queue.submit(Kind.ADD, orders("a", "b", "c"))
    task = queue.begin()
    assert task is not None
    assert queue.cancel(job.id).state == State.RUNNING
    assert queue.begin() is None
    queue.finish(task, "d", "added")
    after = queue.job(job.id)
    assert (after.state, after.done, after.cancelled) == (State.CANCELLED, 1, True)
    assert [item.state for item in queue.items(after)] == ["done", "cancelled", "cancelled"]
    assert queue.cancel(job.id) == after
    waiting = queue.submit(Kind.ADD, orders("a"))
    assert queue.cancel(waiting.id).state == State.CANCELLED
    with pytest.raises(NotFoundError):
        queue.cancel("unheard-of")


def test_documents_are_taken_up_again(queue: Queue) -> None:
    job = queue.submit(Kind.ADD, orders("a", "b"))
    for _ in range(2):
        task = queue.begin()
        assert task is not None and task.source == "a"
        assert queue.recover()
    assert not queue.recover()
    task = queue.begin()
    assert task is not None and task.source == "a"
    queue.recover()
    assert [item.error for item in queue.items(job)] == [
        "the process that reads documents ended 3 times over this one",
        None,
    ]
    task = queue.begin()
    assert task is not None and task.source == "b"


def test_an_update_is_not_taken_up_again(queue: Queue) -> None:
    late = queue.submit(Kind.UPDATE, orders("u"), seconds=0.0)
    queue.begin()
    queue.recover()
    (item,) = queue.items(queue.job(late.id))
    assert (item.state, item.error_kind) == (State.FAILED, "QueryTimeoutError")
    killed = queue.submit(Kind.UPDATE, orders("u"), seconds=60.0)
    queue.begin()
    queue.recover()
    assert queue.items(queue.job(killed.id))[0].error_kind == "WriteInterruptedError"


def test_a_cancelled_document_is_not_taken_up_again(queue: Queue) -> None:
    job = queue.submit(Kind.ADD, orders("a"))
    queue.begin()
    queue.cancel(job.id)
    queue.recover()
    assert queue.job(job.id).state == State.CANCELLED


def test_newest_first_in_pages(queue: Queue) -> None:
    made = [queue.submit(Kind.ADD, orders("a")).id for _ in range(5)]
    first = queue.jobs(2)
    second = queue.jobs(2, before=first[-1].number)
    assert [job.id for job in first + second] == made[:0:-1]
    assert queue.jobs(9, state=State.DONE) == []


def test_old_jobs_are_forgotten(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.jobs.queue._KEPT", 1)
    done = queue.submit(Kind.ADD, [Order("a", error="is empty")])
    open_job = queue.submit(Kind.ADD, orders("b"))
    last = queue.submit(Kind.ADD, [Order("c", error="is empty")])
    queue.prune()
    assert [job.id for job in queue.jobs(9)] == [last.id, open_job.id]
    with pytest.raises(NotFoundError):
        queue.job(done.id)
