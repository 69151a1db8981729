"""The graph of each sample article passes the shapes of the ontology."""

from __future__ import annotations

import pytest

import kg.text
from kg.config import resource
from kg.model import Document
from kg.pipeline import Reader
from kg.rdf import quads
from kg.rdf.iris import Iris
from kg.rdf.validation import validate

DOCUMENTS = [
    item
    for item in kg.text.read([resource("seeds") / "documents"], root=resource("seeds"))
    if isinstance(item, Document)
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.source)
def test_no_complaints(document: Document, reader: Reader) -> None:
    assert validate(quads.write(reader.read(document), Iris("https://kg.example/"))) == ()


def test_all_were_read() -> None:
    assert len(DOCUMENTS) >= 10
