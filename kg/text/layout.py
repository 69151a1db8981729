"""Layout: which lines of a text make one unit, that is a paragraph, a heading or a label.

A blank line always parts units. A single line break parts them too, unless the line was wrapped: the
next line goes on in lower case, or the line is so full that the next word had no place on it. How
full that is, is measured on those breaks of the same text that are followed by a lower-case letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.model import BlockKind, Span
from kg.text import furniture

_LINE = re.compile("[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_WIDEST_WRAP = 130  # columns; longer lines were not wrapped by hand or by an editor
_NARROWEST_WRAP = 45
_FULL = range(55, 101)  # columns of a line that looks wrapped even where nothing else shows a width
_SLACK = 3  # columns by which wrapped lines may miss the width
_GOES_ON = re.compile(
    r"(?:,|(?:^|\s)(?:an?|the|and|or|of|to|in|on|at|by|for|from|with|that|which|as|its|his|her|their|mr|mrs|ms|dr)\.?)$",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?:[-*+•·▪‣◦–—]|\(?\d{1,3}[.)])\s")


@dataclass(frozen=True, slots=True)
class Unit:
    """Lines that belong together, without blanks around them. `apart`: a blank line stands before.
    `kind` is given where markup tells it; `prose`: markup says that it is no heading."""

    span: Span
    apart: bool = True
    kind: BlockKind | None = None
    prose: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    indent: int
    apart: bool


def units(text: str, span: Span | None = None, *, soft: bool = False) -> list[Unit]:
    """The units of `text` within `span`, in order. `soft`: line breaks part nothing (as inside a
    Markdown paragraph) unless a line is a caption, credit or label on its own."""
    lines = _lines(text, span or Span(0, len(text)))
    width = _wrap_width(text, lines)
    found: list[Unit] = []
    for number, line in enumerate(lines):
        if number and _joined(text, lines[number - 1], line, width, soft=soft, heads=number == 1):
            previous = found[-1]
            found[-1] = Unit(Span(previous.span.start, line.span.end), previous.apart)
        else:
            found.append(Unit(line.span, line.apart))
    return found


def trimmed(text: str, start: int, end: int) -> Span:
    """[start, end) without white space, zero-width and control characters at its ends."""
    while start < end and _blank(text[start]):
        start += 1
    while end > start and _blank(text[end - 1]):
        end -= 1
    return Span(start, end)


def _blank(char: str) -> bool:
    return char.isspace() or (not char.isprintable() and unicodedata.category(char) in ("Cf", "Cc"))


def _lines(text: str, span: Span) -> list[_Line]:
    found: list[_Line] = []
    last = span.start
    for match in _LINE.finditer(text, span.start, span.end):
        inner = trimmed(text, match.start(), match.end())
        if inner.start == inner.end:
            continue
        apart = not found or len(_BREAK.findall(text, last, inner.start)) > 1
        found.append(_Line(inner, inner.start - match.start(), apart))
        last = inner.end
    return found


def _wrap_width(text: str, lines: Sequence[_Line]) -> int | None:
    """The columns at which this text was wrapped; None where nothing shows that it was."""
    lengths = sorted(
        line.span.end - line.span.start
        for line, following in pairwise(lines)
        if not following.apart and _lower(text, following)
    )
    if not lengths:
        return None
    width = lengths[len(lengths) * 9 // 10]  # not the longest: one odd line must not set the width
    return width if _NARROWEST_WRAP <= width <= _WIDEST_WRAP else None


def _joined(text: str, line: _Line, following: _Line, width: int | None, *, soft: bool, heads: bool) -> bool:
    """Whether `following` goes on with what `line` begins. `heads`: `line` is the text's first one,
    which may be a headline, and those are long without being wrapped."""
    if following.apart:
        return False
    words, more = _string(text, line), _string(text, following)
    if furniture.kind(words) or furniture.kind(more) or _ITEM.match(more):
        return False
    if soft or _lower(text, following):
        return True
    if following.indent > line.indent + 1 or len(words) > _WIDEST_WRAP:
        return False
    needed = len(words) + 1 + len(more.split(maxsplit=1)[0])  # columns, had the next word been put here
    if width and max(len(words), len(more)) <= width + _SLACK and needed > width - _SLACK:
        return True
    if len(words) in _FULL and needed > len(more) and not heads and words[-1].isalnum():
        return True
    return _GOES_ON.search(words) is not None


def _lower(text: str, line: _Line) -> bool:
    """Whether the line goes on with a sentence; a name such as “iPhone” may begin one."""
    word = _string(text, line).split(maxsplit=1)[0]
    return word[:1].islower() and not any(char.isupper() for char in word)


def _string(text: str, line: _Line) -> str:
    return text[line.span.start : line.span.end]
