"""The whole graph as a file, in the formats of `kg.export`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO

from flask import Blueprint, Response

from api import parameters
from api.answers import acceptable
from api.graphs import served

blueprint = Blueprint("exports", __name__, url_prefix="/v1/export")

FILES = {
    "gexf": ("gexf", "application/gexf+xml"),
    "graphml": ("graphml", "application/graphml+xml"),
    "ttl": ("turtle", "text/turtle"),
    "nq": ("nquads", "application/n-quads"),
    "jsonld": ("jsonld", "application/ld+json"),
}
_CHUNK = 64 * 1024


@blueprint.get(f"/graph.<any({','.join(FILES)}):suffix>")
def graph(suffix: str) -> Response:
    """The whole graph as a file; the suffix names the format."""
    parameters.read()
    name, media_type = FILES[suffix]
    acceptable((media_type, "application/octet-stream"))
    # Made whole before the first byte goes out: a failure is an error, never half a graph.
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the response
    try:
        served().export(name, file)
        size = file.tell()
        file.seek(0)
    except BaseException:
        file.close()
        raise
    response = Response(_chunks(file), content_type=media_type)
    response.call_on_close(file.close)
    response.content_length = size
    response.headers["Content-Disposition"] = f'attachment; filename="graph.{suffix}"'
    return response


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk
