"""The parts of a form that have data in them, as they were sent: each with its media type, and with the name
of a file or without one, which RFC 7578 leaves to the client."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import request
from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder, NeedData

from api.problems import ProblemError

_MOST = 1000


@dataclass(frozen=True, slots=True)
class Part:
    """One part. `filename` and `media_type` are empty where it does not say them."""

    filename: str
    media_type: str
    data: bytes


def parts() -> list[Part]:
    """Those of the current request. A plain field, without a media type of its own, is none. Raises a 400
    `ProblemError` where the body is no such form, a 413 where it has too many parts."""
    boundary = request.mimetype_params.get("boundary", "")
    try:
        decoder = MultipartDecoder(boundary.encode("ascii"), max_parts=_MOST)
        decoder.receive_data(request.get_data(cache=False))
        decoder.receive_data(None)
        found = list(_read(decoder))
    except ValueError as error:
        raise ProblemError("bad-request", f"The form cannot be read: {error}") from error
    return [part for part in found if part.filename or part.media_type]


def _read(decoder: MultipartDecoder) -> Iterator[Part]:
    filename, media_type, data = "", "", bytearray()
    while not isinstance(event := decoder.next_event(), Epilogue):
        if isinstance(event, Field | File):
            filename = event.filename if isinstance(event, File) else ""
            media_type = parse_options_header(event.headers.get("content-type", ""))[0].lower()
            data = bytearray()
        elif isinstance(event, Data):
            data += event.data
            if not event.more_data:
                yield Part(filename, media_type, bytes(data))
        elif isinstance(event, NeedData):
            raise ValueError("it has no end")
