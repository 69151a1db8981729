"""Answers compressed with zstd or gzip, as `Accept-Encoding` asks; a stream stays a stream.

Flask-Compress is for answers that are made whole: it holds a stream's first rows back until its compressor
has a block full, and calls two differing gzip files by one strong ETag. No answer of ours holds a secret (a
cookie, a token, a form key), so the length of one gives nothing away beside what a request made it say.
"""

from __future__ import annotations

import gzip
import sys
import time
import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Protocol

from flask import Flask, Response
from werkzeug.http import parse_accept_header

from api.current import asked

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

SMALLEST = 1000  # bytes that are worth it
_GZIP, _ZSTD = 4, 3  # levels: fast, and within a tenth of the size that more work would give
_PAUSE = 0.2  # seconds after which a slow stream's rows go out although no block is full
_TYPES = frozenset({
    "application/json",
    "application/javascript",
    "application/n-quads",
    "application/n-triples",
    "application/trig",
    "application/xml",
})  # fmt: skip
_PLAIN = frozenset({"text/event-stream"})  # each event by itself, at once


class _Compressor(Protocol):
    def more(self, data: bytes) -> bytes: ...
    def so_far(self) -> bytes: ...
    def rest(self) -> bytes: ...


def register(app: Flask) -> None:
    """Let `app` compress what it answers."""
    app.after_request(compress)


def compress(response: Response) -> Response:
    """The response, compressed if its kind is worth it and the client takes it; its ETag gets weak, being one
    of the same content in other bytes."""
    kind = response.mimetype or ""
    worth = kind.startswith("text/") or kind.endswith(("+json", "+xml")) or kind in _TYPES
    if not worth or kind in _PLAIN or response.headers.getlist("Content-Encoding"):
        return response
    _vary(response)
    encoding = chosen(asked().environ.get("HTTP_ACCEPT_ENCODING", ""))
    if encoding is None or not 200 <= response.status_code < 300 or response.status_code == 206:
        return response
    response.direct_passthrough = False  # a static file
    if not response.is_streamed:
        data = response.get_data()
        if len(data) < SMALLEST:
            return response
        response.set_data(packed(data, encoding))
    elif response.status_code != 204:
        response.response = _Stream(response.iter_encoded(), response.response, encoding)
        response.headers.pop("Content-Length", None)
    response.headers["Content-Encoding"] = encoding
    tag, weak = response.get_etag()
    if tag is not None and not weak:
        response.set_etag(tag, weak=True)
    return response


def _vary(response: Response) -> None:
    """Says that the encoding of the answer is the client's choice."""
    known = response.headers.get("Vary")
    if known is None:
        response.headers["Vary"] = "Accept-Encoding"
    elif "accept-encoding" not in known.lower():
        response.headers["Vary"] = f"{known}, Accept-Encoding"


@lru_cache(maxsize=64)
def chosen(header: str) -> str | None:
    """The encoding that the client likes best by its Accept-Encoding, zstd before gzip; None where it would
    rather have none."""
    accepted = parse_accept_header(header)
    best, quality = None, 0.0
    for encoding in ("zstd", "gzip"):
        found = accepted.quality(encoding) or (accepted.quality("x-gzip") if encoding == "gzip" else 0.0)
        if found > quality:
            best, quality = encoding, found
    named = {name.lower() for name, _ in accepted}
    return None if "identity" in named and accepted.quality("identity") > quality else best


def packed(data: bytes, encoding: str) -> bytes:
    """`data` in one of the encodings that `chosen` gives."""
    return zstd.compress(data, level=_ZSTD) if encoding == "zstd" else gzip.compress(data, _GZIP, mtime=0)


class _Stream:
    """A compressed stream: the first rows at once, later ones when a block is full or some time has passed.

    It is no generator because one that was never started would not close what it reads from.
    """

    def __init__(self, parts: Iterator[bytes], source: Any, encoding: str) -> None:
        self._parts, self._source = parts, source
        self._compressor: _Compressor | None = _Zstd() if encoding == "zstd" else _Gzip()
        self._sent = 0.0

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        while self._compressor is not None:
            part = next(self._parts, None)
            if part is None:
                rest, self._compressor = self._compressor.rest(), None
                return rest
            data = self._compressor.more(part)
            if time.monotonic() - self._sent > _PAUSE:
                data += self._compressor.so_far()
            if data:
                self._sent = time.monotonic()
                return data
        raise StopIteration

    def close(self) -> None:
        close = getattr(self._source, "close", None)
        if close is not None:
            close()


class _Gzip:
    def __init__(self) -> None:
        self._made = zlib.compressobj(_GZIP, zlib.DEFLATED, zlib.MAX_WBITS + 16)

    def more(self, data: bytes) -> bytes:
        return self._made.compress(data)

    def so_far(self) -> bytes:
        return self._made.flush(zlib.Z_SYNC_FLUSH)

    def rest(self) -> bytes:
        return self._made.flush()


class _Zstd:
    def __init__(self) -> None:
        self._made = zstd.ZstdCompressor(level=_ZSTD)

    def more(self, data: bytes) -> bytes:
        return self._made.compress(data)

    def so_far(self) -> bytes:
        return self._made.flush(self._made.FLUSH_BLOCK)

    def rest(self) -> bytes:
        return self._made.flush()
