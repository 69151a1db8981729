"""Furniture: the lines of an article that are not its text, told by their form.

Captions and picture credits, bylines, credit and copyright lines, section labels, calls to share or
subscribe, dates and times of publication. Every rule is about the form of a whole line; none knows any
article.
"""

from __future__ import annotations

from functools import lru_cache

from kg.model import BlockKind
from kg.text.furniture import bylines, captions, credit_lines, labels, timestamps
from kg.text.furniture.credit_lines import publisher

__all__ = ["kind", "publisher"]

_LONGEST = 300  # characters; nothing longer is furniture


@lru_cache(maxsize=1024)  # layout and blocks ask for the same lines
def kind(line: str) -> BlockKind | None:
    """What `line`, a whole line or paragraph, is if it is furniture; None for text and headings.

    >>> kind("(Photo: Jane Doe)")
    <BlockKind.CAPTION: 'caption'>
    """
    if len(line) > _LONGEST:
        return None
    line = " ".join(line.split())
    if not any(char.isalnum() for char in line):
        return BlockKind.SECTION  # “* * *”, “###”: a rule between parts
    if credit_lines.matches(line):
        return BlockKind.CREDIT
    if bylines.matches(line):
        return BlockKind.BYLINE
    if timestamps.matches(line):
        return BlockKind.METADATA
    if captions.matches(line):
        return BlockKind.CAPTION
    if labels.matches(line):
        return BlockKind.SECTION
    return None
