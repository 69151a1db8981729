"""Entities: found by name, one by its id, its relations, what it says, and what lies around it."""

from __future__ import annotations

from flask import Blueprint, Response

from api import parameters
from api.answers import data
from api.graphs import served
from api.rest.descriptions import item
from api.rest.objects import ready, render

blueprint = Blueprint("entities", __name__, url_prefix="/v1/entities")


@blueprint.get("")
def search() -> Response:
    """Entities by name or alias, ranked by match, then by how connected they are."""
    asked = parameters.read()
    text, fuzzy = asked.pop("q"), asked.pop("fuzzy") == "true"
    return data(render(served().search(text, fuzzy=fuzzy, **asked)))


@blueprint.get("/<id:id>")
def one(id: str) -> Response:
    """One entity: its name, type, aliases, outside identifiers and counts."""
    parameters.read()
    return item(id, "entity", lambda name: render(served().entity(name)))


@blueprint.get("/<id:id>/relations")
def relations(id: str) -> Response:
    """Claims with the entity as subject or object, negated and possible ones too, or groups of them."""
    asked = parameters.read()
    group, sort = asked.pop("group"), asked.pop("sort")
    if group is None:
        if sort == "weight":
            raise parameters.refused("sort", "is `weight` for groups only: add `group=edge`")
        return data(ready(served().relations(id, sort=sort or "reading", **asked)))
    if sort == "reading":
        raise parameters.refused("sort", "is `reading` for single claims only, not for groups")
    return data(render(served().groups(id, sort=sort or "weight", **asked)))


@blueprint.get("/<id:id>/held")
def held(id: str) -> Response:
    """Claims that the entity holds: what it says, denies or expects."""
    asked = parameters.read()
    return data(ready(served().held_by(id, **asked)))


@blueprint.get("/<id:id>/neighbours")
def neighbours(id: str) -> Response:
    """The entities within some edges of this one, and the edges between them."""
    asked = parameters.read()
    return data(render(served().neighbours(id, **asked)))
