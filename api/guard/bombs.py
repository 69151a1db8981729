"""RDF that is small to send and endless to read: refused before any parser sees it.

Parsers call themselves for each triple term and each level of JSON-LD, and a stack that overflows ends the
process; one that reads RDF/XML copies an entity as often as it is named, and entities may name entities.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from api.problems import ProblemError

DEEPEST = 200  # levels
_TERMS = re.compile(rb"<<|>>")
_JSON = re.compile(rb'"(?:[^"\\]|\\.)*"?|([\[{])|([\]}])', re.DOTALL)
_TAGS = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<(/)?[^\s<>!?/][^<>]*?(/)?>", re.DOTALL)
_ENTITY = re.compile(rb"<!ENTITY\s+([^\s\"'%]+)\s+(?:\"([^\"]*)\"|'([^']*)')")


def check(data: bytes, media_type: str, largest: int) -> None:
    """Raises a `ProblemError` where RDF of that media type is nested too deep (400), or its entities stand
    for more than `largest` bytes (413).

    >>> check(b'<a:s> <a:p> <<( <a:s> <a:p> "o" )>> .', "text/turtle", 1000)
    """
    if media_type == "application/rdf+xml":
        _entities(data, largest)
        depth = _deepest(
            -1 if tag[1] else 1 for tag in _TAGS.finditer(data) if tag[0][1:2] != b"!" and not tag[2]
        )
    elif media_type == "application/ld+json":
        depth = _deepest(1 if mark[1] else -1 for mark in _JSON.finditer(data) if mark[1] or mark[2])
    else:
        depth = _deepest(1 if mark[0] == b"<<" else -1 for mark in _TERMS.finditer(data))
    if depth > DEEPEST:
        raise ProblemError("bad-request", f"The data are nested more than {DEEPEST} deep.")


def _deepest(steps: Iterable[int]) -> int:
    depth = deepest = 0
    for step in steps:
        depth = max(depth + step, 0)
        deepest = max(deepest, depth)
    return deepest


def _entities(data: bytes, largest: int) -> None:
    size = len(data)
    for name, double, single in _ENTITY.findall(data):
        value = double or single
        if re.search(rb"&[^#]", value):
            raise ProblemError("bad-request", "An XML entity may not name another one.")
        size += len(value) * data.count(b"&" + name + b";")
        if size > largest:
            raise ProblemError("too-large", f"With its XML entities it has more than {largest} bytes.")
