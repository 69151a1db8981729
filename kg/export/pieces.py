"""Many small pieces of text, written a few at a time."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import BinaryIO

_AT_ONCE = 200  # some hundred kilobytes


def write_pieces(stream: BinaryIO, pieces: Iterable[str]) -> None:
    """Writes them in UTF-8, one after the other. Raises `OSError`."""
    rest = iter(pieces)
    while batch := list(islice(rest, _AT_ONCE)):
        stream.write("".join(batch).encode("utf-8"))
