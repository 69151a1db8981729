"""A document as the tests read it: each block's kind and words."""

from __future__ import annotations

from kg.model import Document
from kg.text import document


def shown(found: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, found.text[block.span.start : block.span.end]) for block in found.blocks]


def marked(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return shown(document(text, source="test", title=title))
