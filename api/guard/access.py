"""What who asks may do: `Authorization: Bearer TOKEN`, with the scopes of `kg.tokens`.

Reading is open unless `Settings.read_token` is set; writing always needs a token, and where none has been
made the server is read-only. A token is taken from that header alone, never from a URL or a cookie, so that
no other site can make a browser send it and no log of addresses holds it.
"""

from __future__ import annotations

from flask import Flask, request

from api.guard import audit, limits
from api.guard.callers import bearer, tokens
from api.problems import ProblemError
from api.settings import Settings, settings
from kg.tokens import Scope, Token

# What answers without a token even where reading needs one: it tells nothing of the graph.
_ALWAYS_OPEN = ("health.healthz", "health.readyz", "static")
_READING = ("GET", "HEAD", "OPTIONS")


def register(app: Flask, settings: Settings) -> None:
    """Let `app` ask for a token before reading, where that is set."""
    if settings.read_token:
        app.before_request(_reading)


def require(scope: str) -> Token | None:
    """Lets the current request go on if it may do what `scope` (“read”, “write”, “admin”) names. What writes
    calls this before it looks at the body.

    Returns:
        Its token, or None where no token is needed.

    Raises:
        ProblemError: 401 where there is no token or a wrong one, 403 where its scope is too low, or
            where the server is read-only because no token has been made; 429 beyond the rate of writes.
    """
    needed = Scope(scope)
    if needed is Scope.READ and not settings().read_token:
        return bearer()
    writes = needed is not Scope.READ and request.method not in _READING
    if writes:
        limits.charge_write()
    if needed is not Scope.READ and not tokens().any():
        raise ProblemError(
            "read-only", "This server is read-only: no token has been made for it (`kg token create`)."
        )
    token = bearer()
    if token is None:
        raise _unknown(needed)
    if not token.scope.includes(needed):
        raise ProblemError(
            "insufficient-scope",
            f"This needs a token of scope {needed}; yours has {token.scope}.",
            headers={"WWW-Authenticate": f'Bearer realm="kg", error="insufficient_scope", scope="{needed}"'},
        )
    if writes:
        audit.note()
    return token


def allowed(scope: str) -> bool:
    """Whether the current request has a token of that scope or more."""
    token = bearer()
    return token is not None and token.scope.includes(Scope(scope))


def _reading() -> None:
    if request.method != "OPTIONS" and request.endpoint not in _ALWAYS_OPEN:
        require("read")


def _unknown(needed: Scope) -> ProblemError:
    challenge = 'Bearer realm="kg"'
    if "Authorization" in request.headers:
        detail = "The token is not known here, or has expired."
        challenge += ', error="invalid_token"'
    else:
        detail = f"This needs a token of scope {needed} or more: send “Authorization: Bearer TOKEN”."
    return ProblemError("unauthorized", detail, headers={"WWW-Authenticate": challenge})
