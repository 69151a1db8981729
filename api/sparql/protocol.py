"""The SPARQL 1.1 Protocol: queries answered while they are found, updates handed on, and what the endpoint
says of itself."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from flask import Blueprint, Response, request

from api import negotiation, parameters
from api.description.endpoints import HTML
from api.graphs import served
from api.guard import limits, logs
from api.problems import of_library
from api.settings import settings
from api.sparql import formats, page, request_text, service_description, updates
from api.sparql.formats import GRAPHS, RESULTS, Forms
from kg.errors import FormatError, QueryError
from kg.query.stream import Stream

__all__ = ["GRAPHS", "RESULTS", "blueprint"]

blueprint = Blueprint("sparql", __name__)

_WHOLE = 64 * 1024  # bytes up to which an answer is sent whole, with its length
_ABOUT_QUERIES = frozenset({"query", "default-graph-uri", "named-graph-uri"})
# What may give another answer although the graph is the same; an escape may hide such a word.
_FICKLE = re.compile(r"\b(?:now|rand|uuid|struuid|bnode)\b|\\u", re.IGNORECASE)


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answer a SPARQL 1.1 query over the union of all documents, or over the graphs named; carry out an
    update; or, asked for nothing, say what the endpoint can do."""
    pairs = request_text.pairs()
    if "update" in pairs:
        return updates.run(pairs)
    if request.method != "POST" and not _ABOUT_QUERIES & pairs.keys():
        return _introduction(pairs.get("format"))
    asked = parameters.read(pairs)
    if asked["query"] is None:
        raise parameters.refused("query", "is missing")
    limits.check_nesting(asked["query"], settings().max_depth)
    logs.asked(asked["query"])
    forms = formats.wanted(asked["format"])
    etag = _etag(asked, forms)
    if etag is not None and request.if_none_match.contains_weak(etag):
        return _dressed(Response(status=304), etag)
    try:
        return _dressed(_answer(asked, forms), etag)
    except FormatError:
        raise forms.refusal() from None
    except QueryError as error:
        problem = of_library(error)
        if forms.table.html:
            return page.form(asked["query"], problem=problem)
        raise problem from error


def _introduction(asked: str | None) -> Response:
    """The form for a person, the service description for a program."""
    offers = (*GRAPHS.values(), HTML)
    if asked is None and negotiation.choose(request.accept_mimetypes, offers) == HTML:
        return page.form()
    return service_description.answer(asked)


def _answer(asked: dict[str, Any], forms: Forms) -> Response:
    stream = served().stream(
        asked["query"],
        media_type=forms.table.made,
        graph_type=forms.graph.made,
        default_graphs=asked["default-graph-uri"],
        named_graphs=asked["named-graph-uri"],
        base=request.base_url,
        timeout=asked["timeout"],
        max_bytes=settings().max_bytes,
        gone=request.environ.get("waitress.client_disconnected", lambda: False),
    )
    try:
        return _sent(stream, asked["query"], forms)
    except BaseException:
        stream.close()
        raise


def _sent(stream: Stream, query: str, forms: Forms) -> Response:
    form = forms.graph if stream.head.kind == "construct" else forms.table
    if form.html:
        return page.answered(query, stream)
    body = stream.begin(_WHOLE)
    # An error while the rest is read breaks the transfer off, so that no part passes for the whole.
    return Response(stream if body is None else body, content_type=form.content_type)


def _dressed(response: Response, etag: str | None) -> Response:
    response.vary.add("Accept")
    response.cache_control.no_cache = True
    if etag is not None and response.status_code in (200, 304):
        # Weak: where a query does not say so, the order of the rows may be another one.
        response.set_etag(etag, weak=True)
    return response


def _etag(asked: dict[str, Any], forms: Forms) -> str | None:
    """A name for the answer, known before it is, for a query that has one answer as long as the graph is the
    same."""
    if request.method == "POST" or _FICKLE.search(asked["query"]):
        return None
    dataset = asked["default-graph-uri"], asked["named-graph-uri"]
    form = forms.table.named, forms.graph.named
    named = served().version, asked["query"], dataset, form, request.base_url
    return hashlib.sha256(repr(named).encode()).hexdigest()[:32]
