"""JSON Schemas of the rows, from their types, and an example of each."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from api.rest.objects import ADDRESSES
from kg.model import Certainty, EntityType, Polarity, Speech, Temporality
from kg.query import rows

_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}
# Where a row's string is one of an enumeration's values.
_VALUES: dict[tuple[str, str], type[StrEnum]] = {
    ("Entity", "type"): EntityType,
    ("Claim", "polarity"): Polarity,
    ("Claim", "certainty"): Certainty,
    ("Claim", "temporality"): Temporality,
    ("Holder", "speech"): Speech,
}


@cache
def components() -> dict[str, Any]:
    """The schema of every row, by the name it is referred to by."""
    kinds = [kind for kind in vars(rows).values() if isinstance(kind, type) and is_dataclass(kind)]
    return {name(kind): of_row(kind) for kind in kinds if kind is not rows.Page}


def name(kind: type) -> str:
    """What a row's schema is called: `ClaimRow` is “Claim”."""
    return kind.__name__.removesuffix("Row")


def reference(kind: type) -> dict[str, Any]:
    """A reference to the schema of a row."""
    return {"$ref": f"#/components/schemas/{name(kind)}"}


def listed(items: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of a page of `items`."""
    return closed({"items": {"type": "array", "items": items}, "next": {"type": ["string", "null"]}})


def closed(properties: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of an object that has these members and no others."""
    return {
        "type": "object",
        "required": list(properties),
        "properties": dict(properties),
        "additionalProperties": False,
    }


def of_row(kind: type) -> dict[str, Any]:
    """The schema of a row as `api.rest.objects.render` shows it."""
    hints = typing.get_type_hints(kind)
    properties = {field.name: _member(kind, field.name, hints[field.name]) for field in fields(kind)}
    properties |= {link: {"type": "string", "format": "uri-reference"} for link in ADDRESSES.get(kind, {})}
    return {"description": " ".join((kind.__doc__ or "").split())} | closed(properties)


def _member(kind: type, field: str, hint: Any) -> dict[str, Any]:
    values = _VALUES.get((name(kind), field))
    return {"type": "string", "enum": [value.value for value in values]} if values else _schema(hint)


def _schema(hint: Any) -> dict[str, Any]:
    if hint is Any:
        return {}
    if hint in _PLAIN:
        return {"type": _PLAIN[hint]}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"type": "string", "enum": [value.value for value in hint]}
    if is_dataclass(hint):
        return reference(typing.cast(type, hint))
    inner = typing.get_args(hint)
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return {"anyOf": [_schema(each) for each in inner]}
    if typing.get_origin(hint) in (dict, Mapping):
        return {"type": "object", "additionalProperties": _schema(inner[1])}
    if typing.get_origin(hint) is list or inner[-1] is Ellipsis:
        return {"type": "array", "items": _schema(inner[0])}
    return {
        "type": "array",
        "prefixItems": [_schema(each) for each in inner],
        "minItems": len(inner),
        "maxItems": len(inner),
    }
