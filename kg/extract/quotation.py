"""Which words stand in quotation marks: one sweep over the document, a paragraph at a time."""

from __future__ import annotations

from kg.language import Doc, Token

_OPENING, _CLOSING = frozenset({"“", "``", "„", "«"}), frozenset({"”", "''", "»"})
_KEY = "kg_quoted"


def in_quotes(token: Token) -> bool:
    """Whether the word stands between quotation marks. A quotation ends at the latest with its paragraph
    (one that goes on is opened anew there, by convention)."""
    quoted = token.doc.user_data.get(_KEY)
    if quoted is None:
        quoted = token.doc.user_data[_KEY] = _quoted(token.doc)
    return token.i in quoted


def _quoted(doc: Doc) -> frozenset[int]:
    inside: set[int] = set()
    opened: int | None = None
    for word in doc:
        if word.is_space and word.text.count("\n") >= 2:
            opened = None
        elif word.text in _OPENING or (word.text == '"' and opened is None):
            opened = word.i
        elif word.text in _CLOSING or word.text == '"':
            if opened is not None:
                inside.update(range(opened, word.i + 1))
            opened = None
    return frozenset(inside)
