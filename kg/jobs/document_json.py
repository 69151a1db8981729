"""Documents as JSON, read and not yet read, as one process hands them to another."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from kg.model import Block, BlockKind, Document, Span
from kg.text import Form, Metadata, Sent


def dump(value: dict[str, Any]) -> bytes:
    """JSON in one line; dates as they are written in ISO 8601."""
    return json.dumps(value, ensure_ascii=False, default=date.isoformat, separators=(",", ":")).encode()


def dump_document(document: Document) -> bytes:
    """A document in one line."""
    return dump(asdict(document))


def load_document(line: bytes) -> Document:
    """The document that `dump_document` wrote."""
    return document_of(json.loads(line))


def document_of(told: dict[str, Any]) -> Document:
    """The document of an object that `dump_document` wrote."""
    told["published"] = _date(told["published"])
    told["blocks"] = tuple(
        Block(Span(block["span"]["start"], block["span"]["end"]), BlockKind(block["kind"]))
        for block in told["blocks"]
    )
    return Document(**told)


def sent_of(told: dict[str, Any]) -> Sent:
    """What was sent, of the fields of it that `dump` wrote."""
    for name in ("stated", "given"):
        told[name] = Metadata(**{**told[name], "published": _date(told[name]["published"])})
    return Sent(**{**told, "form": Form(told["form"])})


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
