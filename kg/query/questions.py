"""What can be asked of a graph. `kg.graph.KnowledgeGraph` is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Concatenate, ParamSpec, TypeVar

from kg.query import claims, counts, documents, edges, entities, neighbours
from kg.query.evaluation import Question
from kg.query.readers import Readers
from kg.query.result import QueryResult
from kg.query.rows import ClaimRow, DocumentRow, EdgeRow, EntityRow, Neighbourhood, Page, Stats
from kg.query.sparql import ask
from kg.query.view import View
from kg.rdf import vocabulary

Answer = TypeVar("Answer")
Arguments = ParamSpec("Arguments")


class Questions:
    """Questions to one graph, each answered from one state of it. The examples share a `graph`."""

    def __init__(self, view: View, readers: Readers | None) -> None:
        """Use `open`."""
        self._view = view
        self._readers = readers

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
    def version(self) -> str:
        """A name for the state of the graph: another one after every write, the same until then.

        >>> graph.version == graph.version
        True
        """
        return self._read(lambda view: view.index.state())

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

    def validate(self, document: str) -> tuple[str, ...]:
        """What is wrong with a document's graph by the shapes of `ontology/`, one line each; nothing
        where it conforms. Raises NotFoundError.

        >>> graph.validate("d1")
        ()
        """
        return self._read(documents.complaints, document)

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

    def _read(
        self,
        question: Callable[Concatenate[View, Arguments], Answer],
        *arguments: Arguments.args,
        **named: Arguments.kwargs,
    ) -> Answer:
        return self._view.read(lambda: question(self._view, *arguments, **named))
