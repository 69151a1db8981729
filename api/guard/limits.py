"""What a request may ask of the server before anything else looks at it: how often, how long, how deep.

Rates are counted in the memory of a worker: with N workers a client may come up to N times as often. They
are off unless set; a proxy before the server is the better place for them, and the deadline of queries holds
without them.
"""

from __future__ import annotations

import math
import re
import time
from collections import OrderedDict
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, cast

from flask import Flask, g

from api.current import asked, extension
from api.guard.callers import bearer, source
from api.problems import ProblemError
from api.settings import Settings
from kg.tokens import Scope

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_CLIENTS = 10_000  # that are remembered at once; the one not seen for longest is forgotten first
_NOT_COUNTED = ("health.healthz", "health.readyz", "metrics.metrics", "static")
_HEADERS = ("CONTENT_TYPE", "CONTENT_LENGTH")  # those that WSGI names otherwise
_BRACKET = re.compile(r"[(\[{]|[)\]}]")


class Buckets:
    """A bucket of tokens for each client: full at first, refilled at a rate, one taken by each request.

    >>> buckets = Buckets(rate=0.001, burst=2)
    >>> [buckets.take("a") > 0 for _ in range(3)], buckets.take("b")
    ([False, False, True], 0.0)
    """

    def __init__(self, rate: float, burst: int, *, clients: int = _CLIENTS) -> None:
        """`rate` is in requests per second, 0 for no limit; `burst` is what a bucket holds."""
        self._rate, self._burst, self._clients = rate, burst, clients
        self._filled: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    @property
    def limited(self) -> bool:
        """Whether there is a limit at all."""
        return self._rate > 0

    def take(self, client: str) -> float:
        """Takes a token from the client's bucket: 0, or the seconds until there will be one."""
        if not self._rate:
            return 0.0
        now = time.monotonic()
        with self._lock:
            held, seen = self._filled.pop(client, (float(self._burst), now))
            held = min(self._burst, held + (now - seen) * self._rate)
            wait = 0.0 if held >= 1 else (1 - held) / self._rate
            self._filled[client] = (held if wait else held - 1, now)
            if len(self._filled) > self._clients:
                self._filled.popitem(last=False)
        return wait


def register(app: Flask, settings: Settings) -> None:
    """Let `app` refuse what is too often or too long."""
    app.extensions["kg.query_buckets"] = Buckets(settings.query_rate, settings.query_burst)
    app.extensions["kg.write_buckets"] = Buckets(settings.write_rate, settings.write_burst)
    app.before_request(partial(_check, settings))


def charge_write() -> None:
    """Counts the current request as one that writes, once. Raises a 429 `ProblemError`."""
    if not g.get("kg_write_charged"):
        g.kg_write_charged = True
        _charge("kg.write_buckets")


def check_nesting(text: str, deepest: int) -> None:
    """Refuses a query or update whose brackets are nested deeper than `deepest`: parsers recurse, and a
    stack is finite. Brackets in strings count too. Raises a 400 `ProblemError`.

    >>> check_nesting("ASK { { } }", 2)
    """
    if sum(map(text.count, "([{")) <= deepest:
        return
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth = depth + 1 if bracket[0] in "([{" else max(depth - 1, 0)
        if depth > deepest:
            raise ProblemError("malformed-query", f"Brackets are nested more than {deepest} deep.")


def longest_header(environ: WSGIEnvironment) -> int:
    """How many characters the longest header of a request has."""
    headers = [len(value) for name, value in environ.items() if name[:5] == "HTTP_"]
    return max(*headers, *(len(environ.get(name, "")) for name in _HEADERS))


def _check(limits: Settings) -> None:
    request = asked()
    environ = request.environ
    if len(request.path) > limits.max_address:
        raise ProblemError("address-too-long", f"A path may have {limits.max_address} characters.")
    if len(environ.get("QUERY_STRING", "")) > limits.max_body:
        raise ProblemError(
            "address-too-long", f"A URL's query may have {limits.max_body} bytes; POST takes more."
        )
    if longest_header(environ) > limits.max_address:
        raise ProblemError("headers-too-large", f"A header may have {limits.max_address} characters.")
    token = bearer()
    if token is not None and token.scope.includes(Scope.WRITE):
        request.max_content_length = request.max_form_memory_size = limits.max_upload
    if limits.query_rate:
        reads = environ["REQUEST_METHOD"] in ("GET", "HEAD") or request.endpoint == "sparql.endpoint"
        if reads and request.endpoint not in _NOT_COUNTED:
            _charge("kg.query_buckets")


def _charge(name: str) -> None:
    buckets = cast(Buckets, extension(name))
    wait = buckets.take(source()) if buckets.limited else 0.0
    if wait:
        seconds = math.ceil(wait)
        raise ProblemError(
            "too-many-requests",
            f"Too many requests; the next may come in {seconds} s.",
            headers={"Retry-After": str(seconds)},
        )
