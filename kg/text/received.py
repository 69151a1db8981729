"""Documents out of bytes that were sent, where `kg.text.reading` has files. No path gets into a source."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
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

_NOTHING = Metadata()
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


@dataclass(frozen=True, slots=True)
class Sent:
    """One document as it was sent, not yet read.

    Attributes:
        form: PLAIN, MARKDOWN or HTML.
        source: its source; where it is not `named`, what the text says itself goes first.
        stated: metadata that came beside the text.
        given: metadata that win over all others.
    """

    text: str
    form: Form
    source: str
    named: bool = False
    stated: Metadata = _NOTHING
    given: Metadata = _NOTHING

    def document(self) -> Document:
        """The document. Raises `InputError` where there is none in it. It may take long."""
        try:
            document = self._read()
        except RecursionError:
            raise InputError("is nested too deep") from None
        if not document.blocks:
            raise InputError("has no text in it")
        source = self.source if self.named else document.source
        if self.given == _NOTHING:
            return replace(document, source=unpaired(source))
        metadata = Metadata(
            title=self.given.title or document.title,
            publisher=self.given.publisher or document.publisher,
            published=self.given.published or document.published,
            kind=self.given.kind or document.kind,
        )
        return identify(document.text, document.blocks, source=source, metadata=metadata)

    def _read(self) -> Document:
        match self.form:
            case Form.MARKDOWN:
                from kg.text import markdown  # not before it is needed: it costs start-up time

                return markdown.read(self.text, source=self.source)
            case Form.HTML:
                from kg.text import html  # likewise, and more of it

                return html.read(self.text, source=self.source)
            case _:
                return plain.read(self.text, source=self.source, metadata=self.stated)


def receive(
    raw: bytes,
    form: Form,
    *,
    name: str | None = None,
    source: str | None = None,
    given: Metadata | None = None,
) -> Iterator[Sent | Failure]:
    """The documents of a body, and a failure for each that is none; the others go on. Only what must be is
    looked at of them here.

    Args:
        name: what the sender calls it, as a file's name. It makes the source of what has none: `upload:NAME`;
            without it, `upload:` and the hash of the content.
        source: the source of the one document in it, whatever that says.
        given: metadata that win over the document's own.
    """
    label = f"upload:{name or sha256(raw).hexdigest()[:16]}"
    given = given or _NOTHING
    try:
        text = decode(raw, declared=form is Form.HTML)
        if not text.strip(_BLANK):
            raise InputError("is empty")
        match form:
            case Form.JSON_LINES:
                yield from _json_lines(text, label, given)
            case Form.JSON:
                yield _object(text, source or label, given, named=bool(source))
            case _:
                yield Sent(text, form, source or label, bool(source), given=given)
    except InputError as error:
        yield Failure(source or label, str(error))


def _json_lines(text: str, source: str, given: Metadata) -> Iterator[Sent | Failure]:
    lines: dict[str, int] = {}
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            sent = _object(line, f"{source}#{number}", given)
            first = lines.setdefault(sent.source, number)
            if first != number:
                raise InputError(f"has the same source as line {first}")
        except InputError as error:
            yield Failure(f"{source}#{number}", f"line {number}: {error}")
        else:
            yield sent


def _object(text: str, source: str, given: Metadata, *, named: bool = False) -> Sent:
    """The document of a JSON object: `text`, and what is known of it. Unless the sender has `named` it, the
    object may."""
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
    own = told.get("source") or told.get("url")
    if own is not None and not isinstance(own, str):
        raise InputError("“source” is not a string")
    if own and not named:
        source, named = unpaired(own), True
    return Sent(unpaired(words), Form.PLAIN, source, named, metadata_of(told), given)
