"""A SPARQL query as the terms and marks it is written with, for who changes some of them and no more."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
      (?P<space>\s+|\#[^\r\n]*)
    | <(?P<iri>(?:[^\x00-\x20<>"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*)>
    | (?P<string>'''(?:[^\\]|\\.)*?'''|\"\"\"(?:[^\\]|\\.)*?\"\"\"
                |'(?:[^'\\\r\n]|\\.)*'|"(?:[^"\\\r\n]|\\.)*")
    | (?P<variable>[?$]\w+)
    | (?P<blank>_:[\w](?:[\w.-]*[\w-])?)
    | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:
               (?:(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.)
                  (?:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.))?)?)
    | (?P<word>[^\W\d_]\w*)
    | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<mark>\^\^|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
OPENS, CLOSES = {"{": "}", "(": ")", "[": "]"}, {"}": "{", ")": "(", "]": "["}


@dataclass(frozen=True, slots=True)
class Token:
    """A term or mark of a query, without what parts it from others: its kind is the name of a group above."""

    kind: str
    text: str
    start: int
    end: int


def tokens_of(query: str) -> list[Token]:
    """The terms and marks of a query, comments left out."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup or ""
        if kind != "space":
            tokens.append(Token(kind, match[kind], match.start(), match.end()))
    return tokens


def opening(tokens: list[Token], closing: int) -> int:
    """The place of the bracket that a closing one belongs to."""
    depth = 0
    for place in range(closing, -1, -1):
        if tokens[place].kind == "mark":
            depth += (tokens[place].text in CLOSES) - (tokens[place].text in OPENS)
            if depth == 0:
                return place
    return 0


def is_mark(token: Token, marks: str) -> bool:
    """Whether a token is one of the marks.

    >>> is_mark(tokens_of("ASK {}")[1], "{[")
    True
    """
    return token.kind == "mark" and token.text in marks


def unquoted(literal: str) -> str:
    r"""The text that a string stands for.

    >>> unquoted(r'"a\tb"'), unquoted("'''it's'''")
    ('a\tb', "it's")
    """
    quotes = 3 if literal[:3] in ('"""', "'''") and len(literal) >= 6 else 1
    return _ESCAPE.sub(_character, literal[quotes:-quotes])


def _character(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2]
    if code:
        return chr(int(code, 16)) if int(code, 16) < 0x110000 else "\ufffd"
    return _ESCAPED.get(escape[3], escape[3])
