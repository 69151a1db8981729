"""Whatever writes is a job: handing it in, waiting for it as the client prefers, and telling how it ended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import BoundedSemaphore, Lock
from typing import Any, cast

from flask import Flask, Response, current_app, request, url_for

from api.answers import data
from api.graphs import served
from api.guard import access, audit
from api.problems import ProblemError, of_library
from api.settings import Settings, settings
from kg import errors
from kg.graph import KnowledgeGraph
from kg.jobs import Desk, Item, Job, Kind, Order

WAIT = 10.0  # seconds, unless `Prefer: wait=N` says otherwise
_WAIT = re.compile(r"(?:^|[,;])\s*wait\s*=\s*\"?([0-9]{1,6})\"?\s*(?:$|[,;])", re.IGNORECASE)
_ASYNC = re.compile(r"(?:^|[,;])\s*respond-async\s*(?:$|[,;])", re.IGNORECASE)
_OPENING = Lock()


def register(app: Flask, graph: KnowledgeGraph, settings: Settings) -> None:
    """Let `app` take in jobs. What a server before this one left undone is gone on with."""
    app.extensions["kg.waiting"] = BoundedSemaphore(settings.waiting)
    app.extensions["kg.desk"] = Desk(graph) if Desk.begun(graph) else None


def desk() -> Desk:
    """Where the jobs of the served graph are handed in; opened when it is first needed."""
    with _OPENING:
        if current_app.extensions["kg.desk"] is None:
            current_app.extensions["kg.desk"] = Desk(served())
        return cast(Desk, current_app.extensions["kg.desk"])


def done(kind: Kind, orders: Sequence[Order], *, seconds: float | None = None, wait: float = WAIT) -> Job:
    """The job for these orders, over, or as far as it is when the client will not wait any longer.

    Args:
        seconds: what it may take.
        wait: seconds to wait for it where the client does not say.
    """
    token = access.require("write")
    job = desk().submit(kind, orders, who=token.name if token else None, seconds=seconds)
    audit.note(job=job.id)
    with place() as free:
        return desk().wait(job.id, _preferred(wait) if free else 0.0)


@contextmanager
def place() -> Iterator[bool]:
    """A place among those who wait; whether there was one. The others' threads are for who reads."""
    room = cast(BoundedSemaphore, current_app.extensions["kg.waiting"])
    free = room.acquire(blocking=False)
    try:
        yield free
    finally:
        if free:
            room.release()


def only(job: Job) -> Item:
    """What became of the one item of a job that is over. Raises a `ProblemError` where it failed."""
    item = desk().items(job)[0]
    if item.error_kind is not None:
        raise problem(job, item)
    if item.state == "cancelled":
        raise ProblemError("unavailable", "The job was cancelled.")
    return item


def problem(job: Job, item: Item) -> ProblemError:
    """The problem that the failure of an item of a job is to who handed it in."""
    kind = getattr(errors, item.error_kind or "", errors.KgError)
    reason = told(item.error) or ""
    if kind is errors.KgError or issubclass(kind, errors.StoreError | errors.ModelError):
        return ProblemError("unavailable", f"It cannot be written: {reason}.", headers={"Retry-After": "5"})
    if issubclass(kind, errors.InputTooLargeError):
        return ProblemError("too-large", f"{reason[:1].upper()}{reason[1:]}.")
    if job.kind is Kind.ADD and issubclass(kind, errors.InputError):
        return ProblemError("bad-request", f"The document cannot be read: {reason}.")
    return of_library(kind(reason))


def accepted(job: Job) -> Response:
    """202: the job goes on, and its address says how far it is."""
    response = data(shown(job), 202)
    response.headers["Location"] = url_for("jobs.one", id=job.id)
    return response


def shown(job: Job, items: Sequence[Item] | None = None) -> dict[str, Any]:
    """A job as JSON."""
    body: dict[str, Any] = {
        "id": job.id,
        "kind": job.kind,
        "state": job.state,
        "who": job.who,
        "created": _time(job.created),
        "started": _time(job.started),
        "finished": _time(job.finished),
        "total": job.total,
        "done": job.done,
        "failed": job.failed,
        "url": url_for("jobs.one", id=job.id),
        "events_url": url_for("jobs.events", id=job.id),
    }
    if items is not None:
        body["items"] = [_item(item) for item in items]
    return body


def told(reason: str | None) -> str | None:
    """A reason without the folder of the store in it."""
    folder = served().folder
    return re.sub(rf"\s?{re.escape(str(folder))}\S*", "", reason) if reason and folder else reason


def _item(item: Item) -> dict[str, Any]:
    return {
        "source": item.source,
        "state": item.state,
        "outcome": item.outcome,
        "document": item.document,
        "document_url": url_for("documents.one", id=item.document) if item.document else None,
        "error": told(item.error),
    }


def _preferred(wait: float) -> float:
    """The seconds to wait: `Prefer: wait=N` or `respond-async` (RFC 7240)."""
    preference = ",".join(request.headers.getlist("Prefer"))
    found = _WAIT.search(preference)
    if found:
        wait = float(found[1])
    elif _ASYNC.search(preference):
        wait = 0.0
    return min(wait, settings().max_wait)


def _time(seconds: float | None) -> str | None:
    if seconds is None:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
