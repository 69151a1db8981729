"""Front matter: `key: value` lines between two `---` lines at the top of a text.

    ---
    title: Dam holds as river falls
    date: 2021-06-03
    publisher: Harbour Post
    kind: wire report
    source: https://example.org/dam
    ---

Other keys, nested lines and comments are ignored. A `source` that is an address names the document;
otherwise it is the publisher, unless `publisher` says more.
"""

from __future__ import annotations

import re

from kg.errors import InputError
from kg.model import Span
from kg.text import dates
from kg.text.metadata import Metadata

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|(?<=[^\r\n])$)")
_FIELD = re.compile(r"(?P<key>[A-Za-z][\w-]*)[ \t]*:(?:[ \t]+(?P<value>.*))?")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://\S+|urn:\S+", re.IGNORECASE)
_DATE_KEYS = ("date", "published")


def split(text: str) -> tuple[Span, Metadata]:
    """Where the front matter stands, and what it says; an empty span at 0 where there is none.

    Raises InputError, naming the line, where its date is none, or where it is opened and never closed.
    """
    fence = _fenced(text)
    if fence is None:
        return Span(0, 0), Metadata()
    span, lines = fence
    fields: dict[str, str] = {}
    for number, line in enumerate(lines, start=2):
        field = _FIELD.fullmatch(line)
        if not field:
            continue
        key, value = field["key"].lower(), _unquoted(field["value"] or "")
        if key in _DATE_KEYS and value:
            try:
                value = dates.read(value).isoformat()
            except ValueError as error:
                raise InputError(f"line {number}: {key} {error}") from None
        if value:
            fields.setdefault(key, value)
    return span, _metadata(fields)


def _fenced(text: str) -> tuple[Span, list[str]] | None:
    """The span of the front matter, fences included, and the lines between them. A rule of dashes
    above running text is no fence: the first line below it must be a field."""
    start = int(text.startswith("\ufeff"))
    lines: list[str] = []
    for match in _LINE.finditer(text, start):
        line = match.group().rstrip()
        if match.start() == start:
            if line != "---":
                return None
        elif line in ("---", "..."):
            return Span(start, match.start() + len(line)), lines
        elif not lines and not _FIELD.fullmatch(line):
            return None
        else:
            lines.append(line)
    if lines:
        raise InputError("line 1: front matter is opened by “---” and never closed")
    return None


def _metadata(fields: dict[str, str]) -> Metadata:
    source = fields.get("source", "")
    url = source if _ADDRESS.fullmatch(source) else fields.get("url")
    published = next((fields[key] for key in _DATE_KEYS if key in fields), None)
    return Metadata(
        title=fields.get("title"),
        publisher=fields.get("publisher") or (None if _ADDRESS.fullmatch(source) else source or None),
        published=dates.read(published) if published else None,
        kind=fields.get("kind"),
        url=url,
    )


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].strip()
    return value
