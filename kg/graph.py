"""The public face: a knowledge graph that documents go into and questions are put to.

What it can be asked is in `kg.query.questions`. Rows are those of `kg.query.rows`, errors those of
`kg.errors`. Threads may share a graph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from rdflib import Dataset

from kg import config
from kg.errors import InputError
from kg.exports import Exports
from kg.location import Location
from kg.model import Document, Reading
from kg.query import documents, updating
from kg.query.readers import Readers
from kg.query.view import View
from kg.rdf import quads, vocabulary
from kg.rdf.iris import Iris
from kg.store import dataset
from kg.store.directory import locate

if TYPE_CHECKING:
    from kg.pipeline import Reader


class KnowledgeGraph(Exports):
    """Who says what about whom, each statement traceable to its sentence.

    >>> with KnowledgeGraph.open() as empty:
    ...     empty.stats().documents
    0

    The other examples share a `graph` that was read from two short articles.
    """

    @classmethod
    def open(
        cls,
        store: Path | str | Location | None = None,
        *,
        base: str | None = None,
        read_only: bool = False,
    ) -> KnowledgeGraph:
        """Opens the graph in a directory, made if it is missing, or on the SPARQL server that a URL
        `sparql+http://…` names (see `kg.location`); for None, an empty one in memory.

        One process at a time opens a directory for writing; any number may open it `read_only` beside
        that one, and see its changes as they come. Who writes a server is its own affair.

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
            StoreError: there is no such store, it is damaged, or of another base; or the server cannot
                be reached.
            InputError: the base is no absolute IRI that ends in “/”, or the URL is none.
        """
        if store is None:
            return cls(View(None, Iris(base or config.base()), read_only=read_only), None)
        chosen = Iris(base or config.base()).base
        location = Location.of(store)
        if location.folder is None:
            from kg.query import remote

            view = remote.view(location, base and chosen, chosen, read_only=read_only)
            return cls(view, Readers(location))
        directory = locate(location.folder, base and chosen, chosen, create=not read_only)
        kept = View(directory, Iris(directory.base), read_only=read_only)
        return cls(kept, Readers(directory.quads))

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
    def read_only(self) -> bool:
        """Whether it can be asked only."""
        return self._view.store.read_only

    @property
    def folder(self) -> Path | None:
        """Where this machine keeps what belongs to the graph but is no statement, as jobs and tokens: the
        store's directory, for a graph on a server one of the user's; None for a graph in memory.

        >>> KnowledgeGraph.open().folder is None
        True
        """
        return self._view.folder

    @property
    def dataset(self) -> Dataset:
        """The graph as an rdflib `Dataset`, to be read; its default graph is the union of all documents.

        It is live; that of a graph opened `read_only` stays as it was when it was asked for. A graph on
        a server has none (StoreError): rdflib's own SPARQLStore answers some queries wrongly, so ask
        them with `query`, or read an export.

        >>> from rdflib import RDFS, URIRef
        >>> str(graph.dataset.value(URIRef(graph.entity("NATO").iri), RDFS.label))
        'NATO'
        """
        self._view.read(lambda: None)
        return dataset.view(self._view.oxigraph, vocabulary.prefixes(self.base))

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

    def holds(self, document: Document) -> bool:
        """Whether the graph has this document, and under no other source: adding it would change nothing.

        >>> graph.holds(reading.document)
        True
        """
        return self._view.read(lambda: documents.holds(self._view, document))

    def holds_source(self, source: str) -> bool:
        """Whether the graph has a document of this source, which another one would replace.

        >>> graph.holds_source("unheard-of")
        False
        """
        return self._view.read(lambda: documents.holds_source(self._view, source))

    def update(
        self,
        sparql: str,
        *,
        using: Sequence[str] = (),
        using_named: Sequence[str] = (),
        base: str | None = None,
    ) -> None:
        """Carries out a SPARQL 1.1 Update, in one transaction.

        Documents stay as they are: an update that writes to a document's graph is refused, and what the
        documents say stays in the default graph. LOAD and SERVICE are refused; LOAD SILENT does nothing.

        Args:
            using, using_named: the dataset of each WHERE, in place of USING and USING NAMED.
            base: what relative IRIs are resolved against.

        >>> scratch = KnowledgeGraph.open()
        >>> scratch.update("INSERT DATA { GRAPH <urn:notes> { ent:Rome rdfs:comment 'seen' } }")
        >>> scratch.has_graph("urn:notes")
        True

        Raises:
            QueryError: it does not parse or cannot be carried out; nothing has changed.
            ForbiddenQueryError: it would change a document, or leave the store.
            StoreError: as `add`.
        """
        self._view.read(lambda: updating.run(self._view, sparql, using, using_named, base))

    def has_graph(self, iri: str | None) -> bool:
        """Whether there is a graph of that IRI, be it empty; the default graph (None) always is.

        Raises InputError where that is no absolute IRI.
        """
        return self._view.read(lambda: updating.exists(self._view, iri))

    def put_graph(
        self, iri: str | None, data: bytes, media_type: str, *, replace: bool, base: str | None = None
    ) -> bool:
        """Adds triples to a graph (None: the default graph) or puts them in its place; whether it is new.

        Args:
            data: RDF in the format of `media_type`, without named graphs.
            base: what relative IRIs are resolved against; by default the graph's own IRI.

        Raises:
            InputError: the data are no such RDF, or the graph's IRI is none.
            ForbiddenQueryError: it is a document's graph.
            StoreError: as `add`.
        """
        triples = updating.triples(data, media_type, base or iri)
        return self._view.read(lambda: updating.put(self._view, iri, triples, replace=replace))

    def drop_graph(self, iri: str | None) -> None:
        """Removes a graph; of the default graph (None), all that no document says.

        Raises: NotFoundError; InputError, ForbiddenQueryError, StoreError as `put_graph`.
        """
        self._view.read(lambda: updating.drop(self._view, iri))

    def touch(self) -> None:
        """Gives the state of the graph another name, so that all who read it look again.

        Raises: StoreError as `add`.
        """
        self._view.change(lambda: None)


@cache
def _reader() -> Reader:
    """The language model, loaded when it is first needed, and once."""
    from kg.pipeline import Reader

    return Reader()
