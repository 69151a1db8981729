"""What can be asked of a graph. `kg.graph.KnowledgeGraph` is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Concatenate, ParamSpec, TypeVar

from kg.query import (
    claims,
    counts,
    documents,
    edges,
    entities,
    groups,
    neighbours,
    paths,
    relations,
    search,
    text_search,
)
from kg.query.adjacency import Choice, Kept
from kg.query.choices import Wanted
from kg.query.claim_page import ClaimPage
from kg.query.evaluation import Question
from kg.query.reader_limits import QueryStatus, ReaderLimits
from kg.query.readers import Readers
from kg.query.result import QueryResult
from kg.query.rows import (
    ClaimRow,
    DocumentRow,
    EdgeRow,
    EntityRow,
    GroupRow,
    MentionRow,
    Neighbourhood,
    Overview,
    Page,
    Paths,
    RelationDetail,
    RelationRow,
    Stats,
)
from kg.query.sparql import ask, stream
from kg.query.stream import Stream
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
        self._arrays = Kept()

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
        """A name for the state of the graph: another one after every write, the same until then. Of a
        graph on a server, which others may write, every second another.

        >>> graph.version == graph.version
        True
        """
        return self._read(lambda view: view.version())

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

    def find(
        self, text: str, *, type: str | None = None, fuzzy: bool = False, limit: int = 10
    ) -> tuple[EntityRow, ...]:
        """The first entities of `search`.

        >>> [row.label for row in graph.find("putin")]
        ['Vladimir Putin']

        Raises: InputError where there is no such type.
        """
        return self.search(text, type=type, fuzzy=fuzzy, limit=limit).rows

    def search(
        self,
        text: str | None = None,
        *,
        type: str | None = None,
        fuzzy: bool = False,
        limit: int = 20,
        cursor: str | None = None,
    ) -> Page[EntityRow]:
        """Entities whose name is `text`, begins with it, or has a word that does: best match first, then best
        connected (among those with more than 64 neighbours to within an eighth). Case and accents do not
        matter. Without a text, those of the type, or all that are named, the best connected first.

        Args:
            fuzzy: also names with a slip in them, where the text has four letters, or two slips, where it
                has eight; they come last. A slip is a letter or blank missing, added, wrong, or changing
                places with the next.
            cursor: `next` of the page before.

        >>> [row.label for row in graph.search("Vladmir Putn", fuzzy=True).rows]
        ['Vladimir Putin']
        >>> [row.label for row in graph.search(type="Person", limit=2).rows]
        ['Emmanuel Macron', 'Vladimir Putin']

        Raises: InputError where there is no such type, or for a cursor of another list.
        """
        if text is None:
            return self._read(entities.connected, type, limit, cursor)
        return self._read(search.find, text, type, fuzzy, limit, cursor)

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
        other: str | None = None,
        holder: str | None = None,
        polarity: str | None = None,
        certainty: str | None = None,
        temporality: str | None = None,
        event_type: str | None = None,
        since: str | None = None,
        until: str | None = None,
        document: str | None = None,
        min_confidence: float | None = None,
        sort: str = "reading",
        limit: int = 50,
        cursor: str | None = None,
    ) -> ClaimPage:
        """Claims about an entity, denied and merely possible ones too.

        Args:
            direction: “out” with the entity as subject, “in” as object, or “both”.
            relation: a relation's label or id; those narrower than it count as it.
            other: the id of the entity at the other end.
            holder: an entity's id, or “publisher” for what documents narrate.
            polarity, certainty, temporality: a value of `kg.model.Stance`.
            event_type: a root class of PLOVER, “CONSULT”.
            since, until: the first and last day, ISO dates, of a stretch into which some day of the claim's
                own time falls or, where that is not known, the day of its document. What has neither is
                left out.
            document: the id of the document that it was read from.
            min_confidence: the least confidence, from 0 to 1.
            sort: “reading” (the day of the document, then the place in it), “date” or “-date” (the days as
                of `since`, the latest last or first; undated ones last), or “-confidence”, the surest first.
            cursor: `next` of the page before.

        >>> claim = graph.relations("Russia", direction="out", holder="Russia").rows[0]
        >>> claim.relation, claim.object.label, claim.certainty
        ('moves troops', 'garrisons', 'probable')
        >>> [claim.id for claim in graph.relations("Russia", other="garrison", sort="-date").rows]
        ['c1', 'c7']

        Raises: NotFoundError; InputError for a value that there is not, or a cursor of another list.
        """
        wanted = Wanted(
            direction=direction,
            relation=relation,
            other=other,
            holder=holder,
            polarity=polarity,
            certainty=certainty,
            temporality=temporality,
            event_type=event_type,
            since=since,
            until=until,
            document=document,
            min_confidence=min_confidence,
        )
        return self._read(claims.of_entity, entity, wanted, sort, limit, cursor)

    def groups(
        self,
        entity: str,
        *,
        direction: str = "both",
        relation: str | None = None,
        other: str | None = None,
        holder: str | None = None,
        polarity: str | None = None,
        certainty: str | None = None,
        temporality: str | None = None,
        event_type: str | None = None,
        since: str | None = None,
        until: str | None = None,
        document: str | None = None,
        min_confidence: float | None = None,
        sort: str = "weight",
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[GroupRow]:
        """The claims of `relations` gathered: one row for each relation and polarity between the entity and
        another.

        Args:
            sort: “weight” (those of most claims first), “date” (by the first day), “-date” (by the last), or
                “-confidence” (by the surest claim). The rest is as in `relations`.

        >>> [(row.relation, row.other.label, row.count) for row in graph.groups("Russia").rows]
        [('moves troops', 'garrisons', 2), ('has capital', 'Moscow', 1)]

        Raises: as `relations`.
        """
        wanted = Wanted(
            direction=direction,
            relation=relation,
            other=other,
            holder=holder,
            polarity=polarity,
            certainty=certainty,
            temporality=temporality,
            event_type=event_type,
            since=since,
            until=until,
            document=document,
            min_confidence=min_confidence,
        )
        return self._read(groups.of_entity, entity, wanted, sort, limit, cursor)

    def held_by(
        self,
        entity: str,
        *,
        relation: str | None = None,
        polarity: str | None = None,
        certainty: str | None = None,
        temporality: str | None = None,
        event_type: str | None = None,
        since: str | None = None,
        until: str | None = None,
        document: str | None = None,
        min_confidence: float | None = None,
        sort: str = "reading",
        limit: int = 50,
        cursor: str | None = None,
    ) -> ClaimPage:
        """Claims that an entity is said to hold. Arguments and errors are those of `relations`.

        >>> [row.relation for row in graph.held_by("Jens_Stoltenberg").rows]
        ['sees']
        """
        wanted = Wanted(
            relation=relation,
            polarity=polarity,
            certainty=certainty,
            temporality=temporality,
            event_type=event_type,
            since=since,
            until=until,
            document=document,
            min_confidence=min_confidence,
        )
        return self._read(claims.held, entity, wanted, sort, limit, cursor)

    def claim(self, id: str) -> ClaimRow:
        """One claim. Raises NotFoundError.

        >>> graph.claim("c4").polarity
        'negative'
        """
        return self.claim_page(id).rows[0]

    def claim_page(self, id: str) -> ClaimPage:
        """One claim as a page of its own, which makes JSON without rows. Raises NotFoundError.

        >>> graph.claim_page("c4").next is None
        True
        """
        return self._read(claims.one, id)

    def some_claims(self, ids: Sequence[str]) -> tuple[ClaimRow, ...]:
        """The claims of these ids that there are, in the order given.

        >>> [claim.relation for claim in graph.some_claims(["c4", "unheard-of", "c1"])]
        ['sees', 'moves troops']
        """
        return self._read(claims.some, ids).rows

    def claims(
        self,
        *,
        document: str | None = None,
        relation: str | None = None,
        holder: str | None = None,
        polarity: str | None = None,
        certainty: str | None = None,
        temporality: str | None = None,
        event_type: str | None = None,
        since: str | None = None,
        until: str | None = None,
        min_confidence: float | None = None,
        sort: str = "reading",
        limit: int = 50,
        cursor: str | None = None,
    ) -> ClaimPage:
        """All claims, or those wanted. Arguments and errors are those of `relations`.

        >>> page = graph.claims(limit=2)
        >>> [row.id for row in graph.claims(limit=2, cursor=page.next).rows]
        ['c3', 'c4']
        >>> [row.id for row in graph.claims(polarity="negative").rows]
        ['c4']
        """
        wanted = Wanted(
            document=document,
            relation=relation,
            holder=holder,
            polarity=polarity,
            certainty=certainty,
            temporality=temporality,
            event_type=event_type,
            since=since,
            until=until,
            min_confidence=min_confidence,
        )
        return self._read(claims.any, wanted, sort, limit, cursor)

    def vocabulary(
        self,
        text: str | None = None,
        *,
        sort: str = "-claims",
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[RelationRow]:
        """The relations, or those with a word that begins like `text`, with how many claims and plain
        edges each has.

        Args:
            sort: “-claims”, “-edges” (the most first), or “label”.

        >>> [(row.label, row.claims, row.edges) for row in graph.vocabulary("moves").rows]
        [('moves troops', 2, 1)]

        Raises: InputError where there is no such order, or for a cursor of another list.
        """
        return self._read(relations.listed, text, sort, limit, cursor)

    def relation(self, id: str) -> RelationDetail:
        """One relation, by id or label. Raises NotFoundError.

        >>> [claim.id for claim in graph.relation("moves troops").examples]
        ['c1', 'c7']
        """
        return self._read(relations.one, id)

    def neighbours(
        self,
        entity: str,
        *,
        depth: int = 1,
        limit: int = 100,
        relation: str | None = None,
        min_weight: int = 1,
    ) -> Neighbourhood:
        """What lies within `depth` plain edges of an entity, nearest and best connected first, and
        the edges among it. Of an entity with more than a thousand neighbours the thousand with the most
        claims are looked at.

        Args:
            depth: up to 3.
            limit: how many entities, this one among them.
            relation: only edges of this relation, by label or id, or of one narrower.
            min_weight: only edges that so many claims affirm.

        >>> [row.label for row in graph.neighbours("Russia").nodes]
        ['Russia', 'Moscow', 'garrisons']
        >>> [row.label for row in graph.neighbours("Russia", min_weight=2).nodes]
        ['Russia', 'garrisons']

        Raises: NotFoundError; InputError for a number out of its range.
        """
        wanted = neighbours.Wanted(depth, limit, relation, min_weight)
        return self._read(neighbours.around, entity, wanted)

    def paths(
        self,
        source: str,
        target: str,
        *,
        k: int = 5,
        max_length: int = 4,
        directed: bool = False,
        min_weight: int = 1,
        without: Sequence[str] = (),
        concepts: bool = True,
    ) -> Paths:
        """The `k` shortest paths from one entity to another over plain edges, with the claims and the
        sentence behind each step. Of equal length, those that most claims affirm come first.

        Args:
            k: up to 20.
            max_length: the most steps, up to 6.
            directed: whether to go along the edges only, from subject to object.
            min_weight: how many claims must affirm an edge.
            without: labels or ids of relations to leave out.
            concepts: whether entities of the type CONCEPT may lie between the two.

        >>> path = graph.paths("Moscow", "garrison").paths[0]
        >>> [node.label for node in path.nodes]
        ['Moscow', 'Russia', 'garrisons']
        >>> [(edge.relation, edge.forward, edge.weight) for edge in path.steps[0].edges]
        [('has capital', False, 1)]

        Raises: NotFoundError; InputError for a number out of its range, or one entity given twice;
        StoreError where the graph has too many edges.
        """
        iris = self._view.iris
        choice = Choice(min_weight, frozenset(iris.id(iris.relation(name)) for name in without))
        wanted = paths.Wanted(k, max_length, directed, choice, concepts)
        return self._read(
            lambda view: paths.between(view, self._arrays.of(view), source, target, wanted),
        )

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

    def overview(self) -> Overview:
        """Those counts and how they are spread: over types, stances, event types, holders and months.

        >>> [(row.value, row.count) for row in graph.overview().polarities]
        [('positive', 6), ('negative', 1)]
        """
        return self._read(counts.overview)

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
        question = self._question(sparql, media_type, None, default_graphs, named_graphs, None, max_bytes)
        return ask(self._view, self._readers, question, timeout)

    def stream(
        self,
        sparql: str,
        *,
        media_type: str | None = None,
        graph_type: str | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        base: str | None = None,
        timeout: float | None = None,
        max_bytes: int = 2**30,
        gone: Callable[[], bool] = lambda: False,
    ) -> Stream:
        """Asks as `query`, and gives the bytes of the answer while it is found. An error on the way says
        that they are not the whole.

        Args:
            media_type: of a table of results; "" where only a graph is wanted.
            graph_type: of a graph, which CONSTRUCT and DESCRIBE give; "" where only a table is wanted.
            base: IRI against which those of the query are resolved.
            gone: asked now and then whether nobody wants the answer any more.

        >>> asked = "SELECT ?o { ent:Russia rel:moves_troops ?o }"
        >>> with graph.stream(asked, media_type="text/csv") as answer:
        ...     answer.head.variables, b"".join(answer)
        (('o',), b'o\\r\\nhttps://kg.example/entity/garrison\\r\\n')

        Raises: QueryError, or one of its kinds; FormatError for a table where only a graph is wanted.
        """
        question = self._question(
            sparql, media_type, graph_type, default_graphs, named_graphs, base, max_bytes
        )
        return stream(self._view, self._readers, question, timeout, gone)

    @property
    def query_status(self) -> QueryStatus:
        """What has become of the queries that had a deadline.

        >>> graph.query_status.running
        0
        """
        return QueryStatus() if self._readers is None else self._readers.status

    def limit_queries(self, limits: ReaderLimits) -> None:
        """Says what the queries that have a deadline may take, from now on."""
        if self._readers is not None:
            self._readers.limits = limits

    def _question(
        self,
        sparql: str,
        media_type: str | None,
        graph_type: str | None,
        default_graphs: Sequence[str],
        named_graphs: Sequence[str],
        base: str | None,
        max_bytes: int,
    ) -> Question:
        known = vocabulary.prefixes(self.base)
        text = self._read(text_search.rewritten, sparql, known)
        return Question(
            text, media_type, tuple(default_graphs), tuple(named_graphs), known, max_bytes, graph_type, base
        )

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
