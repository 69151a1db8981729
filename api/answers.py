"""Responses that go well: negotiated, with an ETag, answered 304 where the client has it already."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import orjson
from flask import Response, render_template, request, url_for

from api import negotiation
from api.description.endpoints import HTML, JSON, JSONLD
from api.problems import ProblemError
from api.rest import jsonld

_OF_THINGS = ("pages.entity", "pages.claim", "pages.document")


def acceptable(offers: Sequence[str]) -> str:
    """The media type to answer the current request with; raises a 406 `ProblemError` naming the offers."""
    asked = request.environ.get(negotiation.ASKED)
    best = negotiation.choose(request.accept_mimetypes, offers) if asked is None else asked
    if best is None or best not in offers:
        raise ProblemError(
            "not-acceptable", f"This resource comes as {', '.join(offers)}.", offers=list(offers)
        )
    return best


def data(body: Any, status: int = 200, *, media_types: Sequence[str] = ()) -> Response:
    """`body`, JSON values or JSON text ready to send, as JSON; under /v1 as JSON-LD where the client would
    rather. Keys are in their own order, text as it is. `media_types` are other names for the same bytes."""
    if media_types or not request.path.startswith("/v1/"):
        return whole(_ready(body), acceptable(media_types or (JSON,)), status)
    if acceptable((JSON, JSONLD)) == JSONLD:
        values = json.loads(body) if isinstance(body, bytes) else body
        response = whole(_ready(jsonld.linked(values)), JSONLD, status)
    else:
        response = whole(_ready(body), JSON, status)
    if request.method in ("GET", "HEAD"):
        response.headers.add("Link", _alternates())
    return response


def page(template: str, **context: Any) -> Response:
    """The HTML page that `template` makes."""
    acceptable((HTML,))
    response = whole(render_template(template, **context).encode(), f"{HTML}; charset=utf-8")
    if request.endpoint in _OF_THINGS:
        for suffix in ("jsonld", "ttl"):
            media_type = negotiation.SUFFIXES[suffix]
            response.headers.add("Link", f'<{_own()}.{suffix}>; rel="alternate"; type="{media_type}"')
    return response


def whole(body: bytes, content_type: str, status: int = 200) -> Response:
    """A complete answer. Its ETag is of its bytes, so it changes with the graph and the format."""
    response = Response(body, status=status, content_type=content_type)
    response.headers["Vary"], response.headers["Cache-Control"] = "Accept", "no-cache"
    if status == 200:
        response.add_etag()
        response.make_conditional(request)
    return response


def _ready(body: Any) -> bytes:
    if isinstance(body, bytes):
        return body
    return orjson.dumps(body, option=orjson.OPT_APPEND_NEWLINE)


def _alternates() -> str:
    """What else the current answer comes as, and where it is described, for a Link header (RFC 8288)."""
    query = request.query_string.decode("ascii", "ignore").replace(">", "%3E")
    other = f"{_own()}.jsonld" + (f"?{query}" if query else "")
    return (
        f'<{other}>; rel="alternate"; type="{JSONLD}", '
        f'<{url_for("openapi.description")}>; rel="describedby"; type="application/json"'
    )


def _own() -> str:
    """The address of the current request, without a suffix."""
    named = dict(request.view_args or {})
    if negotiation.ASKED in request.environ and "id" in named:
        named["id"] = negotiation.divided(named["id"])[0]
    return url_for(request.endpoint or "", **named)
