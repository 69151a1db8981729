"""Questions about documents, and counts over all of them."""

from __future__ import annotations

from kg.query import counts, documents
from kg.query.asking import Asking
from kg.query.rows import (
    DocumentRow,
    MentionRow,
    Overview,
    Stats,
)


class DocumentQuestions(Asking):
    """Questions about documents, and counts over all of them."""

    def documents(self) -> tuple[DocumentRow, ...]:
        """All documents, by date; those without one come last.

        >>> [row.title for row in graph.documents()]
        ['Troops return', 'Talks in Moscow']
        """
        return self._read(documents.every)

    def document(self, id: str) -> DocumentRow:
        """One document. Raises NotFoundError.

        >>> graph.document("d1").publisher
        'Example Wire'
        """
        return self._read(documents.one, id)

    def text(self, document: str) -> str:
        """A document's text, into which all offsets count code points. Raises NotFoundError.

        >>> graph.text("d1")[:13]
        'Troops return'
        """
        return self._read(documents.text, document)

    def mentions(self, document: str, *, start: int = 0, end: int | None = None) -> tuple[MentionRow, ...]:
        """Where a document names or refers to entities, in the order of its text; only what lies within
        [start, end) at least in part. Raises NotFoundError.

        >>> [row.text for row in graph.mentions("d1", start=15, end=40)]
        ['Russia', 'it']
        """
        return self._read(documents.mentions, document, start, end)

    def validate(self, document: str) -> tuple[str, ...]:
        """What is wrong with a document's graph by the shapes of `ontology/`, one line each; nothing
        where it conforms. Raises NotFoundError.

        >>> graph.validate("d1")
        ()
        """
        return self._read(documents.complaints, document)

    def stats(self) -> Stats:
        """Counts over the whole graph.

        >>> graph.stats().documents
        2
        """
        return self._read(counts.all)

    def overview(self) -> Overview:
        """Those counts and how they are spread: over types, stances, event types, holders and months.

        >>> [(row.value, row.count) for row in graph.overview().polarities]
        [('positive', 6), ('negative', 1)]
        """
        return self._read(counts.overview)
