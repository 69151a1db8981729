"""Documents: the list, one by its id, what was found at which place of it, adding and removing."""

from __future__ import annotations

from flask import Blueprint, Response, url_for

from api import parameters
from api.answers import acceptable, data, whole
from api.graphs import served
from api.guard import access, audit
from api.parameters import refused
from api.rest import uploads, writing
from api.rest.descriptions import item
from api.rest.objects import ready, render
from kg.errors import NotFoundError
from kg.jobs import Kind, removal
from kg.query.rows import ClaimRow, DocumentRow, Page

blueprint = Blueprint("documents", __name__, url_prefix="/v1/documents")

_TURN = 500  # claims read at a time


@blueprint.get("")
def many() -> Response:
    """The documents in the graph, in a stable order."""
    asked = parameters.read()
    return data(render(listed(asked["limit"], asked["cursor"])))


@blueprint.post("")
def add() -> Response:
    """Read documents and add them; one of a source that the graph has already replaces that one.

    One document: 201 and the document, 200 where it was there already. Several: the job with what became of
    each. 202 and the job where that takes longer than `Prefer: wait=SECONDS`.
    """
    access.require("write")
    orders, one = uploads.orders(parameters.read())
    audit.note(documents=[order.source for order in orders[:100]])
    job = writing.done(Kind.ADD, orders)
    if not job.state.over:
        return writing.accepted(job)
    if not one:
        return data(writing.shown(job, writing.desk().items(job)))
    done = writing.only(job)
    name = done.document or ""
    try:
        body = render(served().document(name))
    except NotFoundError:  # another one of its source has come meanwhile
        return data(writing.shown(job, [done]))
    response = data(body, 200 if done.outcome == "unchanged" else 201)
    response.headers["Location"] = url_for("documents.one", id=name)
    return response


@blueprint.get("/<id:id>")
def one(id: str) -> Response:
    """One document: where it came from, and how many claims it gave."""
    parameters.read()
    return item(id, "document", lambda name: render(served().document(name)))


@blueprint.delete("/<id:id>")
def remove(id: str) -> Response:
    """Remove a document and all that was read out of it."""
    access.require("write")
    parameters.read()
    served().document(id)  # 404 without a job
    audit.note(documents=[id])
    job = writing.done(Kind.REMOVE, [removal(id)])
    if not job.state.over:
        return writing.accepted(job)
    writing.only(job)
    return Response(status=204)


@blueprint.get("/<id:id>/text")
def text(id: str) -> Response:
    """The text of a document, or a stretch of it. All offsets are code points of this text."""
    asked = parameters.read()
    start, end = _stretch(asked["start"], asked["end"])
    words = served().text(id)[start:end]
    acceptable(("text/plain",))
    return whole(words.encode(), "text/plain; charset=utf-8")


@blueprint.get("/<id:id>/mentions")
def mentions(id: str) -> Response:
    """Where a document names or refers to entities, in the order of its text."""
    asked = parameters.read()
    start, end = _stretch(asked["start"], asked["end"])
    rows = served().mentions(id, start=start, end=end)
    first = _place(asked["cursor"])
    last = first + asked["limit"]
    return data(render(Page(rows[first:last], str(last) if last < len(rows) else None)))


@blueprint.get("/<id:id>/claims")
def claims(id: str) -> Response:
    """The claims of a document whose sentences lie in a stretch of its text, at least in part."""
    asked = parameters.read()
    start, end = _stretch(asked["start"], asked["end"])
    if start == 0 and end is None:
        return data(ready(served().claims(document=id, limit=asked["limit"], cursor=asked["cursor"])))
    rows = _within(id, start, end)
    first = _place(asked["cursor"])
    last = first + asked["limit"]
    return data(render(Page(tuple(rows[first:last]), str(last) if last < len(rows) else None)))


def _within(id: str, start: int, end: int | None) -> list[ClaimRow]:
    found: list[ClaimRow] = []
    cursor = None
    while True:
        page = served().claims(document=id, limit=_TURN, cursor=cursor)
        for row in page.rows:
            begins, ends = row.sentence_span
            if ends > start and (end is None or begins < end):
                found.append(row)
        cursor = page.next
        if cursor is None:
            return found


def _stretch(start: int, end: int | None) -> tuple[int, int | None]:
    if end is not None and end <= start:
        raise refused("end", "must be greater than start")
    return start, end


def _place(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not cursor.isascii() or not cursor.isdecimal() or len(cursor) > 9:
        raise refused("cursor", "is of no page")
    return int(cursor)


def listed(limit: int, cursor: str | None) -> Page[DocumentRow]:
    """At most `limit` documents after the one whose id is `cursor`."""
    rows = served().documents()
    start = 0
    if cursor is not None:
        start = next((place for place, row in enumerate(rows, 1) if row.id == cursor), -1)
        if start < 0:
            raise parameters.refused("cursor", "is of no page")
    chosen = rows[start : start + limit]
    return Page(chosen, chosen[-1].id if start + limit < len(rows) else None)
