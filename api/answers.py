"""Responses that go well: negotiated, with an ETag, answered 304 where the client has it already."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from flask import Response, render_template, request

from api import negotiation
from api.problems import ProblemError


def acceptable(offers: Sequence[str]) -> str:
    """The media type to answer the current request with; raises a 406 `ProblemError` naming the offers."""
    best = negotiation.choose(request.accept_mimetypes, offers)
    if best is None:
        raise ProblemError(
            "not-acceptable", f"This resource comes as {', '.join(offers)}.", offers=list(offers)
        )
    return best


def data(body: Any) -> Response:
    """`body` as JSON, keys in their own order, text as it is."""
    acceptable(("application/json",))
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":")) + "\n"
    return whole(text.encode(), "application/json")


def page(template: str, **context: Any) -> Response:
    """The HTML page that `template` makes."""
    acceptable(("text/html",))
    return whole(render_template(template, **context).encode(), "text/html; charset=utf-8")


def whole(body: bytes, content_type: str, status: int = 200) -> Response:
    """A complete answer. Its ETag is of its bytes, so it changes with the graph and the format."""
    response = Response(body, status=status, content_type=content_type)
    response.vary.add("Accept")
    response.cache_control.no_cache = True
    if status == 200:
        response.add_etag()
        response.make_conditional(request)
    return response
