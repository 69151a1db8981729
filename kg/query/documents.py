"""The documents in the store."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import pyoxigraph as ox

from kg.errors import NotFoundError
from kg.model import Document
from kg.query.rows import DocumentRow, MentionRow
from kg.query.view import View
from kg.rdf import vocabulary as v
from kg.rdf.iris import offsets
from kg.rdf.terms import value

_COLUMNS = "id, source, title, publisher, published, kind, claims"
_MENTIONS = {node.value: kind for kind, node in v.MENTIONS.items()}
_TYPES = {node.value: kind.value for kind, node in v.ENTITY_TYPES.items()}
_REFERENT = v.term("itsrdf:taIdentRef")


def every(view: View) -> tuple[DocumentRow, ...]:
    """All documents, by date, those without one last, then by id."""
    found = view.index.rows(f"SELECT {_COLUMNS} FROM document ORDER BY published IS NULL, published, id")
    return tuple(DocumentRow(row[0], view.iris.document(row[0]), *row[1:]) for row in found)


def one(view: View, identifier: str) -> DocumentRow:
    """The document of an id. Raises `NotFoundError`."""
    row = view.index.row(f"SELECT {_COLUMNS} FROM document WHERE id = ?", [identifier])
    if row is None:
        raise NotFoundError(f"no document “{identifier}” in the graph")
    return DocumentRow(row[0], view.iris.document(row[0]), *row[1:])


def text(view: View, identifier: str) -> str:
    """The text of a document. Raises `NotFoundError`."""
    found = one(view, identifier)
    return view.store.told(found.iri, v.term("nif:isString"))


def holds(view: View, document: Document) -> bool:
    """Whether the index has a document, and its source names no other one."""
    found = view.index.rows("SELECT id FROM document WHERE source = ?", [document.source])
    known = view.index.row("SELECT 1 FROM document WHERE id = ?", [document.id])
    return known is not None and all(key == document.id for (key,) in found)


def holds_source(view: View, source: str) -> bool:
    """Whether a document has this source."""
    return view.index.row("SELECT 1 FROM document WHERE source = ?", [source]) is not None


def mentions(view: View, identifier: str, start: int, end: int | None) -> tuple[MentionRow, ...]:
    """Where entities are named or referred to in a document, within [start, end) at least in part; in the
    order of the text. Raises `NotFoundError`."""
    graph = ox.NamedNode(one(view, identifier).iri)
    kinds: dict[str, str] = {}
    named: dict[str, tuple[str, str]] = {}
    found: dict[str, list[str]] = {}
    for quad in view.store.graph(graph.value):
        about, said = value(quad.subject), value(quad.object)
        if quad.predicate == v.TYPE and said in _MENTIONS:
            kinds[about] = _MENTIONS[said]
        elif quad.predicate == _REFERENT:
            found.setdefault(about, []).append(said)
        elif quad.predicate == v.LABEL:
            named[about] = (said, named.get(about, ("", ""))[1])
        elif quad.predicate == v.TYPE and said in _TYPES:
            named[about] = (named.get(about, ("", ""))[0], _TYPES[said])
    words = text(view, identifier)
    last = len(words) if end is None else end
    rows = [
        MentionRow(
            *place, words[slice(*place)], kinds.get(node, ""), view.iris.id(iri), *named.get(iri, ("", ""))
        )
        for node, iris in found.items()
        if (place := offsets(node)) and place[0] < last and place[1] > start
        for iri in iris
    ]
    return tuple(sorted(rows, key=lambda row: (row.start, row.end, row.id)))


def complaints(view: View, identifier: str) -> tuple[str, ...]:
    """What is wrong with a document's graph. Raises `NotFoundError`."""
    from kg.rdf.validation import validate

    return validate(view.store.graph(one(view, identifier).iri))


def revision(view: View) -> str:
    """SHA-256 over the documents and their digests."""
    return revision_of(view.index.digests())


def revision_of(digests: Mapping[str, str]) -> str:
    """The same over digests by id."""
    found = sorted(digests.items())
    return hashlib.sha256("".join(f"{key} {digest}\n" for key, digest in found).encode()).hexdigest()
