"""Plain text: read as it is, code point for code point, so that offsets are those of the file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg.model import Block, BlockKind, Document, Span
from kg.text import blocks, front_matter, layout
from kg.text.identity import identify, unpaired
from kg.text.metadata import Metadata


def read(text: str, *, source: str, metadata: Metadata | None = None) -> Document:
    """The document of a plain text. What `metadata` give wins over the text's own front matter.

    Raises InputError where the front matter is never closed or has a malformed date.
    """
    text = unpaired(text)
    span, stated = front_matter.split(text)
    given = metadata or Metadata()
    merged = replace(
        stated,
        **{name: value for name in Metadata.__slots__ if (value := getattr(given, name)) is not None},
    )
    front = [Block(span, BlockKind.METADATA)] if span.end else []
    units = [layout.Unit(block.span, kind=block.kind) for block in front]
    units += layout.units(text, Span(span.end, len(text)))
    return identify(
        text, blocks.mark(text, units, title=merged.title), source=merged.url or source, metadata=merged
    )


def document(
    text: str,
    *,
    source: str,
    title: str | None = None,
    publisher: str | None = None,
    published: date | None = None,
    kind: str | None = None,
) -> Document:
    """The document of a text at hand, its blocks marked. `Document.text` is `text` unchanged (but for
    lone surrogates, which become U+FFFD). Front matter in it is heeded as in a file; arguments win.

    Raises InputError where that front matter is never closed or has a malformed date.

    >>> document("The river is falling", source="note").blocks
    (Block(span=Span(start=0, end=20), kind=<BlockKind.PARAGRAPH: 'paragraph'>),)
    """
    return read(text, source=source, metadata=Metadata(title, publisher, published, kind))
