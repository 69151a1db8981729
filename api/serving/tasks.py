"""What a thread does with one request: it answers, or refuses what it cannot read."""

from __future__ import annotations

import json
from functools import lru_cache

from waitress.task import ErrorTask, WSGITask
from waitress.utilities import build_http_date

from api.problems import MEDIA_TYPE

_TOLD = frozenset({"date", "server"})  # what waitress says of itself, unless the application does
_SMALL = 64 * 1024  # bytes of a body that is sent together with its head


@lru_cache(2)
def _date(second: int) -> str:
    return str(build_http_date(second))


class Answering(WSGITask):  # type: ignore[misc]
    """Sends a small answer at once. waitress sends the head by itself: another call of the system, another
    packet, and the client is woken for half an answer."""

    @property
    def _begins(self) -> bool:
        """Whether the application has said what it answers, and nothing of that is sent."""
        return bool(self.complete and not self.wrote_header)

    def build_response_header(self) -> bytes:
        """The head: what waitress makes of it, in the order in which it was given."""
        given = {name.lower(): value for name, value in self.response_headers}
        sized = "content-length" in given
        if not (self.version == "1.1" and self.has_body and sized) or given.keys() & _TOLD:
            return bytes(super().build_response_header())
        if self.request.headers.get("CONNECTION", "").lower() == "close":
            self.set_close_on_finish()
        lines = [f"{name}: {value}" for name, value in self.response_headers]
        head = (f"HTTP/1.1 {self.status}", *lines, f"Date: {_date(int(self.start_time))}", "", "")
        return "\r\n".join(head).encode("latin-1")

    def write(self, data: bytes) -> None:
        if not (self._begins and self.has_body and 0 < len(data) <= _SMALL):
            super().write(data)
            return
        head = self.build_response_header()
        self.wrote_header = True
        if self.chunked_response or self.content_length is None or len(data) > self.content_length:
            self.channel.write_soon(head)
            super().write(data)
        else:
            self.content_bytes_written += len(data)
            self.channel.write_soon(head + data)


class Refusal(ErrorTask):  # type: ignore[misc]
    """What cannot be read as a request gets a problem, as every other error does."""

    def execute(self) -> None:
        error = self.request.error
        problem = {
            "type": "about:blank",  # says no more than the status (RFC 9457, 4.2.1)
            "title": error.reason,
            "status": error.code,
            "detail": error.body,
            "instance": getattr(self.request, "path", "") or "/",
        }
        body = json.dumps(problem).encode() + b"\n"
        self.status = f"{error.code} {error.reason}"
        self.response_headers += [("Content-Type", MEDIA_TYPE), ("Cache-Control", "no-store")]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)
