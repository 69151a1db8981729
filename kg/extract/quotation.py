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
    """Straight and curly marks apart: one kind may stand inside the other."""
    inside: set[int] = set()
    opened: dict[str, int] = {}  # by kind of mark
    for word in doc:
        if word.is_space and word.text.count("\n") >= 2:
            following = doc[word.i + 1].text if word.i + 1 < len(doc) else ""
            for start in opened.values() if following in (*_OPENING, '"') else ():
                inside.update(range(start, word.i))  # it goes on, and is closed further down
            opened = {}
        elif word.text in _OPENING or (word.text == '"' and '"' not in opened):
            opened['"' if word.text == '"' else "“"] = word.i
        elif word.text in _CLOSING or word.text == '"':
            start = opened.pop('"' if word.text == '"' else "“", word.i + 1)
            inside.update(range(start, word.i + 1))
    return frozenset(inside)
