"""Triples of our own making as an answer, in whichever RDF format the client likes best."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Response
from pyoxigraph import RdfFormat, Triple, serialize

from api import parameters
from api.answers import acceptable, whole
from api.sparql.formats import GRAPHS


def rdf(triples: Iterable[Triple], prefixes: dict[str, str], asked: str | None = None) -> Response:
    """The triples; `asked` is a name of a format, which goes before Accept. Raises `ProblemError`."""
    if asked is not None and asked not in GRAPHS:
        raise parameters.refused("format", f"must be one of {', '.join(GRAPHS)} here")
    media_type = acceptable(tuple(GRAPHS.values())) if asked is None else GRAPHS[asked]
    form = RdfFormat.from_media_type(media_type)
    assert form is not None
    body = serialize(triples, format=form, prefixes=prefixes)
    assert body is not None
    return whole(body, f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type)
