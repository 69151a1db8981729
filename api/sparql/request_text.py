"""A request of the SPARQL 1.1 Protocol taken apart: its parameters, wherever they stand."""

from __future__ import annotations

from functools import lru_cache

from werkzeug.datastructures import MultiDict
from werkzeug.sansio.utils import get_current_url

from api import parameters
from api.current import asked
from api.problems import ProblemError

FORM = "application/x-www-form-urlencoded"
_DIRECT = {"application/sparql-query": "query", "application/sparql-update": "update"}


def pairs() -> MultiDict[str, str]:
    """The parameters of the request, those of its URL and those of its body together. Raises `ProblemError`
    where the protocol does not know such a request."""
    given = _given()
    for name in _DIRECT.values():
        if len(given.getlist(name)) > 1:  # an empty one too
            raise parameters.refused(name, "is given more than once")
    return given


def _given() -> MultiDict[str, str]:
    request = asked()
    given = parameters.form(request.query_string)
    if request.method != "POST":
        if "update" in given:
            raise ProblemError("bad-request", "An update is sent by POST.")
        return given
    if request.mimetype_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise ProblemError("unsupported-media-type", "Only UTF-8 is read here.")
    if request.mimetype == FORM:
        given.update(parameters.form(request.get_data(cache=False)))
    elif request.mimetype in _DIRECT:
        name = _DIRECT[request.mimetype]
        try:
            given.add(name, request.get_data(cache=False).decode("utf-8"))
        except UnicodeDecodeError:
            raise ProblemError("bad-request", f"The {name} is not UTF-8.") from None
    else:
        raise ProblemError("unsupported-media-type", f"POST takes {FORM} or {' or '.join(_DIRECT)}.")
    if "update" in given and "query" in given:
        raise ProblemError("bad-request", "A request has a query or an update, not both.")
    return given


def address() -> str:
    """The IRI that the current request is for, without its query: `request.base_url`, made once."""
    request = asked()
    return address_at(request.scheme, request.host, request.root_path, request.path)


@lru_cache(maxsize=64)
def address_at(scheme: str, host: str, root: str, path: str) -> str:
    """The IRI of what is asked for there."""
    return get_current_url(scheme, host, root, path)
