"""Where a document gets its identity, and the metadata that only its own text tells.

The id is the first 16 hex digits of SHA-256 over text and metadata, so the same content has the same id
on every machine and under every path, and any change of it another. Two files with the same content are
one document.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from kg.model import Block, BlockKind, Document
from kg.text import dates, furniture
from kg.text.metadata import Metadata

_SURROGATE = re.compile("[\ud800-\udfff]")


def unpaired(text: str) -> str:
    """`text` with each lone surrogate replaced by U+FFFD: UTF-8 has no place for them, and a
    replacement of the same length keeps all offsets."""
    return _SURROGATE.sub("\ufffd", text)


def identify(text: str, blocks: Sequence[Block], *, source: str, metadata: Metadata) -> Document:
    """The finished document. A title that the metadata lack is taken from the headline, a publisher
    from the credit line (“This story originally appeared in …”), a date from a line that says when
    the text was published. `text` must hold no lone surrogates."""
    document = Document(
        id="",
        text=text,
        source=unpaired(source),
        title=_clean(metadata.title) or _title(text, blocks),
        publisher=_clean(metadata.publisher) or _publisher(text, blocks),
        published=metadata.published or dates.stated(_early_lines(text, blocks)),
        kind=_clean(metadata.kind),
        blocks=tuple(blocks),
    )
    return replace(document, id=_id(document))


def _id(document: Document) -> str:
    published = document.published.isoformat() if document.published else None
    fields = [document.text, document.title, document.publisher, published, document.kind]
    return sha256(json.dumps(fields, ensure_ascii=False).encode()).hexdigest()[:16]


def _clean(value: str | None) -> str | None:
    return " ".join(unpaired(value).split()) or None if value else None


def _title(text: str, blocks: Sequence[Block]) -> str | None:
    for block in blocks:
        if block.kind is BlockKind.HEADLINE:
            return _clean(text[block.span.start : block.span.end])
    return None


def _publisher(text: str, blocks: Sequence[Block]) -> str | None:
    for block in blocks:
        if block.kind is BlockKind.CREDIT:
            name = furniture.publisher(text[block.span.start : block.span.end])
            if name:
                return name
    return None


def _early_lines(text: str, blocks: Sequence[Block]) -> list[str]:
    """The metadata lines before the first paragraph; later ones may date something else."""
    lines: list[str] = []
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH:
            break
        if block.kind is BlockKind.METADATA:
            lines.append(text[block.span.start : block.span.end])
    return lines
