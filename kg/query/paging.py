"""Pages by key: the next one begins after the last row of this one, whatever has been added since.

A cursor names the question it belongs to, so that one of another question is refused.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Sequence
from typing import Any, TypeAlias

import orjson

from kg.errors import InputError

Key: TypeAlias = tuple[Any, ...]


class Paging:
    """The pages of one question: at most `limit` rows each.

    Attributes:
        limit: rows on a page.
        after: the key of the last row of the page before, None for the first page.
    """

    def __init__(
        self, question: Sequence[object], types: Sequence[type], limit: int, cursor: str | None
    ) -> None:
        """
        Args:
            question: what is asked, in plain values: all but the limit.
            types: those of the parts of a row's key.
            cursor: where to go on, as `next` gave it.

        Raises:
            InputError: a limit below 1, or a cursor that is none of this question.
        """
        if limit < 1:
            raise InputError(f"the limit must be at least 1, not {limit}")
        self.limit = limit
        self._mark = hashlib.blake2b(orjson.dumps(list(question)), digest_size=6).hexdigest()
        self.after = None if cursor is None else self._read(cursor, types)

    def next(self, keys: Sequence[Key]) -> str | None:
        """The cursor of the next page, from the keys of what was found with one row more than the limit."""
        return self._write(keys[self.limit - 1]) if len(keys) > self.limit else None

    def _write(self, key: Key) -> str:
        return base64.urlsafe_b64encode(orjson.dumps([self._mark, *key])).decode().rstrip("=")

    def _read(self, cursor: str, types: Sequence[type]) -> Key:
        try:
            read = orjson.loads(base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
        except (ValueError, binascii.Error):
            read = None
        if isinstance(read, list) and len(read) == 1 + len(types) and read[0] == self._mark:
            key = tuple(read[1:])
            if [type(part) for part in key] == list(types) and self._write(key) == cursor:
                return key
        raise InputError(f"no cursor of this list: {cursor[:80]}")


def following(columns: Sequence[tuple[str, bool]], after: Key | None) -> list[tuple[str, list[object]]]:
    """Conditions that together hold for the rows after a key, one for each range of an index over the
    columns, in their order; a column comes with whether it descends.

    >>> following([("degree", True), ("id", False)], (3, "x"))
    [('degree = ? AND id > ?', [3, 'x']), ('degree < ?', [3])]
    """
    if after is None:
        return [("true", [])]
    ranges = []
    for last in reversed(range(len(columns))):
        equal = [f"{column} = ?" for column, _ in columns[:last]]
        column, descends = columns[last]
        ranges.append(
            (" AND ".join([*equal, f"{column} {'<' if descends else '>'} ?"]), list(after[: last + 1]))
        )
    return ranges
