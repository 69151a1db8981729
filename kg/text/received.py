"""Documents out of bytes that were sent, where `kg.text.reading` has files. No path gets into a source."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import StrEnum
from hashlib import sha256
from pathlib import PurePosixPath

from kg.errors import InputError
from kg.model import Document
from kg.text import plain
from kg.text.decoding import decode
from kg.text.failure import Failure
from kg.text.identity import identify, unpaired
from kg.text.jsonl import metadata_of
from kg.text.metadata import Metadata

_BLANK = "\ufeff \t\r\n\f\v"


class Form(StrEnum):
    """How a body is written. JSON is one document as an object, JSON Lines such an object a line."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"
    JSON_LINES = "jsonl"

    @property
    def several(self) -> bool:
        """Whether it may hold more than one document."""
        return self is Form.JSON_LINES


_SUFFIXES = {
    ".txt": Form.PLAIN,
    ".text": Form.PLAIN,
    ".md": Form.MARKDOWN,
    ".markdown": Form.MARKDOWN,
    ".html": Form.HTML,
    ".htm": Form.HTML,
    ".json": Form.JSON,
    ".jsonl": Form.JSON_LINES,
    ".ndjson": Form.JSON_LINES,
}


def form_of(name: str) -> Form | None:
    """How a file is written, by the end of its name; None where such files are not read.

    >>> form_of("note.md"), form_of("note.exe")
    (<Form.MARKDOWN: 'markdown'>, None)
    """
    return _SUFFIXES.get(PurePosixPath(name).suffix.lower())


def receive(
    raw: bytes,
    form: Form,
    *,
    name: str | None = None,
    source: str | None = None,
    given: Metadata | None = None,
) -> Iterator[Document | Failure]:
    """The documents of a body, and a failure for each that is none; the others go on.

    Args:
        name: what the sender calls it, as a file's name. It makes the source of what has none: `upload:NAME`;
            without it, `upload:` and the hash of the content.
        source: the source of the one document in it, whatever that says.
        given: metadata that win over the document's own.
    """
    label = f"upload:{name or sha256(raw).hexdigest()[:16]}"
    try:
        text = decode(raw, declared=form is Form.HTML)
        if not text.strip(_BLANK):
            raise InputError("is empty")
        for item in _READERS[form](text, label):
            if isinstance(item, Document):
                item = _told(item, source, given)
                if not item.blocks:
                    item = Failure(item.source, "has no text in it")
            yield item
    except InputError as error:
        yield Failure(source or label, str(error))
    except RecursionError:
        yield Failure(source or label, "is nested too deep")


def _told(document: Document, source: str | None, given: Metadata | None) -> Document:
    """The document as the sender wants it named."""
    if given is None or given == Metadata():
        return replace(document, source=source) if source else document
    metadata = Metadata(
        title=given.title or document.title,
        publisher=given.publisher or document.publisher,
        published=given.published or document.published,
        kind=given.kind or document.kind,
    )
    return identify(document.text, document.blocks, source=source or document.source, metadata=metadata)


def _plain(text: str, source: str) -> Iterator[Document]:
    yield plain.read(text, source=source)


def _markdown(text: str, source: str) -> Iterator[Document]:
    from kg.text import markdown  # not before it is needed: it costs start-up time

    yield markdown.read(text, source=source)


def _html(text: str, source: str) -> Iterator[Document]:
    from kg.text import html  # likewise, and more of it

    yield html.read(text, source=source)


def _json(text: str, source: str) -> Iterator[Document]:
    yield _object(text, source)


def _json_lines(text: str, source: str) -> Iterator[Document | Failure]:
    lines: dict[str, int] = {}
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            document = _object(line, f"{source}#{number}")
            first = lines.setdefault(document.source, number)
            if first != number:
                raise InputError(f"has the same source as line {first}")
        except InputError as error:
            yield Failure(f"{source}#{number}", f"line {number}: {error}")
        else:
            yield document


def _object(text: str, source: str) -> Document:
    """The document of a JSON object: `text`, and what is known of it."""
    try:
        told = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"is not JSON ({error.msg}, line {error.lineno}, column {error.colno})") from None
    except (RecursionError, ValueError):
        raise InputError("is not JSON that can be read (too deep, or too long a number)") from None
    if not isinstance(told, dict):
        raise InputError("is not a JSON object")
    words = told.get("text")
    if not isinstance(words, str) or not words.strip():
        raise InputError("has no “text”")
    named = told.get("source") or told.get("url")
    if named is not None and not isinstance(named, str):
        raise InputError("“source” is not a string")
    document = plain.read(words, source=source, metadata=metadata_of(told))
    return replace(document, source=unpaired(named)) if named else document


_READERS: dict[Form, Callable[[str, str], Iterator[Document | Failure]]] = {
    Form.PLAIN: _plain,
    Form.MARKDOWN: _markdown,
    Form.HTML: _html,
    Form.JSON: _json,
    Form.JSON_LINES: _json_lines,
}
