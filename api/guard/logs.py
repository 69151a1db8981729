"""What the server tells its operator: one JSON object a line on stderr.

Each request gives a line when its answer has ended: the route, never the query string, a body or a token, so
that no secret and nobody's question stands in the log. Line breaks in what clients send are escaped with the
rest of the JSON. Queries that take longer than `Settings.slow_query` give a line with their text, cut.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import sys
from datetime import UTC, datetime
from random import getrandbits
from typing import Any

from flask import has_request_context

from api import current
from api.settings import Settings

REQUEST_ID = "X-Request-Id"
_SANE = re.compile(r"[A-Za-z0-9._-]{1,64}")
_SHOWN = 500  # characters of a slow query
_BROUGHT = "kg.request_id"
_QUERY = "kg.query"

access = logging.getLogger("kg.api.access")


class JsonLines(logging.Formatter):
    """A record as one line of JSON: time, level, logger, message, what it was given as `fields`, and the id
    of the request it belongs to.

    >>> record = logging.LogRecord("kg.api", logging.ERROR, "", 0, "two\\nlines", None, None)
    >>> json.loads(JsonLines().format(record))["message"].splitlines()
    ['two', 'lines']
    >>> len(JsonLines().format(record).splitlines())
    1
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if has_request_context() and "request" not in line:
            line["request"] = current.asked().environ.get(_BROUGHT)
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


def configure(settings: Settings) -> None:
    """Lets the loggers of this process write JSON lines to stderr. For processes that serve, once each."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("kg").setLevel(settings.log_level.upper())


def request_id(environ: dict[str, Any]) -> str:
    """The id of a request: the one it brings as X-Request-Id if that is up to 64 letters, digits, `.`, `_`,
    `-`; else a new one."""
    if _BROUGHT not in environ:
        brought = environ.get("HTTP_X_REQUEST_ID", "")
        environ[_BROUGHT] = brought if _SANE.fullmatch(brought) else f"{getrandbits(64):016x}"
    return str(environ[_BROUGHT])


def asked(environ: dict[str, Any], query: str) -> None:
    """Remembers the query or update of a request, to be shown if it proves slow."""
    environ[_QUERY] = query


def slow(environ: dict[str, Any], seconds: float) -> None:
    """Logs a query that took so long: its text, cut, and the SHA-256 by which others of it are found."""
    query = environ.get(_QUERY)
    if query is not None:
        facts = {
            "request": request_id(environ),
            "ms": round(seconds * 1000),
            "sha256": hashlib.sha256(query.encode("utf-8", "surrogatepass")).hexdigest(),
            "query": query[:_SHOWN],
            "length": len(query),
        }
        access.warning("slow query", extra={"fields": facts})
