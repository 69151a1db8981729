"""JSON Schemas of what is sent to be written, and of the jobs that write it."""

from __future__ import annotations

from typing import Any

from api.description.schemas import closed
from kg.jobs import Kind, State

_TEXT: dict[str, Any] = {"type": "string"}
_PERHAPS: dict[str, Any] = {"type": ["string", "null"]}
_ADDRESS: dict[str, Any] = {"type": "string", "format": "uri-reference"}

DOCUMENT_SENT: dict[str, Any] = {
    "type": "object",
    "required": ["text"],
    "properties": {
        "text": _TEXT,
        "url": _TEXT,
        "title": _TEXT,
        "publisher": _TEXT,
        "published": {"type": "string", "format": "date"},
        "kind": _TEXT,
    },
}
DOCUMENT_EXAMPLE = {
    "text": "Turkey thanked Greece for its help on Monday.",
    "url": "https://news.example/help",
    "title": "Help across the sea",
    "publisher": "Example Wire",
    "published": "2023-02-13",
}
_JOB: dict[str, Any] = {
    "id": _TEXT,
    "kind": {"type": "string", "enum": [kind.value for kind in Kind]},
    "state": {"type": "string", "enum": [state.value for state in State]},
    "who": _PERHAPS,
    "created": _PERHAPS,
    "started": _PERHAPS,
    "finished": _PERHAPS,
    "total": {"type": "integer"},
    "done": {"type": "integer"},
    "failed": {"type": "integer"},
    "url": _ADDRESS,
    "events_url": _ADDRESS,
}
_ITEM = closed(
    {
        "source": _TEXT,
        "state": {"type": "string", "enum": [state.value for state in State]},
        "outcome": _PERHAPS,
        "document": _PERHAPS,
        "document_url": {"type": ["string", "null"]},
        "error": _PERHAPS,
    }
)
JOB = closed(_JOB)
JOB_WITH_ITEMS = closed(_JOB | {"items": {"type": "array", "items": _ITEM}})
