"""What can go wrong between a client and the API.

ApiError                    any problem that the server told
 ├ ParameterError           400 of a parameter: `parameter` names it
 ├ QueryError               400 and 403 of a query or update
 ├ AuthenticationError      401 and 403: no token, a wrong one, or one of too low a scope
 ├ NotFoundError            404
 └ UnavailableError         429, 502, 503, 504: too busy, past the deadline, or away
BrokenAnswerError           an answer that ends before it is whole, or is none of this API's
httpx.TransportError        no answer at all
"""

from __future__ import annotations

import json
from typing import Any

import httpx


class ApiError(Exception):
    """A problem that the server told (RFC 9457).

    Attributes:
        status: the HTTP status.
        kind: what kind of problem: “not-found”.
        title: the same in words.
        detail: what went wrong this time.
        parameter: the name of the parameter that was wrong, if one was.
        retry_after: seconds after which to try again, if the server said so.
        members: all that the problem says.
    """

    def __init__(self, status: int, members: dict[str, Any], retry_after: float | None = None) -> None:
        self.status = status
        self.members = members
        self.kind = str(members.get("type", "")).rpartition("#problem-")[2] or "about:blank"
        self.title = str(members.get("title", ""))
        self.detail = str(members.get("detail", ""))
        self.parameter: str | None = members.get("parameter")
        self.retry_after = retry_after
        super().__init__(f"{status} {self.title}: {self.detail}")


class ParameterError(ApiError):
    """A parameter is unknown, missing or out of its range."""


class QueryError(ApiError):
    """A query or update that cannot be run, or may not."""


class AuthenticationError(ApiError):
    """A token is missing, wrong, or of too low a scope."""


class NotFoundError(ApiError):
    """Something asked for by id that is not there."""


class UnavailableError(ApiError):
    """The server is too busy, the deadline has passed, or the store is away."""


class BrokenAnswerError(Exception):
    """An answer that ended before it was whole, or that is none of this API's."""


_OF_KIND: dict[str, type[ApiError]] = {
    "invalid-parameter": ParameterError,
    "malformed-query": QueryError,
    "forbidden-query": QueryError,
    "result-too-large": QueryError,
}
_OF_STATUS: dict[int, type[ApiError]] = {
    401: AuthenticationError,
    403: AuthenticationError,
    404: NotFoundError,
    429: UnavailableError,
    502: UnavailableError,
    503: UnavailableError,
    504: UnavailableError,
}


def of(response: httpx.Response) -> ApiError:
    """The error that a response, read whole, tells."""
    try:
        members = json.loads(response.content)
    except ValueError:
        members = None
    if not isinstance(members, dict):
        members = {"title": response.reason_phrase, "detail": response.text[:200]}
    error = ApiError(response.status_code, members, retry_after(response))
    kind = _OF_KIND.get(error.kind) or _OF_STATUS.get(response.status_code, ApiError)
    return kind(response.status_code, members, error.retry_after)


def retry_after(response: httpx.Response) -> float | None:
    """The seconds of `Retry-After`, if it has them."""
    try:
        return max(0.0, float(response.headers["Retry-After"]))
    except (KeyError, ValueError):
        return None
