"""The short way to the plainest queries: a WSGI application before Flask's that answers them, and the answers
that are kept, without it. For these Flask takes longer than the graph does.

It answers only what is certain to go well, with the very bytes and headers that `protocol` would send;
whatever else there is about a request, and all that is wrong with one, it leaves to that.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote_to_bytes

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.utils import get_host

from api.guard import compression, limits, logs, metrics, observation
from api.settings import Settings
from api.sparql import etags, formats
from api.sparql.formats import Forms
from api.sparql.kept_answers import Kept, KeptAnswers
from api.sparql.request_text import address_at
from kg.errors import KgError
from kg.graph import KnowledgeGraph

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_PATH = "/sparql"
_QUERY = "query="
_LONGEST = 8000  # characters of a query as it stands in an address
# Headers by which there may be another answer, or none.
_DECIDING = ("HTTP_AUTHORIZATION", "HTTP_IF_NONE_MATCH", "HTTP_UPGRADE")


def register(app: Flask, graph: KnowledgeGraph, settings: Settings) -> None:
    """Lets `app` do so, unless readers are to be looked at: by token, by origin, or how often they come."""
    if not (settings.read_token or settings.query_rate) and "*" in settings.cors_origins:
        app.wsgi_app = ShortWay(app, graph, settings)  # type: ignore[method-assign]


class ShortWay:
    """A WSGI application before that of `app`."""

    def __init__(self, app: Flask, graph: KnowledgeGraph, settings: Settings) -> None:
        self._app, self._inner = app, cast("WSGIApplication", app.wsgi_app)
        self._graph, self._settings = graph, settings
        self._longest = min(_LONGEST, settings.max_body)
        self._base = lru_cache(64)(self._based)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        found = None
        if environ["PATH_INFO"] == _PATH and environ["REQUEST_METHOD"] == "GET":
            query = self._query(environ)
            if query is not None:
                found = self._found(environ, query)
        if found is None:
            return self._inner(environ, start_response)
        observation.note(environ, _PATH, environ.get("REMOTE_ADDR"))
        body, headers = found
        start_response("200 OK", headers)
        return [body]

    @cached_property
    def _kept(self) -> KeptAnswers:
        return cast(KeptAnswers, self._app.extensions["kg.kept_answers"])

    def _query(self, environ: WSGIEnvironment) -> str | None:
        """What is asked, by a request that says nothing else; None where it is no such request."""
        sent = environ.get("QUERY_STRING", "")
        if not sent.startswith(_QUERY) or "&" in sent or not sent.isascii() or len(sent) > self._longest:
            return None
        if environ.get("SCRIPT_NAME") or any(name in environ for name in _DECIDING):
            return None
        if limits.longest_header(environ) > self._settings.max_address:
            return None
        try:
            query = unquote_to_bytes(sent[len(_QUERY) :].replace("+", " ")).decode()
        except ValueError:
            return None
        return None if not query or etags.fickle(query) else query

    def _found(self, environ: WSGIEnvironment, query: str) -> tuple[bytes, list[tuple[str, str]]] | None:
        """The body and the headers of the answer; None where it is not to be had so."""
        forms = formats.accepted(environ.get("HTTP_ACCEPT", ""))
        if not forms.table.made or forms.table.html or forms.graph.html:
            return None
        try:
            base = self._base(environ["wsgi.url_scheme"], environ.get("HTTP_HOST"))
            version = self._graph.version
            etag = etags.etag(version, query, ((), ()), forms, base)
            answer = self._kept_or_new(query, version, etag, forms, base)
        except (KgError, HTTPException):
            return None
        if answer is None:
            return None
        logs.asked(environ, query)
        body, headers = answer.body, [("Content-Type", answer.content_type)]
        encoding = None
        if len(body) >= compression.SMALLEST:
            encoding = compression.chosen(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if encoding is not None:
            body = compression.packed(body, encoding)
            headers.append(("Content-Encoding", encoding))
        headers += (("Content-Length", str(len(body))), *etags.HEADERS, ("ETag", f'W/"{etag}"'))
        return body, headers

    def _kept_or_new(self, query: str, version: str, etag: str, forms: Forms, base: str) -> Kept | None:
        kept = self._kept
        found = kept.find(version, etag) if kept.on else None
        if found is None:
            answer = self._graph.at_once(
                query,
                media_type=forms.table.made,
                base=base,
                max_bytes=self._settings.max_bytes,
                max_rows=self._settings.max_rows,
                version=version,
            )
            if answer is None:
                return None
            made = Kept(answer.body, forms.table.content_type)
            if kept.on:
                kept.keep(version, etag, made)
        if kept.on:
            metrics.kept(found is not None, kept.size)
        return found or made

    def _based(self, scheme: str, named: str | None) -> str:
        """What IRIs of a query are resolved against. Raises `HTTPException` where the host is not ours."""
        host = get_host(scheme, named, None, self._app.config["TRUSTED_HOSTS"])
        return address_at(scheme, host, "", _PATH)
