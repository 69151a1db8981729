"""Which media type to answer with: a suffix of the address, or the Accept header with its q-values
(RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import HTTPException

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SUFFIXES = {
    "json": "application/json",
    "jsonld": "application/ld+json",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
ASKED = "kg.media_type"  # in the environment of a request: what its suffix asked for


def choose(accept: MIMEAccept, offers: Sequence[str]) -> str | None:
    """The offer that `accept` likes best, ties going to the earlier one; None if it admits none."""
    return _best(accept, tuple(offers)) if accept else offers[0]


@lru_cache(maxsize=256)
def _best(accept: MIMEAccept, offers: tuple[str, ...]) -> str | None:
    best = max(offers, key=lambda offer: _quality(accept, offer))
    return best if _quality(accept, best) > 0 else None


def divided(name: str) -> tuple[str, str | None]:
    """A name without its suffix, and the media type that this stands for, if it has one of `SUFFIXES`.

    >>> divided("NATO.ttl")
    ('NATO', 'text/turtle')
    >>> divided("U.S.")
    ('U.S.', None)
    """
    stem, _, suffix = name.rpartition(".")
    return (stem, SUFFIXES[suffix]) if stem and suffix in SUFFIXES else (name, None)


class Suffixes:
    """Takes the suffix from the addresses of lists under /v1 before they are routed.

    An id may end in one too, so what comes after an id is left to the view, which knows the ids.
    """

    def __init__(self, app: Flask) -> None:
        self._inner: WSGIApplication = app.wsgi_app
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path.startswith("/v1/"):
            stem, media_type = divided(path)
            if media_type and self._is_list(stem, path, environ["REQUEST_METHOD"]):
                environ = {**environ, "PATH_INFO": stem, ASKED: media_type}
        return self._inner(environ, start)

    def _is_list(self, stem: str, path: str, method: str) -> bool:
        adapter = self._app.url_map.bind("localhost")
        try:
            found, _ = adapter.match(_text(stem), method, return_rule=True)
        except HTTPException:
            return False
        if found.rule.endswith(">"):
            return False
        try:  # a route of its own has the suffix in its rule
            whole, _ = adapter.match(_text(path), method, return_rule=True)
        except HTTPException:
            return True
        return whole.rule.endswith(">") and whole.rule.startswith("/v1/")


def _text(path: str) -> str:
    return path.encode("latin-1", "replace").decode("utf-8", "replace")


def _quality(accept: MIMEAccept, offer: str) -> float:
    """The q of the most specific range that covers `offer`, 0 if none does."""
    covering: dict[int, float] = {}
    for media_range, quality in accept:
        bare = media_range.partition(";")[0].strip().lower()
        if bare == offer:
            rank = 2
        elif bare == offer.partition("/")[0] + "/*":
            rank = 1
        elif bare == "*/*":
            rank = 0
        else:
            continue
        covering[rank] = max(quality, covering.get(rank, 0.0))
    return covering[max(covering)] if covering else 0.0
