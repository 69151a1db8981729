"""The public face: a knowledge graph that documents go into and questions are put to.

Rows are those of `kg.query.rows`, errors those of `kg.errors`. Threads may share a graph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Concatenate, ParamSpec, TypeVar

from rdflib import Dataset

from kg import config
from kg.model import Document, Reading
from kg.query import claims, counts, documents, edges, entities, neighbours
from kg.query.evaluation import Question
from kg.query.readers import Readers
from kg.query.result import QueryResult
from kg.query.rows import ClaimRow, DocumentRow, EdgeRow, EntityRow, Neighbourhood, Page, Stats
from kg.query.sparql import ask
from kg.query.view import View
from kg.rdf import quads, vocabulary
from kg.rdf.iris import Iris
from kg.store import dataset
from kg.store.directory import locate

Answer = TypeVar("Answer")
Arguments = ParamSpec("Arguments")


class KnowledgeGraph:
    """Who says what about whom, each statement traceable to its sentence.

    >>> with KnowledgeGraph.open() as empty:
    ...     empty.stats().documents
    0

    The other examples share a `graph` that was read from two short articles.
    """

    def __init__(self, view: View, readers: Readers | None) -> None:
        """Use `open`."""
        self._view = view
        self._readers = readers

    @classmethod
    def open(
        cls, store: Path | str | None = None, *, base: str | None = None, read_only: bool = False
    ) -> KnowledgeGraph:
        """Opens the graph in a directory, made if it is missing; for None, an empty one in memory.

        One process at a time opens it for writing; any number may open it `read_only` beside that
        one, and see its changes as they come.

        Args:
            base: what all IRIs begin with; None for the store's own, or in a new store `$KG_BASE`.

        Raises:
            StoreError: there is no such store, it is in use, damaged, or of another base.
            InputError: the base is no absolute IRI that ends in “/” or “#”.
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
    def base(self) -> str:
        """What all IRIs of the graph begin with.

        >>> graph.base
        'https://kg.example/'
        """
        return self._view.iris.base

    @property
    def revision(self) -> str:
        """A name for what the graph holds: the same documents, read alike, give the same.

        >>> len(graph.revision)
        64
        """
        return self._read(documents.revision)

    @property
    def dataset(self) -> Dataset:
        """The live graph as an rdflib `Dataset`, to be read; by default the union of all documents.

        >>> from rdflib import RDFS, URIRef
        >>> str(graph.dataset.value(URIRef(graph.entity("NATO").iri), RDFS.label))
        'NATO'
        """
        self._view.read(lambda: None)
        return dataset.view(self._view.store.oxigraph, vocabulary.prefixes(self.base))

    def add(self, reading: Reading) -> bool:
        """Adds what was read out of a document, in one transaction, in place of what the graph held
        of the same document or of an older one of the same source. False if nothing had to change.

        >>> graph.add(reading)
        False

        Raises:
            StoreError: the graph is read-only or cannot be written; it is as it was.
        """
        new = quads.write(reading, self._view.iris)
        return self._view.put(reading.document.id, reading.document.source, new)

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

        >>> KnowledgeGraph.open().add_text("Ankara thanked Athens.", source="note").id  # doctest: +SKIP
        '0f3c…'

        Raises: as `add`; ModelError where the language model is missing.
        """
        from kg.pipeline import Reader
        from kg.text import document

        made = document(text, source=source, title=title, publisher=publisher, published=published)
        self.add(Reader().read(made))
        return made

    def remove(self, document: str) -> None:
        """Removes a document and all that was read out of it, in one transaction.

        >>> graph.remove("unheard-of")
        Traceback (most recent call last):
        kg.errors.NotFoundError: no document “unheard-of” in the graph

        Raises: NotFoundError; StoreError as `add`.
        """
        self._view.take_away(document)

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

    def find(self, text: str, *, type: str | None = None, limit: int = 10) -> tuple[EntityRow, ...]:
        """Entities whose name is `text`, begins with it, or has a word that does: best match first,
        then best connected. Case and accents do not matter.

        >>> [row.label for row in graph.find("putin")]
        ['Vladimir Putin']

        Raises: InputError where there is no such type.
        """
        return self._read(entities.find, text, type, limit)

    def top(self, limit: int = 20) -> tuple[EntityRow, ...]:
        """The named entities with plain edges to the most others.

        >>> graph.top(1)[0].label
        'Russia'
        """
        return self._read(entities.top, limit)

    def entity(self, id: str) -> EntityRow:
        """One entity. Raises NotFoundError.

        >>> graph.entity("Vladimir_Putin").aliases
        ('President Putin', 'Putin')
        """
        return self._read(entities.one, id)

    def entities(self) -> Iterator[EntityRow]:
        """All entities, by id.

        >>> next(graph.entities()).id
        'Emmanuel_Macron'
        """
        return iter(self._read(entities.every))

    def relations(
        self,
        entity: str,
        *,
        direction: str = "both",
        relation: str | None = None,
        holder: str | None = None,
        polarity: str | None = None,
        certainty: str | None = None,
        temporality: str | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[ClaimRow]:
        """Claims about an entity, denied and merely possible ones too, in the order of reading.

        Args:
            direction: “out” with the entity as subject, “in” as object, or “both”.
            relation: a relation's label or id.
            holder: an entity's id, or “publisher” for what documents narrate.
            polarity, certainty, temporality: a value of `kg.model.Stance`.
            cursor: `next` of the page before.

        >>> claim = graph.relations("Russia", direction="out", holder="Russia").rows[0]
        >>> claim.relation, claim.object.label, claim.certainty
        ('moves troops', 'garrisons', 'probable')

        Raises: NotFoundError; InputError for a value that there is not.
        """
        wanted = claims.Wanted(direction, relation, holder, polarity, certainty, temporality)
        return self._read(claims.of_entity, entity, wanted, limit, cursor)

    def held_by(self, entity: str, *, limit: int = 50, cursor: str | None = None) -> Page[ClaimRow]:
        """Claims that an entity is said to hold. Raises as `relations`.

        >>> [row.relation for row in graph.held_by("Jens_Stoltenberg").rows]
        ['sees']
        """
        return self._read(claims.of_holder, entity, limit, cursor)

    def claim(self, id: str) -> ClaimRow:
        """One claim. Raises NotFoundError.

        >>> graph.claim("c4").polarity
        'negative'
        """
        return self._read(claims.one, id)

    def claims(
        self, *, document: str | None = None, limit: int = 50, cursor: str | None = None
    ) -> Page[ClaimRow]:
        """All claims, or those of a document, in the order of reading. Raises as `relations`.

        >>> page = graph.claims(limit=2)
        >>> [row.id for row in graph.claims(limit=2, cursor=page.next).rows]
        ['c3', 'c4']
        """
        return self._read(claims.of_document, document, limit, cursor)

    def neighbours(self, entity: str, *, depth: int = 1, limit: int = 100) -> Neighbourhood:
        """What lies within `depth` plain edges of an entity, nearest and best connected first, and
        the edges among it. Raises NotFoundError, InputError.

        >>> [row.label for row in graph.neighbours("Russia").nodes]
        ['Russia', 'Moscow', 'garrisons']
        """
        return self._read(neighbours.around, entity, depth, limit)

    def edges(self) -> Iterator[EdgeRow]:
        """All plain edges, sorted, each with the claims that affirm it.

        >>> edge = next(edge for edge in graph.edges() if edge.source == "Russia")
        >>> edge.relation, edge.target, edge.weight
        ('has capital', 'Moscow', 1)
        """
        return iter(self._read(edges.every))

    def stats(self) -> Stats:
        """Counts over the whole graph.

        >>> graph.stats().documents
        2
        """
        return self._read(counts.all)

    def query(
        self,
        sparql: str,
        *,
        media_type: str | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        timeout: float | None = None,
        max_bytes: int = 64 * 2**20,
    ) -> QueryResult:
        """Asks a SPARQL query, of the union of all documents unless it names graphs of the store.

        The prefixes of `kg.rdf.vocabulary.prefixes` need not be declared.

        Args:
            media_type: the form in which the answer will be wanted.
            default_graphs, named_graphs: IRIs of documents, in place of FROM and FROM NAMED.
            timeout: seconds. The query runs in a process of its own, which is ended when they are
                over or when it takes too much memory. None, and any query on a graph in memory, runs
                here and cannot be stopped.
            max_bytes: the largest answer; a larger one is an error, never cut.

        >>> held = graph.query("SELECT DISTINCT ?o { ?c kg:holder ent:Russia ; rdf:object/rdfs:label ?o }")
        >>> [str(label) for (label,) in held.rows]
        ['garrisons']

        Raises: QueryError, or one of its kinds.
        """
        known = vocabulary.prefixes(self.base)
        question = Question(sparql, media_type, tuple(default_graphs), tuple(named_graphs), known, max_bytes)
        self._view.read(lambda: None)
        return ask(self._view, self._readers, question, timeout)

    def nquads(self) -> Iterator[str]:
        """All statements as sorted N-Quads lines, byte for byte the same for the same documents.

        >>> next(graph.nquads())[:28]
        '<https://kg.example/claim/c1'
        """
        self._view.read(lambda: None)
        return self._view.store.nquads()

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

    def _read(
        self,
        question: Callable[Concatenate[View, Arguments], Answer],
        *arguments: Arguments.args,
        **named: Arguments.kwargs,
    ) -> Answer:
        return self._view.read(lambda: question(self._view, *arguments, **named))
