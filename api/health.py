"""Is the server well, and how much does its graph hold?"""

from __future__ import annotations

from flask import Blueprint, Response

from api import parameters
from api.answers import data
from api.graphs import served
from api.objects import render

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """200 where the store answers a query."""
    served().query("ASK {}", timeout=5.0)
    response = data({"status": "ok"})
    response.cache_control.no_store = True
    return response


@blueprint.get("/v1/stats")
def stats() -> Response:
    """How many documents, claims, entities, edges and triples there are."""
    parameters.read()
    return data(render(served().stats()))
