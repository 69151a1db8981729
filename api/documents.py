"""Documents: the list, and one by its id."""

from __future__ import annotations

from flask import Blueprint, Response

from api import parameters
from api.answers import data
from api.graphs import served
from api.objects import render
from kg.query.rows import DocumentRow, Page

blueprint = Blueprint("documents", __name__, url_prefix="/v1/documents")


@blueprint.get("")
def many() -> Response:
    """The documents in the graph, in a stable order."""
    asked = parameters.read()
    return data(render(listed(asked["limit"], asked["cursor"])))


@blueprint.get("/<id:id>")
def one(id: str) -> Response:
    """One document: where it came from, and how many claims it gave."""
    parameters.read()
    return data(render(served().document(id)))


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
