"""The graph as linked HTML pages, made on the server, without script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from flask import Blueprint, Response

from api import parameters
from api.answers import page
from api.graphs import served
from api.html.marking import mentioned
from api.rest import documents, sentences
from api.rest.descriptions import dereferenced
from kg.errors import NotFoundError
from kg.model import EntityType
from kg.query.rows import ClaimRow, SlotRow

blueprint = Blueprint("pages", __name__)

_CLAIMS = 50
_DOCUMENTS = 50
_CONNECTED = 24
_FOUND = 50
_REGISTERS = {
    "wikidata": "https://www.wikidata.org/wiki/{}",
    "iso3166": "https://www.iso.org/obp/ui/#iso:code:3166:{}",
    "geonames": "https://www.geonames.org/{}",
}


@dataclass(slots=True)
class Edge:
    """What one entity has to do with another: the claims behind one line of its page."""

    relation: str
    polarity: str
    other: SlotRow | None
    claims: list[ClaimRow] = field(default_factory=list)


@blueprint.get("/")
def index() -> Response:
    """What this graph is, and where to begin."""
    asked = parameters.read()
    return page(
        "index.html",
        stats=served().stats(),
        connected=served().top(_CONNECTED),
        documents=documents.listed(_DOCUMENTS, asked["cursor"]),
        types=tuple(EntityType),
    )


@blueprint.get("/search")
def search() -> Response:
    """Entities by name."""
    asked = parameters.read()
    query = asked["q"] or ""
    rows = served().find(query, type=asked["type"], limit=_FOUND) if query else ()
    return page(
        "search.html", query=query, type=asked["type"], rows=rows, limit=_FOUND, types=tuple(EntityType)
    )


@blueprint.get("/entity/<id:id>")
def entity(id: str) -> Response:
    """An entity: its names, its relations with the sentences behind them, and what it says."""
    asked = parameters.read()
    if elsewhere := dereferenced(id, "entities.one", served().entity):
        return elsewhere
    row = served().entity(id)
    going = served().relations(id, direction="out", limit=_CLAIMS, cursor=asked["out"])
    coming = served().relations(id, direction="in", limit=_CLAIMS, cursor=asked["in"])
    said = served().held_by(id, limit=_CLAIMS, cursor=asked["says"])
    return page(
        "entity.html",
        entity=row,
        asked=asked,
        outgoing=_edges((claim, claim.object) for claim in going.rows),
        incoming=_edges((claim, claim.subject) for claim in coming.rows),
        said=said.rows,
        next={"out": going.next, "in": coming.next, "says": said.next},
    )


@blueprint.get("/document/<id:id>")
def document(id: str) -> Response:
    """A document's sentences, each with the claims read out of it."""
    asked = parameters.read()
    if elsewhere := dereferenced(id, "documents.one", served().document):
        return elsewhere
    row = served().document(id)
    claims = served().claims(document=id, limit=4 * _CLAIMS, cursor=asked["cursor"])
    by_place: dict[tuple[int, int], list[ClaimRow]] = {}
    for claim in claims.rows:
        by_place.setdefault(claim.sentence_span, []).append(claim)
    # A page of claims shows the sentences from its first claim to its last; the ends show all.
    first = min(by_place) if asked["cursor"] and by_place else (0, 0)
    last = max(by_place) if claims.next and by_place else None
    return page(
        "document.html",
        document=row,
        sentences=[
            (place, mentioned(text, place[0], by_place.get(place, ())), by_place.get(place, ()))
            for place, text in sentences.read(row.iri)
            if place >= first and (last is None or place <= last)
        ],
        asked=asked,
        next=claims.next,
    )


@blueprint.get("/claim/<id:id>")
def claim(id: str) -> Response:
    """A claim: who holds it and how firmly, its sentence, and the rules that found it."""
    parameters.read()
    if elsewhere := dereferenced(id, "claims.one", served().claim):
        return elsewhere
    row = served().claim(id)
    return page("claim.html", claim=row, content=_present(row.content))


def outside(link: str) -> str | None:
    """The web address that an outside identifier (`iso3166:UA`, an http IRI) stands for, if any."""
    scheme, _, rest = link.partition(":")
    if scheme in ("http", "https") and rest.startswith("//"):
        return link
    if scheme in _REGISTERS and rest:
        return _REGISTERS[scheme].format(quote(rest, safe=""))
    return None


def spaced(type: str) -> str:
    """A type's name in words: “GovernmentOrganization” is a “Government organization”."""
    return re.sub(r"(?<=[a-z])[A-Z]", lambda capital: f" {capital[0].lower()}", type)


def _edges(pairs: Iterable[tuple[ClaimRow, SlotRow | None]]) -> Sequence[Edge]:
    """Claims that affirm, or deny, one relation to one other entity, in the order of the first of each."""
    found: dict[tuple[str, str, str], Edge] = {}
    for row, other in pairs:
        key = (row.relation_id, row.polarity, other.id if other else "")
        found.setdefault(key, Edge(row.relation, row.polarity, other)).claims.append(row)
    return tuple(found.values())


def _present(ids: Iterable[str]) -> list[ClaimRow]:
    rows = []
    for id in ids:
        try:
            rows.append(served().claim(id))
        except NotFoundError:
            continue
    return rows
