"""Entities: found by name, one by its id, its relations, what it says, and what lies around it."""

from __future__ import annotations

from flask import Blueprint, Response

from api import parameters
from api.answers import data
from api.graphs import served
from api.objects import render
from kg.query.rows import Page

blueprint = Blueprint("entities", __name__, url_prefix="/v1/entities")


@blueprint.get("")
def search() -> Response:
    """Entities by name or alias, ranked by match, then by how connected they are."""
    asked = parameters.read()
    if asked["q"]:
        rows = served().find(asked["q"], type=asked["type"], limit=asked["limit"])
    elif asked["type"]:
        raise parameters.refused("type", "needs `q` beside it")
    else:
        rows = served().top(asked["limit"])
    return data(render(Page(tuple(rows), None)))


@blueprint.get("/<id:id>")
def one(id: str) -> Response:
    """One entity: its name, type, aliases, outside identifiers and counts."""
    parameters.read()
    return data(render(served().entity(id)))


@blueprint.get("/<id:id>/relations")
def relations(id: str) -> Response:
    """Claims with the entity as subject or object, negated and merely possible ones too."""
    asked = parameters.read()
    served().entity(id)
    return data(render(served().relations(id, **asked)))


@blueprint.get("/<id:id>/held")
def held(id: str) -> Response:
    """Claims that the entity holds: what it says, denies or expects."""
    asked = parameters.read()
    served().entity(id)
    return data(render(served().held_by(id, **asked)))


@blueprint.get("/<id:id>/neighbours")
def neighbours(id: str) -> Response:
    """The entities within some edges of this one, and the edges between them."""
    asked = parameters.read()
    return data(render(served().neighbours(id, **asked)))
