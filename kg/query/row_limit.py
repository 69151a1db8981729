"""The most rows that an answer may have.

Oxigraph serialises the rows of a table itself, without showing them: they are counted in the bytes that come
of it. Whatever stands in a name or a text, only the end of a row, or the beginning of the next, counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

import pyoxigraph as ox

from kg.errors import ResultTooLargeError

# What parts rows or begins one, in what remains of each form outside of quotation marks; and by how many more
# the rows are.
_MARKS = {
    ox.QueryResultsFormat.JSON: (b"},{", 1),
    ox.QueryResultsFormat.XML: (b"<result>", 0),
    ox.QueryResultsFormat.CSV: (b"\n", -1),
    ox.QueryResultsFormat.TSV: (b"\n", -1),
}
_ESCAPE = re.compile(rb"\\.", re.DOTALL)


class Writable(Protocol):
    """What takes the bytes of an answer."""

    def write(self, data: bytes, /) -> int: ...


class Rows:
    """A target for the bytes of a table of results that takes no more than so many rows.

    >>> import io
    >>> found = ox.Store().query("SELECT * { VALUES ?x { 1 2 3 } }")
    >>> found.serialize(Rows(io.BytesIO(), ox.QueryResultsFormat.JSON, 2), ox.QueryResultsFormat.JSON)
    Traceback (most recent call last):
        ...
    kg.errors.ResultTooLargeError: the answer has more than 2 rows: add a LIMIT
    """

    def __init__(self, target: Writable, form: ox.QueryResultsFormat, most: int) -> None:
        """`most` is 1 at least."""
        self._target, self._most = target, most
        self._mark, self._rows = _MARKS[form]
        json, csv = ox.QueryResultsFormat.JSON, ox.QueryResultsFormat.CSV
        self._outside = _Outside(escapes=form == json) if form in (json, csv) else None
        self._end = b""  # which may be the beginning of a mark

    def write(self, data: bytes) -> int:
        """Hands the bytes on. Raises `ResultTooLargeError`."""
        seen = self._end + (data if self._outside is None else self._outside.of(data))
        self._rows += seen.count(self._mark)
        self._end = seen[len(seen) - len(self._mark) + 1 :] if len(self._mark) <= len(seen) else seen
        if self._rows > self._most:
            raise _too_many(self._most, "rows")
        self._target.write(data)
        return len(data)

    def flush(self) -> None:
        """Nothing: the target is flushed by who gave it."""


def triples(found: Iterable[ox.Triple], most: int) -> Iterator[ox.Triple]:
    """The triples of a graph. Raises `ResultTooLargeError` where there are more than `most`."""
    for number, triple in enumerate(found):
        if number == most:
            raise _too_many(most, "triples")
        yield triple


class _Outside:
    """What of a text stands outside of its quotation marks, piece by piece."""

    def __init__(self, *, escapes: bool) -> None:
        """`escapes`: whether a backslash takes the meaning from the next character; else a quotation mark
        within others is written twice, which leaves it where it was."""
        self._escapes = escapes
        self._held = b""  # a backslash whose character is still to come
        self._inside = 0

    def of(self, data: bytes) -> bytes:
        if self._escapes:
            data = self._held + data
            alone = (len(data) - len(data.rstrip(b"\\"))) % 2
            self._held, data = data[len(data) - alone :], data[: len(data) - alone]
            data = _ESCAPE.sub(b"", data)
        parts = data.split(b'"')
        outside = b"".join(parts[self._inside :: 2])
        self._inside = (self._inside + len(parts) - 1) % 2
        return outside


def _too_many(most: int, what: str) -> ResultTooLargeError:
    return ResultTooLargeError(f"the answer has more than {most} {what}: add a LIMIT")
