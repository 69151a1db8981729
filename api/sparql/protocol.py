"""The SPARQL 1.1 Protocol: queries answered while they are found, updates handed on, and what the endpoint
says of itself."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from api import current, negotiation, parameters
from api.description.endpoints import HTML
from api.graphs import served
from api.guard import limits, logs, metrics
from api.problems import of_library
from api.settings import settings
from api.sparql import etags, formats, page, request_text, service_description, updates
from api.sparql.formats import GRAPHS, RESULTS, Forms
from api.sparql.kept_answers import Kept, kept_answers
from kg.errors import FormatError, QueryError
from kg.query.stream import Stream

__all__ = ["GRAPHS", "RESULTS", "blueprint"]

blueprint = Blueprint("sparql", __name__)

_WHOLE = 64 * 1024  # bytes up to which an answer is sent whole, with its length
_ABOUT_QUERIES = frozenset({"query", "default-graph-uri", "named-graph-uri"})


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answer a SPARQL 1.1 query over the union of all documents, or over the graphs named; carry out an
    update; or, asked for nothing, say what the endpoint can do."""
    asks = current.asked()
    pairs = request_text.pairs()
    if "update" in pairs:
        return updates.run(pairs)
    if asks.method != "POST" and not _ABOUT_QUERIES & pairs.keys():
        return _introduction(pairs.get("format"))
    asked = parameters.read(pairs)
    if asked["query"] is None:
        raise parameters.refused("query", "is missing")
    limits.check_nesting(asked["query"], settings().max_depth)
    logs.asked(asks.environ, asked["query"])
    forms = formats.wanted(asked["format"])
    base = request_text.address()
    if asks.method == "POST" or etags.fickle(asked["query"]):
        version = etag = None
    else:
        version = served().version
        dataset = asked["default-graph-uri"], asked["named-graph-uri"]
        etag = etags.etag(version, asked["query"], dataset, forms, base)
        if "HTTP_IF_NONE_MATCH" in asks.environ and asks.if_none_match.contains_weak(etag):
            return _dressed(Response(status=304), etag)
    try:
        return _dressed(_known(version, etag, asked, forms, base), etag)
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
    if asked is None and negotiation.choose(current.asked().accept_mimetypes, offers) == HTML:
        return page.form()
    return service_description.answer(asked)


def _known(version: str | None, etag: str | None, asked: dict[str, Any], forms: Forms, base: str) -> Response:
    """The answer as it was kept when it was last given; else found, and kept if it is small."""
    known = kept_answers()
    if version is None or etag is None or not known.on or forms.table.html or forms.graph.html:
        return _answer(asked, forms, base, version)
    kept = known.find(version, etag)
    metrics.kept(kept is not None, known.size)
    if kept is not None:
        return Response(kept.body, content_type=kept.content_type)
    response = _answer(asked, forms, base, version)
    if not response.is_streamed:
        known.keep(version, etag, Kept(response.get_data(), response.headers["Content-Type"]))
    return response


def _answer(asked: dict[str, Any], forms: Forms, base: str, version: str | None) -> Response:
    most = settings()
    stream = served().stream(
        asked["query"],
        media_type=forms.table.made,
        graph_type=forms.graph.made,
        default_graphs=asked["default-graph-uri"],
        named_graphs=asked["named-graph-uri"],
        base=base,
        timeout=asked["timeout"],
        max_bytes=most.max_bytes,
        max_rows=most.max_rows,
        gone=current.asked().environ.get("waitress.client_disconnected", lambda: False),
        version=version,
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
    if response.headers.getlist("Vary"):  # a page says more
        response.vary.add("Accept")
        response.cache_control.no_cache = True
    else:
        # With what `compression` would add: each header that is set is looked for among the others.
        response.headers.extend(etags.HEADERS)
    if etag is not None and response.status_code in (200, 304):
        # Weak: where a query does not say so, the order of the rows may be another one.
        response.set_etag(etag, weak=True)
    return response
