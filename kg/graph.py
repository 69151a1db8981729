"""The public face: a knowledge graph that documents go into and questions are put to.

What it can be asked is in `kg.query.questions`. Rows are those of `kg.query.rows`, errors those of
`kg.errors`. Threads may share a graph.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO

from rdflib import Dataset

from kg import config
from kg.errors import InputError
from kg.model import Document, Reading
from kg.query.questions import Questions
from kg.query.readers import Readers
from kg.query.view import View
from kg.rdf import quads, vocabulary
from kg.rdf.iris import Iris
from kg.store import dataset
from kg.store.directory import locate

if TYPE_CHECKING:
    from kg.pipeline import Reader


class KnowledgeGraph(Questions):
    """Who says what about whom, each statement traceable to its sentence.

    >>> with KnowledgeGraph.open() as empty:
    ...     empty.stats().documents
    0

    The other examples share a `graph` that was read from two short articles.
    """

    @classmethod
    def open(
        cls, store: Path | str | None = None, *, base: str | None = None, read_only: bool = False
    ) -> KnowledgeGraph:
        """Opens the graph in a directory, made if it is missing; for None, an empty one in memory.

        One process at a time opens it for writing; any number may open it `read_only` beside that
        one, and see its changes as they come.

        Args:
            base: what all IRIs begin with; None for the store's own, or in a new store `$KG_BASE`.

        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     with KnowledgeGraph.open(folder) as kept:
        ...         kept.add(reading)
        ...     with KnowledgeGraph.open(folder, read_only=True) as kept:
        ...         kept.documents()[0].title
        True
        'Troops return'

        Raises:
            StoreBusyError: another process writes it.
            StoreError: there is no such store, it is damaged, or of another base.
            InputError: the base is no absolute IRI that ends in “/”.
        """
        if store is None:
            return cls(View(None, Iris(base or config.base()), read_only=read_only), None)
        chosen = Iris(base or config.base()).base
        directory = locate(Path(store), base and chosen, chosen, create=not read_only)
        view = View(directory, Iris(directory.base), read_only=read_only)
        return cls(view, Readers(directory.quads))

    def close(self) -> None:
        """Lets go of the store; later calls raise `StoreError`."""
        if self._readers is not None:
            self._readers.close()
        self._view.close()

    def __enter__(self) -> KnowledgeGraph:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def dataset(self) -> Dataset:
        """The graph as an rdflib `Dataset`, to be read; its default graph is the union of all documents.

        It is live; that of a graph opened `read_only` stays as it was when it was asked for.

        >>> from rdflib import RDFS, URIRef
        >>> str(graph.dataset.value(URIRef(graph.entity("NATO").iri), RDFS.label))
        'NATO'
        """
        self._view.read(lambda: None)
        return dataset.view(self._view.store.oxigraph, vocabulary.prefixes(self.base))

    def add(self, reading: Reading) -> bool:
        """Adds what was read out of a document, in one transaction, in place of what the graph held
        of the same document or of an older one of the same source. False if nothing had to change.
        A document that comes again from another source stays under its first one.

        >>> graph.add(reading)
        False

        Raises:
            StoreError: the graph is read-only or cannot be written; it is as it was.
        """
        return self._view.read(lambda: self._add(reading))

    def _add(self, reading: Reading) -> bool:
        document, view = reading.document, self._view
        held = view.index.row("SELECT source FROM document WHERE id = ?", [document.id])
        if held is not None:
            reading = replace(reading, document=replace(document, source=held[0]))
        return view.put(document.id, document.source, quads.write(reading, view.iris))

    def add_text(
        self,
        text: str,
        *,
        source: str,
        title: str | None = None,
        publisher: str | None = None,
        published: date | None = None,
    ) -> Document:
        """Reads a text with the language model and adds it; returns the document made of it.

        >>> notes = KnowledgeGraph.open()
        >>> document = notes.add_text("Turkey thanked Greece.", source="a note")
        >>> [row.relation for row in notes.claims(document=document.id).rows]
        ['thanks']

        Raises: as `add`; InputError where there is nothing to read in it, ModelError where the language
        model is missing.
        """
        from kg.text import document

        if "\0" in text:
            raise InputError(f"{source}: is binary, not text")
        made = document(text, source=source, title=title, publisher=publisher, published=published)
        if not made.blocks:
            raise InputError(f"{source}: has no text in it")
        self.add(_reader().read(made))
        return made

    def remove(self, document: str) -> None:
        """Removes a document and all that was read out of it, in one transaction.

        >>> graph.remove("unheard-of")
        Traceback (most recent call last):
        kg.errors.NotFoundError: no document “unheard-of” in the graph

        Raises: NotFoundError; StoreError as `add`.
        """
        self._view.take_away(document)

    def export(self, format: str, target: Path | BinaryIO) -> None:
        """Writes the graph as gexf, graphml, csv, turtle, nquads or jsonld.

        >>> from io import BytesIO
        >>> target = BytesIO()
        >>> graph.export("nquads", target)
        >>> len(target.getvalue().splitlines()) == graph.stats().triples
        True

        Raises: InputError where there is no such format, OSError where `target` cannot be written.
        """
        from kg import export

        export.write(self, format, target)


@cache
def _reader() -> Reader:
    """The language model, loaded when it is first needed, and once."""
    from kg.pipeline import Reader

    return Reader()
