"""The documents in the store."""

from __future__ import annotations

import hashlib

from kg.errors import NotFoundError
from kg.query.rows import DocumentRow
from kg.query.view import View
from kg.rdf import vocabulary as v

_COLUMNS = "id, source, title, publisher, published, kind, claims"


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


def complaints(view: View, identifier: str) -> tuple[str, ...]:
    """What is wrong with a document's graph. Raises `NotFoundError`."""
    from kg.rdf.validation import validate

    return validate(view.store.graph(one(view, identifier).iri))


def revision(view: View) -> str:
    """SHA-256 over the documents and their digests."""
    found = view.index.rows("SELECT id, digest FROM document ORDER BY id")
    return hashlib.sha256("".join(f"{key} {digest}\n" for key, digest in found).encode()).hexdigest()
