"""SPARQL 1.1 Protocol, the update operation. `protocol` takes the request apart and hands it on."""

from __future__ import annotations

from flask import Response, request
from werkzeug.datastructures import MultiDict

from api.guard import access, logs
from api.parameters import Parameter
from api.problems import ProblemError
from api.rest import writing
from api.settings import settings
from kg.jobs import Kind, update

_USING = Parameter("using-graph-uri", "A graph of the default graph of WHERE.", "iri", repeated=True)
_USING_NAMED = Parameter("using-named-graph-uri", "A named graph of WHERE.", "iri", repeated=True)
_FOR_QUERIES = ("query", "default-graph-uri", "named-graph-uri")
_GRACE = 5.0  # seconds that a job may wait for its turn, beyond its time


def run(pairs: MultiDict[str, str]) -> Response:
    """Carries out the update that the parameters of a request ask for: 204, or 202 where it has to wait for
    long. Raises `ProblemError`."""
    access.require("write")
    text = pairs["update"]
    for name in _FOR_QUERIES:
        if name in pairs:
            raise ProblemError("bad-request", f"Parameter {name!r} is for queries; an update takes none.")
    limits = settings()
    using, using_named = (
        [_read(one, text) for text in pairs.getlist(one.name)] for one in (_USING, _USING_NAMED)
    )
    if len(text) > limits.max_upload:
        raise ProblemError("too-large", f"An update may have {limits.max_upload} bytes.")
    logs.asked(request.environ, text)
    order = update(text, using, using_named, request.base_url)
    seconds = limits.update_timeout
    job = writing.done(Kind.UPDATE, [order], seconds=seconds, wait=seconds + _GRACE)
    if not job.state.over:
        return writing.accepted(job)
    writing.only(job)
    return Response(status=204)


def _read(parameter: Parameter, text: str) -> str:
    return str(parameter.read(text))
