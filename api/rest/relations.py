"""Relations: the vocabulary of the graph, and one of it by its id."""

from __future__ import annotations

from flask import Blueprint, Response

from api import parameters
from api.answers import data
from api.graphs import served
from api.rest.descriptions import item
from api.rest.objects import render

blueprint = Blueprint("relations", __name__, url_prefix="/v1/relations")


@blueprint.get("")
def many() -> Response:
    """The relations of the graph, with how many claims and plain edges each has."""
    asked = parameters.read()
    text = asked.pop("q")
    return data(render(served().vocabulary(text, **asked)))


@blueprint.get("/<id:id>")
def one(id: str) -> Response:
    """One relation: what is broader and narrower, and the surest of its claims."""
    parameters.read()
    return item(id, "relation", lambda name: render(served().relation(name)))
