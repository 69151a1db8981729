"""Jobs: what is being written, how far it is, and taking it back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, stream_with_context

from api import parameters
from api.answers import data
from api.guard import access, audit
from api.rest import writing
from api.settings import settings
from kg.jobs import Job, State

blueprint = Blueprint("jobs", __name__, url_prefix="/v1/jobs")

_HEARTBEAT = 5.0  # seconds without news after which a comment shows that the connection lives


@blueprint.get("")
def many() -> Response:
    """The jobs, newest first, without their items."""
    _require()
    asked = parameters.read()
    before = _number(asked["cursor"])
    state = State(asked["state"]) if asked["state"] else None
    jobs = writing.desk().jobs(asked["limit"] + 1, before=before, state=state)
    chosen = jobs[: asked["limit"]]
    following = str(chosen[-1].number) if len(jobs) > len(chosen) else None
    return data({"items": [writing.shown(job) for job in chosen], "next": following})


@blueprint.get("/<id>")
def one(id: str) -> Response:
    """One job: how far it is, and what became of each document of it."""
    _require()
    parameters.read()
    return data(_whole(writing.desk().job(id)))


@blueprint.delete("/<id>")
def cancel(id: str) -> Response:
    """Take back what has not been begun of a job; what is done stays done."""
    access.require("write")
    parameters.read()
    audit.note(job=id)
    return data(_whole(writing.desk().cancel(id)))


@blueprint.get("/<id>/events")
def events(id: str) -> Response:
    """The progress of a job as server-sent events, until it is over or the time for waiting is."""
    _require()
    parameters.read()
    job = writing.desk().job(id)
    response = Response(stream_with_context(_events(job)), content_type="text/event-stream")
    response.headers["X-Accel-Buffering"] = "no"
    response.cache_control.no_store = True
    return response


def _require() -> None:
    """Looking at jobs is for who may write, but is no write."""
    if not access.allowed("write"):
        access.require("write")


def _events(job: Job) -> Iterator[str]:
    with writing.place() as free:
        left = settings().max_wait if free else 0.0
        yield _event(job)
        while left > 0 and not job.state.over:
            news = False
            for seen in writing.desk().watch(job.id, min(_HEARTBEAT, left)):
                if seen != job:
                    job, news = seen, True
                    yield _event(job)
            left -= _HEARTBEAT
            if not news:
                yield ": still at it\n\n"


def _event(job: Job) -> str:
    shown: dict[str, Any] = _whole(job) if job.state.over else writing.shown(job)
    name = "end" if job.state.over else "progress"
    return f"event: {name}\nid: {job.done + job.failed}\ndata: {json.dumps(shown, ensure_ascii=False)}\n\n"


def _whole(job: Job) -> dict[str, Any]:
    return writing.shown(job, writing.desk().items(job))


def _number(cursor: str | None) -> int | None:
    if cursor is None:
        return None
    if not cursor.isdecimal() or len(cursor) > 15:
        raise parameters.refused("cursor", "is of no page")
    return int(cursor)
