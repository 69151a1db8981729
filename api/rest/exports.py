"""The graph, or a part of it, as a file in the formats of `kg.export`, sent while it is made."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Any, cast

from flask import Blueprint, Flask, Response, current_app, request
from werkzeug.routing import AnyConverter, Map

from api import parameters
from api.answers import acceptable
from api.graphs import served
from api.guard import limits, logs
from api.problems import ProblemError
from api.settings import Settings, settings
from kg.export import FORMATS
from kg.query.graph_view import GraphView
from kg.query.stream import Stream

blueprint = Blueprint("exports", __name__, url_prefix="/v1/export")

# By the suffix of the address: the format and its media type.
FILES = {made.suffix[1:]: (name, made.media_type) for name, made in FORMATS.items()}
_WHOLE = 64 * 1024  # bytes up to which a file is sent whole, with its length
_AGAIN = 10  # seconds after which a place may be free
_CONDITIONS = (
    *("entity", "depth", "limit", "holder", "since", "until", "relation", "document", "event_type"),
    *("min_confidence", "min_weight", "construct"),
)


class SuffixConverter(AnyConverter):
    """Matches the suffix of a file that there is; logs and metrics show the rule, which is to be short."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, *FILES)


def register(app: Flask, settings: Settings) -> None:
    """Let `app` make so many exports at once."""
    app.extensions["kg.exports"] = BoundedSemaphore(settings.exports)


@blueprint.get("/graph.<file:suffix>")
def graph(suffix: str) -> Response:
    """The whole graph, or a part of it, as a file; the suffix names the format. The conditions add up."""
    asked = parameters.read()
    name, media_type = FILES[suffix]
    acceptable((media_type, "application/octet-stream"))
    view = _view(asked)
    etag = _etag(suffix, asked)
    if etag is not None and request.if_none_match.contains_weak(etag):
        response = Response(status=304)
    else:
        response = _made(name, media_type, view, asked)
        response.headers["Content-Disposition"] = f'attachment; filename="graph.{suffix}"'
    response.headers["Vary"], response.headers["Cache-Control"] = "Accept", "no-cache"
    if etag is not None:
        response.set_etag(etag, weak=True)
    return response


def _view(asked: dict[str, Any]) -> GraphView:
    """The part of the graph that is asked for. Raises `ProblemError` and `InputError`."""
    for name in ("depth", "limit"):
        if asked[name] is not None and asked["entity"] is None:
            raise parameters.refused(name, "goes with 'entity'")
    if asked["construct"] is not None:
        limits.check_nesting(asked["construct"], settings().max_depth)
        logs.asked(request.environ, asked["construct"])
    return GraphView(
        **{name: asked[name] for name in _CONDITIONS if asked[name] is not None},
        concepts=asked["concepts"] == "true",
        affirmed=asked["affirmed"] == "true",
    )


def _made(name: str, media_type: str, view: GraphView, asked: dict[str, Any]) -> Response:
    with _place() as place:
        stream = served().export_stream(
            name,
            view,
            layout=_switched(asked["layout"]),
            measures=_switched(asked["measures"]),
            dynamic=asked["dynamic"] == "true",
            timeout=settings().export_timeout,
            memory=settings().export_memory,
            gone=request.environ.get("waitress.client_disconnected", lambda: False),
        )
        place.stream = stream
        body = stream.begin(_WHOLE)
        if body is not None:
            return Response(body, content_type=media_type)
        if request.method == "HEAD":
            return Response(iter(()), content_type=media_type)
        place.kept = True
    # An error while the rest is read breaks the transfer off, so that no part passes for the whole.
    return Response(place, content_type=media_type)


def _switched(asked: str | None) -> bool | None:
    return None if asked is None else asked == "true"


class _Place(Iterator[bytes]):
    """One of the few exports that are made at once: what is left of it to be sent.

    Attributes:
        kept: whether it goes on when the view has returned.
    """

    def __init__(self, places: BoundedSemaphore) -> None:
        self._places: BoundedSemaphore | None = places
        self.stream: Stream | None = None
        self.kept = False

    def __next__(self) -> bytes:
        assert self.stream is not None
        try:
            return next(self.stream)
        except BaseException:  # the end as well
            self.close()
            raise

    def close(self) -> None:
        """Ends it, and leaves the place to another. May be called again."""
        try:
            if self.stream is not None:
                self.stream.close()
        finally:
            places, self._places = self._places, None
            if places is not None:
                places.release()


@contextmanager
def _place() -> Iterator[_Place]:
    """A place, given back at the end unless it is kept. Raises a 503 `ProblemError`."""
    places = cast(BoundedSemaphore, current_app.extensions["kg.exports"])
    if not places.acquire(blocking=False):
        raise ProblemError(
            "busy",
            f"{settings().exports} exports are being made already: ask again later.",
            headers={"Retry-After": str(_AGAIN)},
        )
    place = _Place(places)
    try:
        yield place
    finally:
        if not place.kept:
            place.close()


def _etag(suffix: str, asked: dict[str, Any]) -> str | None:
    """A name for the file, known before it is made; None for one that a query makes, which may be another
    one each time."""
    if asked["construct"] is not None:
        return None
    named = served().version, suffix, sorted(asked.items())
    return hashlib.sha256(repr(named).encode()).hexdigest()[:32]
