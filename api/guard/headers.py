"""Headers of every response: what a browser may do with it, and which origins may read it.

Reading across origins is open unless `Settings.cors_origins` says otherwise. That is safe beside tokens: a
browser adds none of its own accord, so a page can only send one that it has been given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, Response

from api.current import asked
from api.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_POLICY_NAME = "Content-Security-Policy"
_USUAL = ((_POLICY_NAME, _POLICY),)
_SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_PREFLIGHT = {
    "Access-Control-Allow-Headers": (
        "Accept, Authorization, Content-Type, If-Match, If-None-Match, Prefer, Slug, X-Request-Id"
    ),
    "Access-Control-Max-Age": "86400",
}
_EXPOSED = (
    "Allow, Content-Disposition, ETag, Link, Location, Preference-Applied, Retry-After, WWW-Authenticate, "
    "X-Request-Id"
)


def register(app: Flask, settings: Settings) -> None:
    """Set the headers on every response of `app`."""
    origins = frozenset(settings.cors_origins)
    anyone = "*" in origins
    shared = "cross-origin" if anyone and not settings.read_token else "same-origin"
    fixed = [*_SECURITY.items(), ("Cross-Origin-Resource-Policy", shared), *(_sharing("*") if anyone else ())]

    def guard(response: Response) -> Response:
        headers = response.headers
        if settings.read_token:
            response.cache_control.private = True
        if not anyone:
            response.vary.add("Origin")
            origin = asked().headers.get("Origin")
            if origin in origins:
                headers.extend(_sharing(str(origin)))
        if headers.getlist("Allow"):
            headers["Allow"] = ", ".join(sorted(response.allow))
        if asked().method == "OPTIONS" and (anyone or "Access-Control-Allow-Origin" in headers):
            headers["Access-Control-Allow-Methods"] = headers.get("Allow", "")
            headers.extend(_PREFLIGHT)
        return response

    app.after_request(guard)
    app.wsgi_app = _Fixed(app.wsgi_app, fixed)  # type: ignore[method-assign]


class _Fixed:
    """A WSGI application that says the same beside each answer of another one. Flask would look at each of
    these headers anew for each answer."""

    def __init__(self, app: WSGIApplication, fixed: list[tuple[str, str]]) -> None:
        self._app, self._fixed = app, fixed

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Callable[[bytes], object]:
            # A page may have a policy of its own.
            policy = () if any(name == _POLICY_NAME for name, _ in headers) else _USUAL
            return start_response(status, [*headers, *policy, *self._fixed], *rest)

        return self._app(environ, start)


def _sharing(origin: str) -> list[tuple[str, str]]:
    """What lets pages of an origin read a response."""
    return [("Access-Control-Allow-Origin", origin), ("Access-Control-Expose-Headers", _EXPOSED)]
