"""Paths: how two entities are connected, with the evidence of each step."""

from __future__ import annotations

from flask import Blueprint, Response

from api import parameters
from api.answers import data
from api.graphs import served
from api.rest.objects import render

blueprint = Blueprint("paths", __name__, url_prefix="/v1/paths")


@blueprint.get("")
def between() -> Response:
    """The shortest paths between two entities over plain edges, the shortest and heaviest first."""
    asked = parameters.read()
    if asked["from"] == asked["to"]:
        raise parameters.refused("to", "names the same entity as 'from'")
    found = served().paths(
        asked["from"],
        asked["to"],
        k=asked["k"],
        max_length=asked["max_length"],
        directed=asked["directed"] == "true",
        min_weight=asked["min_weight"],
        without=asked["without"],
        concepts=asked["concepts"] == "true",
    )
    return data(render(found))
