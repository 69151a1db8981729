"""JSON Lines: one record a line, one document a record.

Fields: `text` (needed), `title`, `publisher`, `published` or `date`, `kind`, and `url` or `id`, which
name the document. An `id` that is no address is local to its file: `feed.jsonl#id`. Other fields are
ignored.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

from kg.errors import InputError
from kg.model import Document
from kg.text import dates, plain
from kg.text.failure import Failure
from kg.text.metadata import Metadata

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")


def read(text: str, *, source: str) -> Iterator[Document | Failure]:
    """The documents of a JSON Lines file, and a failure naming the line for each record that is none.
    The others go on. Without `url` and `id` the document's source is `file#line`."""
    lines_of: dict[str, int] = {}
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            document = _record(line, source, number)
            first = lines_of.setdefault(document.source, number)
            if first != number:
                raise InputError(f"has the same id as line {first}")
        except InputError as error:
            yield Failure(source, f"line {number}: {error}")
        else:
            yield document


def _record(line: str, source: str, number: int) -> Document:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"is not JSON ({error.msg}, column {error.colno})") from None
    except (RecursionError, ValueError):
        raise InputError("is not JSON that can be read (too deep, or too long a number)") from None
    if not isinstance(record, dict):
        raise InputError("is not a JSON object")
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        raise InputError("has no “text”")
    name = next((str(record[key]) for key in ("url", "id") if _scalar(record.get(key))), str(number))
    metadata = replace(metadata_of(record), url=name if _ADDRESS.fullmatch(name) else None)
    return plain.read(text, source=f"{source}#{name}", metadata=metadata)


def metadata_of(record: dict[str, object]) -> Metadata:
    """The metadata in a record. Raises InputError where one of them is no string, or no date."""
    metadata = Metadata(
        title=_words(record, "title"), publisher=_words(record, "publisher"), kind=_words(record, "kind")
    )
    for key in ("published", "date"):
        value = _words(record, key)
        if value:
            try:
                return replace(metadata, published=dates.read(value))
            except ValueError as error:
                raise InputError(f"{key} {error}") from None
    return metadata


def _scalar(value: object) -> bool:
    return isinstance(value, (str, int)) and not isinstance(value, bool) and value != ""


def _words(record: dict[str, object], key: str) -> str | None:
    value = record.get(key)
    if value is None or isinstance(value, str):
        return value
    raise InputError(f"“{key}” is not a string")
