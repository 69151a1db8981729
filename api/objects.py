"""Rows as JSON objects: the fields of the row in their order, then the addresses of what it names."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any, NamedTuple

from flask import url_for

from kg.query.rows import ClaimRow, DocumentRow, EdgeRow, EntityRow, HolderRow, Page, SlotRow


class Address(NamedTuple):
    """The address of `endpoint`, whose argument `argument` is the row's field `field`."""

    endpoint: str
    argument: str
    field: str


_OF_ENTITY = {
    "url": Address("entities.one", "id", "id"),
    "page": Address("pages.entity", "id", "id"),
}
ADDRESSES: dict[type, dict[str, Address]] = {
    EntityRow: _OF_ENTITY
    | {
        "relations_url": Address("entities.relations", "id", "id"),
        "neighbours_url": Address("entities.neighbours", "id", "id"),
        "held_url": Address("entities.held", "id", "id"),
    },
    SlotRow: _OF_ENTITY,
    HolderRow: _OF_ENTITY,
    ClaimRow: {
        "url": Address("claims.one", "id", "id"),
        "page": Address("pages.claim", "id", "id"),
        "document_url": Address("documents.one", "id", "document"),
    },
    DocumentRow: {
        "url": Address("documents.one", "id", "id"),
        "page": Address("pages.document", "id", "id"),
        "claims_url": Address("claims.many", "document", "id"),
    },
    EdgeRow: {
        "source_url": Address("entities.one", "id", "source"),
        "target_url": Address("entities.one", "id", "target"),
    },
}


def render(value: Any) -> Any:
    """`value` as what `json.dumps` takes; a `Page` becomes `{"items", "next"}`."""
    if isinstance(value, Page):
        return {"items": render(value.rows), "next": value.next}
    if is_dataclass(value) and not isinstance(value, type):
        shown = {field.name: render(getattr(value, field.name)) for field in fields(value)}
        for name, address in ADDRESSES.get(type(value), {}).items():
            shown[name] = url_for(address.endpoint, **{address.argument: getattr(value, address.field)})
        return shown
    if isinstance(value, tuple):
        return [render(item) for item in value]
    return value
