"""Markdown, parsed by markdown-it-py (CommonMark, with tables).

A text without inline markup stays verbatim: what is markup of blocks (heading marks, bullets, code,
tables) lies outside the blocks that are read. Where there is inline markup (emphasis, links, code,
escapes), it would stand between the words, so the document's text is the words alone, one block a
paragraph with blank lines between, and offsets count in that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kg.errors import InputError
from kg.model import Block, BlockKind, Document, Span
from kg.text import blocks, front_matter, layout
from kg.text.identity import identify, unpaired
from kg.text.layout import Unit

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A heading, paragraph or item: its words with the markup and without, and where its lines are."""

    content: str
    words: str
    kind: BlockKind | None
    prose: bool
    lines: Span


def read(text: str, *, source: str) -> Document:
    """The document of a Markdown text.

    Raises InputError where its front matter has a malformed date, or nothing but markup is in it.
    """
    text = unpaired(text)
    front, metadata = front_matter.split(text)
    pieces = _pieces(text, front.end)
    if not pieces:
        raise InputError("no text in it")
    spans = _places(text, pieces)
    if spans is None:
        text, spans = _cleaned(pieces)
        front = Span(0, 0)
    units = [Unit(front, kind=BlockKind.METADATA)] if front.end else []
    for piece, span in zip(pieces, spans, strict=True):
        if piece.kind is not None:
            units.append(Unit(span, kind=piece.kind))
            continue
        units += [replace(unit, prose=piece.prose) for unit in layout.units(text, span, soft=True)]
    marked: tuple[Block, ...] = blocks.mark(text, units, title=metadata.title)
    return identify(text, marked, source=metadata.url or source, metadata=metadata)


def _pieces(text: str, begin: int) -> list[_Piece]:
    starts = [begin, *(match.end() for match in _LINE_END.finditer(text, begin)), len(text)]
    found: list[_Piece] = []
    prose = 0
    headline = False
    heading = ""
    tables = 0
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text[begin:]):
        if token.type in ("list_item_open", "blockquote_open"):
            prose += 1
        elif token.type in ("list_item_close", "blockquote_close"):
            prose -= 1
        elif token.type in ("table_open", "table_close"):
            tables += token.nesting
        elif token.type == "heading_open":
            heading = token.tag
        elif token.type == "heading_close":
            heading = ""
        elif token.type == "inline" and not tables and token.map:
            words, kind = _words(token.children or []), None
            if heading:
                kind = BlockKind.HEADLINE if heading == "h1" and not headline else BlockKind.SECTION
                headline = headline or kind is BlockKind.HEADLINE
            elif not words.strip():
                words, kind = _alternative(token.children or []), BlockKind.CAPTION
            if words.strip():
                lines = Span(starts[token.map[0]], starts[min(token.map[1], len(starts) - 1)])
                found.append(_Piece(token.content, words.strip(), kind, prose > 0, lines))
    return found


def _words(children: Sequence[Token]) -> str:
    """The words of a paragraph; pictures and inline HTML say nothing in a sentence."""
    words: list[str] = []
    for child in children:
        if child.type in ("text", "text_special", "code_inline"):
            words.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            words.append("\n")
    return "".join(words)


def _alternative(children: Sequence[Token]) -> str:
    """The alternative texts of a paragraph that is only pictures."""
    return "\n".join(child.content for child in children if child.type == "image")


def _places(text: str, pieces: Sequence[_Piece]) -> list[Span] | None:
    """Where each piece stands in `text` word for word; None if inline markup is anywhere."""
    spans: list[Span] = []
    last = 0
    for piece in pieces:
        if piece.content.split() != piece.words.split():
            return None
        start = end = max(last, piece.lines.start)
        for number, line in enumerate(filter(None, map(str.strip, piece.content.split("\n")))):
            at = text.find(line, end, piece.lines.end)
            if at < 0 or (number and text[end:at].strip()):
                return None
            start, end = (start if number else at), at + len(line)
        span = layout.trimmed(text, start, end)
        if span.start == span.end:
            return None
        spans.append(span)
        last = end
    return spans


def _cleaned(pieces: Sequence[_Piece]) -> tuple[str, list[Span]]:
    text = ""
    spans: list[Span] = []
    for piece in pieces:
        start = len(text) + 2 if text else 0
        text += ("\n\n" if text else "") + piece.words
        spans.append(layout.trimmed(text, start, len(text)))
    return text, spans
