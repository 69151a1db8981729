"""Claims: all of them in a stable order, or one by its id."""

from __future__ import annotations

from flask import Blueprint, Response

from api import parameters
from api.answers import data
from api.graphs import served
from api.rest.descriptions import item
from api.rest.objects import ready, ready_item

blueprint = Blueprint("claims", __name__, url_prefix="/v1/claims")


@blueprint.get("")
def many() -> Response:
    """Claims, by document and place in it."""
    asked = parameters.read()
    return data(ready(served().claims(**asked)))


@blueprint.get("/<id:id>")
def one(id: str) -> Response:
    """One claim with its holders, its stance, and the sentence and characters it came from."""
    parameters.read()
    return item(id, "claim", lambda name: ready_item(served().claim_page(name)))
