"""What each kind of job does to the graph, and how it is written down until then."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from kg.errors import InputTooLargeError, NotFoundError
from kg.graph import KnowledgeGraph
from kg.jobs.document_json import document_of, dump, dump_document, sent_of
from kg.jobs.parser import Parser
from kg.jobs.records import Kind, Order, Task
from kg.model import Document
from kg.text import Sent

if TYPE_CHECKING:
    from kg.pipeline import Reader

_PARSER = Parser()


def addition(document: Document) -> Order:
    """The order to read a document and add it."""
    return Order(document.source, dump_document(document))


def upload(sent: Sent, *, seconds: float, characters: int) -> Order:
    """The order to make a document of what was sent, in so many seconds, and to add it unless it has more
    characters than these."""
    return Order(sent.source, dump({"sent": asdict(sent), "seconds": seconds, "characters": characters}))


def removal(document: str) -> Order:
    """The order to remove a document."""
    return Order(document)


def update(sparql: str, using: Sequence[str], using_named: Sequence[str], base: str | None) -> Order:
    """The order for a SPARQL update."""
    return Order("", dump({"sparql": sparql, "using": [*using], "using_named": [*using_named], "base": base}))


def graph_put(iri: str | None, data: bytes, media_type: str, *, replace: bool, base: str | None) -> Order:
    """The order to put triples into a graph, or in its place. None is the default graph."""
    head = {"iri": iri, "media_type": media_type, "replace": replace, "base": base}
    return Order(iri or "", dump(head) + b"\n" + data)


def graph_drop(iri: str | None) -> Order:
    """The order to remove a graph."""
    return Order(iri or "", dump({"iri": iri, "media_type": None}) + b"\n")


def perform(task: Task, graph: KnowledgeGraph, reader: Callable[[], Reader]) -> tuple[str | None, str]:
    """Does a task; returns the id of the document it was about, if any, and the outcome.

    Args:
        reader: gives the reader, when a document has to be read.

    Raises:
        KgError: it cannot be done; the graph is as it was.
    """
    match task.job.kind:
        case Kind.ADD:
            return _add(_document(task.payload), graph, reader)
        case Kind.REMOVE:
            graph.remove(task.source)
            return task.source, "removed"
        case Kind.UPDATE:
            told = json.loads(task.payload)
            graph.update(
                told["sparql"], using=told["using"], using_named=told["using_named"], base=told["base"]
            )
            return None, "updated"
        case Kind.GRAPH:
            return None, _graph(task.payload, graph)


def _document(payload: bytes) -> Document:
    told = json.loads(payload)
    if "sent" not in told:
        return document_of(told)
    document = _PARSER.document(sent_of(told["sent"]), told["seconds"])
    if len(document.text) > told["characters"]:
        raise InputTooLargeError(f"a document may have {told['characters']} characters")
    return document


def _add(document: Document, graph: KnowledgeGraph, reader: Callable[[], Reader]) -> tuple[str, str]:
    if graph.holds(document):
        return document.id, "unchanged"
    before = graph.holds_source(document.source) or _known(graph, document.id)
    if not graph.add(reader().read(document)):
        return document.id, "unchanged"
    return document.id, "replaced" if before else "added"


def _known(graph: KnowledgeGraph, identifier: str) -> bool:
    try:
        graph.document(identifier)
    except NotFoundError:
        return False
    return True


def _graph(payload: bytes, graph: KnowledgeGraph) -> str:
    head, _, data = payload.partition(b"\n")
    told = json.loads(head)
    if told["media_type"] is None:
        graph.drop_graph(told["iri"])
        return "removed"
    new = graph.put_graph(told["iri"], data, told["media_type"], replace=told["replace"], base=told["base"])
    return "created" if new else "updated"
