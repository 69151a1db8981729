"""Every error as one shape: `application/problem+json` (RFC 9457), or a page of the same for browsers.

What went wrong inside the server is logged, never told.
"""

from __future__ import annotations

import json
import logging
from typing import Any, NamedTuple

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException

from api import negotiation
from kg import errors

MEDIA_TYPE = "application/problem+json"
TYPES = "/docs#problem-"  # where each kind is explained
_log = logging.getLogger("kg.api")


class Kind(NamedTuple):
    """A kind of problem; its key in `KINDS` ends its type IRI."""

    status: int
    title: str


KINDS = {
    "bad-request": Kind(400, "Bad request"),
    "invalid-parameter": Kind(400, "Invalid parameter"),
    "malformed-query": Kind(400, "Malformed query"),
    "result-too-large": Kind(400, "Result too large"),
    "unauthorized": Kind(401, "Token needed"),
    "forbidden-query": Kind(403, "Query not allowed"),
    "read-only": Kind(403, "Read-only server"),
    "insufficient-scope": Kind(403, "Scope too low"),
    "not-found": Kind(404, "Not found"),
    "method-not-allowed": Kind(405, "Method not allowed"),
    "not-acceptable": Kind(406, "Not acceptable"),
    "too-large": Kind(413, "Request too large"),
    "address-too-long": Kind(414, "Address too long"),
    "unsupported-media-type": Kind(415, "Unsupported media type"),
    "too-many-requests": Kind(429, "Too many requests"),
    "headers-too-large": Kind(431, "Headers too large"),
    "internal": Kind(500, "Internal error"),
    "busy": Kind(503, "Too many queries"),
    "deadline": Kind(503, "Query deadline exceeded"),
    "unavailable": Kind(503, "Store unavailable"),
}
_BY_STATUS = {
    status: name
    for name, (status, _) in reversed(KINDS.items())
    if name not in ("busy", "deadline", "forbidden-query", "read-only", "insufficient-scope")
}

# Subclasses before their bases.
_OF_LIBRARY: dict[type[errors.KgError], str] = {
    errors.NotFoundError: "not-found",
    errors.QueryTimeoutError: "deadline",
    errors.QueryBusyError: "busy",
    errors.FormatError: "not-acceptable",
    errors.ResultTooLargeError: "result-too-large",
    errors.ForbiddenQueryError: "forbidden-query",
    errors.QueryError: "malformed-query",
    errors.InputTooLargeError: "too-large",
    errors.InputError: "bad-request",
}


class ProblemError(Exception):
    """An error to tell the client. `extra` are further members of the problem, JSON values."""

    def __init__(
        self, kind: str, detail: str, *, headers: dict[str, str] | None = None, **extra: Any
    ) -> None:
        super().__init__(detail)
        self.kind, self.detail, self.headers, self.extra = kind, detail, headers or {}, extra

    def members(self) -> dict[str, Any]:
        """The members of the problem in their order."""
        status, title = KINDS[self.kind]
        start = {"type": TYPES + self.kind, "title": title, "status": status, "detail": self.detail}
        return start | {"instance": request.path} | self.extra


def register(app: Flask) -> None:
    """Let `app` answer each error with a problem."""
    app.register_error_handler(ProblemError, answer)
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(errors.KgError, lambda error: answer(of_library(error)))
    app.register_error_handler(Exception, _of_server)


def answer(problem: ProblemError) -> Response:
    """The response for `problem`: JSON, or a page where the client would rather read HTML."""
    members = problem.members()
    offers = (MEDIA_TYPE, "application/json", "text/html")
    if negotiation.choose(request.accept_mimetypes, offers) == "text/html":
        response = Response(render_template("problem.html", problem=members), mimetype="text/html")
    else:
        response = Response(json.dumps(members, ensure_ascii=False) + "\n", mimetype=MEDIA_TYPE)
    response.status_code = members["status"]
    response.headers.update(problem.headers)
    response.vary.add("Accept")
    response.cache_control.no_store = True
    return response


def _of_http(error: HTTPException) -> Response:
    if error.code is not None and 300 <= error.code < 400:
        return Response(status=error.code, headers=error.get_headers(request.environ))
    kind = _BY_STATUS.get(error.code or 500, "internal" if (error.code or 500) >= 500 else "bad-request")
    headers: dict[str, str] = {}
    detail = error.description or KINDS[kind].title
    if kind == "not-found":
        detail = "Nothing is here."
    elif kind == "method-not-allowed":
        allowed = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
        headers["Allow"] = allowed
        detail = f"This resource answers {allowed}."
    elif kind == "internal":
        detail = "The server failed to answer this request."
    return answer(ProblemError(kind, detail, headers=headers))


def of_library(error: errors.KgError) -> ProblemError:
    """The problem that an error of the library is to the client."""
    for error_type, kind in _OF_LIBRARY.items():
        if isinstance(error, error_type):
            return ProblemError(kind, str(error), headers={"Retry-After": "2"} if kind == "busy" else None)
    _log.error("store", exc_info=error)
    return ProblemError("unavailable", "The store cannot be read now.", headers={"Retry-After": "5"})


def _of_server(error: Exception) -> Response:
    _log.error("%s %s", request.method, request.path, exc_info=error)
    return answer(ProblemError("internal", "The server failed to answer this request."))
