"""Each request seen from outside the application: how long it took, how much was sent, how it ended.

It stands around the WSGI application because an answer may still be under way when the view has returned.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from flask import Flask

from api.current import asked
from api.guard import logs, metrics
from api.guard.callers import bearer
from api.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_FACTS = "kg.facts"  # what the application found out about the request, in its environ
_METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")


def register(app: Flask, settings: Settings) -> None:
    """Let every request of `app` be logged and counted, and its answer bear its id."""
    metrics.watch(app.extensions["kg.graph"])
    app.before_request(_look)
    app.wsgi_app = Observed(app.wsgi_app, settings)  # type: ignore[method-assign]


class Observed:
    """A WSGI application around another one."""

    def __init__(self, app: WSGIApplication, settings: Settings) -> None:
        self._app = app
        self._slow = settings.slow_query

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        seen = _Seen(environ, self._slow)

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Callable[[bytes], object]:
            seen.status = int(status[:3])
            return start_response(status, [*headers, (logs.REQUEST_ID, seen.id)], *rest)

        metrics.begun()
        try:
            return _Body(self._app(environ, start), seen)
        except BaseException:
            seen.end(whole=False)
            raise


class _Body:
    """An answer that is watched until its end. It is closed with its source, however that comes about."""

    def __init__(self, body: Iterable[bytes], seen: _Seen) -> None:
        self._body, self._seen = body, seen
        self._parts = iter(body)
        self._whole = False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            part = next(self._parts)
        except StopIteration:
            self._whole = True
            raise
        self._seen.bytes += len(part)
        return part

    def close(self) -> None:
        try:
            close = getattr(self._body, "close", None)
            if close is not None:
                close()
        finally:
            self._seen.end(whole=self._whole)


class _Seen:
    """What is known of one request."""

    def __init__(self, environ: WSGIEnvironment, slow: float) -> None:
        self.id = logs.request_id(environ)
        self.status, self.bytes = 500, 0
        self._environ, self._slow = environ, slow
        self._start = time.perf_counter()
        self._ended = False

    def end(self, *, whole: bool) -> None:
        """Notes the end; `whole` is False where the answer was broken off, by us or by the client."""
        if self._ended:
            return
        self._ended = True
        seconds = time.perf_counter() - self._start
        environ = self._environ
        method = environ.get("REQUEST_METHOD", "")
        method = method if method in _METHODS else "other"
        facts = environ.get(_FACTS, {})
        route = facts.get("route", "unmatched")
        metrics.ended(route, method, self.status, seconds)
        if self._slow and seconds > self._slow:
            logs.slow(environ, seconds)
        if logs.access.isEnabledFor(logging.INFO):
            line = {
                "request": self.id,
                "method": method,
                "route": route,
                "status": self.status,
                "ms": round(seconds * 1000, 1),
                "bytes": self.bytes,
                "client": facts.get("client"),
                "token": facts.get("token"),
            }
            if not whole:
                line["broken_off"] = True
            logs.access.info("request", extra={"fields": line})


def note(environ: WSGIEnvironment, route: str, client: str | None, token: str | None = None) -> None:
    """Says of a request what only the application knows: its rule, its address, and the name of its token."""
    environ[_FACTS] = {"route": route, "client": client, "token": token}


def _look() -> None:
    request, token = asked(), bearer()
    route = request.url_rule.rule if request.url_rule else "unmatched"
    note(request.environ, route, request.remote_addr, token.name if token else None)
