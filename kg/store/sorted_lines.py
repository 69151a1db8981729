"""Sorts lines that may be more than memory should hold."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import IO

_RUN = 500_000  # lines sorted in memory at a time


def merged(lines: Iterable[str], run: int = _RUN) -> Iterator[str]:
    """The lines by code point. All are read at once, those beyond `run` put aside in temporary files.

    >>> list(merged(["c", "a", "d", "b"], run=3))
    ['a', 'b', 'c', 'd']

    Args:
        lines: none of them with a line feed in it.
    """
    rest = iter(lines)
    first = sorted(islice(rest, run))
    files: list[IO[str]] = []
    while batch := sorted(islice(rest, run)):
        files.append(_put_aside(batch))
    return _merged(first, files)


def _put_aside(lines: list[str]) -> IO[str]:
    file = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115  closed by _merged
    file.writelines(f"{line}\n" for line in lines)
    file.seek(0)
    return file


def _merged(first: list[str], files: list[IO[str]]) -> Iterator[str]:
    with ExitStack() as opened:
        for file in files:
            opened.enter_context(file)
        yield from heapq.merge(first, *((line[:-1] for line in file) for file in files))
