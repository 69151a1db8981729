"""Flask without what it would do for each request and nothing here has a use for: sessions, coroutines,
sub-domains, hooks of blueprints. The hooks of the application are all there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from flask import Flask, Request, Response
from flask.ctx import RequestContext
from flask.sessions import NullSession
from werkzeug.datastructures import Headers
from werkzeug.routing import MapAdapter
from werkzeug.sansio.utils import get_host

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_NO_SESSION = NullSession()
_HOSTS = 64  # names of the server that are remembered
_RESOLVED = frozenset({"location", "content-location"})  # headers that werkzeug makes absolute


class Answer(Response):
    """A response that is sent with the headers it has, where they are complete."""

    def get_wsgi_headers(self, environ: WSGIEnvironment) -> Headers:
        if self.status_code == 200:
            names = {name.lower() for name, _ in self.headers}
            if "content-length" in names and not names & _RESOLVED:
                return self.headers
        return super().get_wsgi_headers(environ)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        plain = self.status_code == 200 and environ["REQUEST_METHOD"] == "GET"
        if plain and isinstance(self.response, list) and not self._on_close:
            start_response(self.status, self.get_wsgi_headers(environ).to_wsgi_list())
            return self.response  # there is nothing to close
        return super().__call__(environ, start_response)


class App(Flask):
    """A Flask application whose views and hooks are plain functions."""

    response_class = Answer

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._bound = lru_cache(_HOSTS)(self._bind)

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func

    def request_context(self, environ: WSGIEnvironment) -> RequestContext:
        return RequestContext(self, environ, session=_NO_SESSION)

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        if request is None and self.config["SERVER_NAME"] is None:
            return None
        if request is None or "HTTP_UPGRADE" in request.environ:
            return super().create_url_adapter(request)
        if self.config["TRUSTED_HOSTS"] is not None:
            request.trusted_hosts = self.config["TRUSTED_HOSTS"]
        named = request.environ.get("HTTP_HOST")
        request.host, bound = self._bound(request.scheme, named, request.server, request.root_path)
        return MapAdapter(
            self.url_map, bound.server_name, bound.script_name, bound.subdomain, bound.url_scheme,
            request.path, request.method, request.query_string.decode(errors="replace"),
        )  # fmt: skip

    def _bind(
        self, scheme: str, named: str | None, server: tuple[str, int | None] | None, root: str
    ) -> tuple[str, MapAdapter]:
        """The host that a request is for, and the routes as they are there. Raises `HTTPException`."""
        host = get_host(scheme, named, server, self.config["TRUSTED_HOSTS"])
        return host, self.url_map.bind(host, root, self.url_map.default_subdomain, scheme)

    def preprocess_request(self) -> Any:
        for look in self.before_request_funcs[None]:
            answer = look()
            if answer is not None:
                return answer
        return None

    def make_response(self, rv: Any) -> Response:
        if isinstance(rv, Response):  # Flask would ask first whether it is anything else
            rv.__class__ = Answer
            return rv
        return super().make_response(rv)

    def process_response(self, response: Response) -> Response:
        for dress in reversed(self.after_request_funcs[None]):
            response = dress(response)
        return response

    def do_teardown_request(self, exc: BaseException | None = None) -> None:
        """Nothing: no request holds what would have to be let go."""

    def do_teardown_appcontext(self, exc: BaseException | None = None) -> None:
        """Nothing either."""
