"""Where the characters of a cleaned text stand in the file it was made from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from kg.model import Span

_PIECE = re.compile(r"\w+|\s+|[^\w\s]")


class Places:
    """Maps spans of `cleaned` to [begin, end] in code points of `given`.

    >>> Places("Putin said", "\\ufeffPutin\\r\\n said").pair(Span(6, 10))
    [9, 13]
    """

    def __init__(self, cleaned: str, given: str) -> None:
        self._starts = None if cleaned == given else _starts(cleaned, given)

    def pair(self, span: Span) -> list[int]:
        """[begin, end) of the span in the file as given."""
        if self._starts is None or span.start >= span.end:
            return [span.start, span.end]
        return [self._starts[span.start], self._starts[span.end - 1] + 1]

    def pairs(self, spans: Iterable[Span]) -> list[list[int]]:
        """All non-empty spans, in order of place and each once."""
        return [self.pair(span) for span in sorted(set(spans)) if span.start < span.end]


def _starts(cleaned: str, given: str) -> list[int]:
    """For every character of `cleaned` its place in `given`; a character that is not there gets the
    place of the one before it."""
    ours, theirs = _pieces(cleaned), _pieces(given)
    found: dict[int, int] = {}
    matcher = SequenceMatcher(
        None, [piece for _, piece in ours], [piece for _, piece in theirs], autojunk=False
    )
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            for (start, piece), (place, _) in zip(ours[a:b], theirs[c:d], strict=True):
                found.update((start + i, place + i) for i in range(len(piece)))
        elif tag == "replace":
            start, place = ours[a][0], theirs[c][0]
            changed = "".join(piece for _, piece in ours[a:b]), "".join(piece for _, piece in theirs[c:d])
            for block in SequenceMatcher(None, *changed, autojunk=False).get_matching_blocks():
                found.update((start + block.a + i, place + block.b + i) for i in range(block.size))
    starts, last = [], 0
    for index in range(len(cleaned)):
        last = found.get(index, last)
        starts.append(last)
    return starts


def _pieces(text: str) -> list[tuple[int, str]]:
    return [(match.start(), match.group()) for match in _PIECE.finditer(text)]
