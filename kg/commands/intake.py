"""Reading documents into a graph: each is read once, and one that fails does not stop the others."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.model import Document, Reading

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph
    from kg.pipeline import Reader
    from kg.text import Failure


@dataclass(slots=True)
class Intake:
    """What one run took in. `words` are tokens read, `seconds` the time of the whole run."""

    added: int = 0
    unchanged: int = 0
    claims: int = 0
    words: int = 0
    seconds: float = 0.0
    failures: list[Failure] = field(default_factory=list)


def take_in(
    graph: KnowledgeGraph,
    found: Iterable[Document | Failure],
    reader: Callable[[], Reader],
    *,
    on_document: Callable[[str], None] = lambda source: None,
) -> Intake:
    """Reads the documents that the graph does not hold yet and adds them.

    `reader` makes the reader when the first new document comes; `on_document` hears the source of
    each document as it is added. Raises `StoreError` where the store cannot be written.
    """
    begun = time.monotonic()
    intake = Intake()
    for reading in _readings(_unread(graph, found, intake), reader, intake):
        if graph.add(reading):
            intake.added += 1
        else:
            intake.unchanged += 1
        intake.claims += len(reading.claims)
        intake.words += reading.words
        on_document(reading.document.source)
    intake.seconds = time.monotonic() - begun
    return intake


def _unread(graph: KnowledgeGraph, found: Iterable[Document | Failure], intake: Intake) -> Iterator[Document]:
    """What the graph lacks. Files of the same content are one document, under the first one's name; where
    that one has changed, under another's."""
    held = {row.source: row.id for row in graph.documents()}
    ids = set(held.values())
    twins: dict[str, Document] = {}
    for item in found:
        if not isinstance(item, Document):
            intake.failures.append(item)
            continue
        old = held.get(item.source)
        if item.id in ids and old in (None, item.id):
            intake.unchanged += 1
            if old is None:
                twins[item.id] = item
            continue
        yield item
        if item.id in ids:
            del held[item.source]  # now a copy of another
        else:
            held[item.source] = item.id
            ids.add(item.id)
        if old in twins:
            twin = twins.pop(old)
            held[twin.source] = old
            intake.unchanged -= 1
            yield twin
        elif old is not None:
            ids.discard(old)


def _readings(documents: Iterator[Document], make: Callable[[], Reader], intake: Intake) -> Iterator[Reading]:
    first = next(documents, None)
    if first is None:
        return  # nothing to read: the language model stays where it is
    reader = make()
    in_hand: dict[str, Document] = {}
    rest = _noted(chain([first], documents), in_hand)
    while True:
        try:
            for reading in reader.pipe(rest):
                in_hand.pop(reading.document.id, None)
                yield reading
            return
        except Exception:
            # The pipe reads ahead: one by one, what it had in hand shows which document it failed on.
            before = len(intake.failures)
            yield from _singly(reader, list(in_hand.values()), intake)
            in_hand.clear()
            if len(intake.failures) == before:
                raise


def _noted(documents: Iterable[Document], in_hand: dict[str, Document]) -> Iterator[Document]:
    for document in documents:
        in_hand[document.id] = document
        yield document


def _singly(reader: Reader, documents: list[Document], intake: Intake) -> Iterator[Reading]:
    from kg.text import Failure

    for document in documents:
        try:
            yield reader.read(document)
        except KgError as error:
            intake.failures.append(Failure(document.source, str(error)))
        except Exception as error:  # a fault of ours, but not one to stop the others for
            intake.failures.append(Failure(document.source, f"{type(error).__name__}: {error}"))
