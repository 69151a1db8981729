"""Blocks: what each unit of a text is, so that only headlines and paragraphs are read for claims.

Furniture is told by the form of a line alone. Headings are told by their place: a line without a full
stop that stands before paragraphs. The blocks that come out are in order, do not overlap, and cover all
of the text that is not blank.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Block, BlockKind, Span
from kg.text import fronts, furniture
from kg.text.furniture import captions
from kg.text.headings import headings
from kg.text.layout import Unit, trimmed

_CAPTION_LENGTH = 200  # characters of the line that a picture credit belongs to
_CAPTION_WORDS = 12  # of that line, if a blank line stands between


def mark(text: str, units: Sequence[Unit], *, title: str | None = None) -> tuple[Block, ...]:
    """The blocks of `text`. `units` are in order and without blanks at their ends; `title`, where the
    metadata give one, tells the headline. A text of a single unit is a paragraph whatever its form:
    somebody wants it read."""
    bodies: list[Unit] = []
    cuts: list[Block] = []
    for unit in units:
        body, cut = _cut(text, unit)
        bodies.append(body)
        if cut is not None:
            cuts.append(Block(cut, BlockKind.METADATA))
    words = [text[unit.span.start : unit.span.end] for unit in bodies]
    kinds = [
        unit.kind or (furniture.kind(word) if len(units) > 1 else None)
        for unit, word in zip(bodies, words, strict=True)
    ]
    _captions(bodies, words, kinds)
    marked = [
        Block(unit.span, kind)
        for unit, kind in zip(bodies, headings(bodies, words, kinds, title), strict=True)
    ]
    return _filled(text, sorted([*cuts, *marked], key=lambda block: block.span))


def _cut(text: str, unit: Unit) -> tuple[Unit, Span | None]:
    """The unit without bullet, time stamp and dateline, and where these stand. A line that is furniture
    as a whole (“14:05 GMT”) loses its bullet at most."""
    if unit.kind is not None:
        return unit, None
    start, end = unit.span.start, unit.span.end
    bullet, front = fronts.front(text[start:end])
    if furniture.kind(text[start + bullet : end]) is not None:
        front = bullet
    if not front:
        return unit, None
    body = Unit(trimmed(text, start + front, end), unit.apart, None, unit.prose or bullet > 0)
    return body, trimmed(text, start, start + front)


def _captions(units: Sequence[Unit], words: Sequence[str], kinds: list[BlockKind | None]) -> None:
    """Makes captions of the lines that bare picture credits belong to: the one above, and those that
    only repeat it (a picture's alternative text)."""
    for number in range(1, len(units)):
        if kinds[number] is not BlockKind.CAPTION or not captions.bare(" ".join(words[number].split())):
            continue
        above = number - 1
        if (
            kinds[above] is not None
            or units[above].prose
            or not _captioned(words[above], units[number].apart)
        ):
            continue
        kinds[above] = BlockKind.CAPTION
        while above and kinds[above - 1] is None and _same(words[above - 1], words[above]):
            above -= 1
            kinds[above] = BlockKind.CAPTION


def _captioned(line: str, apart: bool) -> bool:
    """Whether `line` may be what the credit below it credits. Across a blank line it may as well be a
    paragraph: there it must be names only, such as “Lindow, Northland.”"""
    if not apart:
        return len(line) <= _CAPTION_LENGTH
    words = line.split()
    return (
        len(words) <= _CAPTION_WORDS
        and line.endswith(".")
        and all(not word[0].islower() or word in ("of", "the", "and", "in", "at") for word in words)
    )


def _same(line: str, other: str) -> bool:
    one, two = (" ".join(item.casefold().split()).rstrip(".") for item in (line, other))
    return one == two


def _filled(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks`, and metadata blocks for what they leave uncovered: markup, code, tables."""
    found: list[Block] = []
    last = 0
    for block in (*blocks, None):
        gap = trimmed(text, last, block.span.start if block else len(text))
        if gap.start < gap.end:
            found.append(Block(gap, BlockKind.METADATA))
        if block and block.span.start < block.span.end:
            found.append(block)
            last = block.span.end
    return tuple(found)
