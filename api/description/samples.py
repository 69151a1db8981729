"""Examples of answers, made from their schemas: every member that is described is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.description import schemas

_ENTITY = {"id": "NATO", "label": "NATO", "url": "/v1/entities/NATO", "page": "/entity/NATO"}
# What a member of a schema holds in examples; `None` as schema: in any.
_SAID: dict[str | None, dict[str, Any]] = {
    "Entity": _ENTITY
    | {
        "iri": "https://kg.example/entity/NATO",
        "type": "Organization",
        "aliases": ["North Atlantic Treaty Organization"],
        "links": ["wikidata:Q7184"],
        "degree": 12,
        "claims": 31,
        "documents": 4,
    },
    "Holder": _ENTITY | {"cue": "warned", "cue_spans": [[67, 73]], "speech": "indirect"},
    "Slot": _ENTITY | {"text": "The alliance", "spans": [[80, 92]]},
    "Claim": {
        "id": "3f9c2a71",
        "iri": "https://kg.example/claim/3f9c2a71",
        "relation": "meets in",
        "relation_id": "meets_in",
        "relation_text": "will meet in",
        "relation_spans": [[93, 105]],
        "temporality": "future",
        "event_type": "CONSULT",
        "when": "on Friday",
        "when_start": "2024-05-17",
        "when_end": "2024-05-17",
        "confidence": 0.91,
        "rules": ["ReportedSpeech"],
        "content": [],
        "sentence": "The alliance will meet in Brussels on Friday, NATO said.",
        "sentence_span": [80, 136],
    },
    "Document": {"id": "d41d8cd9", "iri": "https://kg.example/document/d41d8cd9", "claims": 7},
    "Edge": {"source": "NATO", "target": "Brussels", "relation": "meets in", "relation_id": "meets_in"},
    None: {
        "document": "d41d8cd9",
        "title": "Talks in Brussels",
        "publisher": "Example Wire",
        "published": "2024-05-15",
        "source": "wire.txt",
        "kind": "wire report",
        "next": None,
        "iri": "https://kg.example/entity/NATO",
        "claims": ["3f9c2a71"],
        "documents": ["d41d8cd9"],
        "holders": ["Example Wire"],
        "centre": "NATO",
        "id": "NATO",
        "label": "NATO",
        "status": "ok",
    },
}
_DEEP = 6  # a schema that holds itself is shown to this depth


def sample(schema: Mapping[str, Any], depth: int = 0) -> Any:
    """A value that `schema` admits."""
    return _sample(schema, None, "", depth)


def _sample(schema: Mapping[str, Any], kind: str | None, member: str, depth: int) -> Any:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return _sample(schemas.components()[name], name, "", depth + 1)
    for table in (_SAID.get(kind, {}) if kind else {}, _SAID[None]):
        if member in table and _fits(table[member], schema):
            return table[member]
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return _sample(schema["anyOf"][0 if depth < _DEEP else -1], kind, member, depth)
    named = schema.get("type")
    if named == "object":
        properties = schema.get("properties", {})
        return {name: _sample(inner, kind, name, depth) for name, inner in properties.items()}
    if named == "array":
        if "prefixItems" in schema:
            return [_sample(inner, kind, "", depth) for inner in schema["prefixItems"]]
        return [_sample(schema["items"], kind, "", depth)] if depth < _DEEP else []
    plain = {"string": member or "text", "integer": 1, "number": 0.5, "boolean": True}
    if schema.get("format") == "uri-reference":
        return f"/v1/{member.removesuffix('_url')}"
    return plain.get(named if isinstance(named, str) else "")


_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}


def _fits(value: Any, schema: Mapping[str, Any]) -> bool:
    if "anyOf" in schema:
        return any(_fits(value, inner) for inner in schema["anyOf"])
    named = schema.get("type", ())
    if not any(isinstance(value, _TYPES[name]) for name in ([named] if isinstance(named, str) else named)):
        return False
    if isinstance(value, list) and value and "items" in schema:
        return "$ref" not in schema["items"] and _fits(value[0], schema["items"])
    return "enum" not in schema or value in schema["enum"]
