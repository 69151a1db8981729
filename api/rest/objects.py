"""Rows as JSON objects: the fields of the row in their order, then the addresses of what it names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, NamedTuple, TypeAlias, cast
from urllib.parse import quote

from flask import current_app, request, url_for

from kg.query.claim_page import Addresses, ClaimPage
from kg.query.rows import (
    ClaimRow,
    DocumentRow,
    EdgeRow,
    EntityRow,
    HolderCountRow,
    HolderRow,
    MentionRow,
    NodeRow,
    Page,
    RelationDetail,
    RelationNameRow,
    RelationRow,
    SlotRow,
)

_PLAIN = frozenset({str, int, float, bool, type(None)})
_ID = "0id0"  # stands for an id where an address is cut
# Name, what stands before the id and after it, and the row's field that holds the id.
_Places: TypeAlias = Mapping[type, Sequence[tuple[str, str, str, str]]]


class Address(NamedTuple):
    """The address of `endpoint`, whose argument `argument` is the row's field `field`."""

    endpoint: str
    argument: str
    field: str


_OF_ENTITY = {
    "url": Address("entities.one", "id", "id"),
    "page": Address("pages.entity", "id", "id"),
}
_OF_RELATION = {
    "url": Address("relations.one", "id", "id"),
    "claims_url": Address("claims.many", "relation", "id"),
}
ADDRESSES: dict[type, dict[str, Address]] = {
    EntityRow: _OF_ENTITY
    | {
        "relations_url": Address("entities.relations", "id", "id"),
        "neighbours_url": Address("entities.neighbours", "id", "id"),
        "held_url": Address("entities.held", "id", "id"),
    },
    SlotRow: _OF_ENTITY,
    NodeRow: _OF_ENTITY,
    HolderRow: _OF_ENTITY,
    HolderCountRow: _OF_ENTITY,
    MentionRow: _OF_ENTITY,
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
    RelationRow: _OF_RELATION,
    RelationDetail: _OF_RELATION,
    RelationNameRow: {"url": _OF_RELATION["url"]},
    EdgeRow: {
        "source_url": Address("entities.one", "id", "source"),
        "target_url": Address("entities.one", "id", "target"),
    },
}


def render(value: Any) -> Any:
    """`value` as what JSON takes; a `Page` becomes `{"items", "next"}`."""
    return _rendered(value, _places())


def ready(page: ClaimPage) -> bytes:
    """A page of claims as JSON text, ready to send."""
    return page.json(_claim_addresses())


def ready_item(page: ClaimPage) -> bytes:
    """The one claim of a page as JSON text."""
    return page.items(_claim_addresses())


def _rendered(value: Any, places: _Places) -> Any:
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return [_rendered(item, places) for item in value]
    if kind is Page:
        return {"items": _rendered(value.rows, places), "next": value.next}
    if not is_dataclass(kind):
        return value
    shown = {name: _rendered(getattr(value, name), places) for name in _names(kind)}
    for name, before, after, field in places.get(kind, ()):
        shown[name] = before + quote(getattr(value, field), safe="") + after
    return shown


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _places() -> _Places:
    """The addresses of each kind of row, cut where the id goes; made once for each place that the
    application is mounted at."""
    kept = current_app.extensions.setdefault("kg.addresses", {})
    root = request.root_path
    if root not in kept:
        kept[root] = {
            kind: tuple((name, *_cut(address), address.field) for name, address in addresses.items())
            for kind, addresses in ADDRESSES.items()
        }
    return cast(_Places, kept[root])


def _cut(address: Address) -> tuple[str, str]:
    values: dict[str, Any] = {address.argument: _ID}
    before, _, after = url_for(address.endpoint, **values).partition(_ID)
    return before, after


def _claim_addresses() -> Addresses:
    def start(kind: type, wanted: str) -> str:
        return next(before for name, before, _, _ in places[kind] if name == wanted)

    places = _places()
    return Addresses(
        entity=start(SlotRow, "url"),
        entity_page=start(SlotRow, "page"),
        claim=start(ClaimRow, "url"),
        claim_page=start(ClaimRow, "page"),
        document=start(ClaimRow, "document_url"),
    )
