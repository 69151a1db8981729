"""Questions in SPARQL, answered whole or as a stream."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from kg.query import query_text, text_search
from kg.query.asking import Asking
from kg.query.evaluation import Answer, Question
from kg.query.reader_limits import QueryStatus, ReaderLimits
from kg.query.result import QueryResult
from kg.query.sparql import ask, spared, stream
from kg.query.stream import Stream
from kg.rdf import vocabulary


class SparqlQuestions(Asking):
    """Questions in SPARQL, answered whole or as a stream."""

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
        max_rows: int = 0,
        gone: Callable[[], bool] = lambda: False,
        version: str | None = None,
    ) -> Stream:
        """Asks as `query`, and gives the bytes of the answer while it is found. An error on the way says
        that they are not the whole.

        Args:
            media_type: of a table of results; "" where only a graph is wanted.
            graph_type: of a graph, which CONSTRUCT and DESCRIBE give; "" where only a table is wanted.
            base: IRI against which those of the query are resolved.
            max_rows: the most rows of the answer, or triples; 0 for any number.
            gone: asked now and then whether nobody wants the answer any more.
            version: what `version` has just been; then whether it still is so is not looked at again.

        >>> asked = "SELECT ?o { ent:Russia rel:moves_troops ?o }"
        >>> with graph.stream(asked, media_type="text/csv") as answer:
        ...     answer.head.variables, b"".join(answer)
        (('o',), b'o\\r\\nhttps://kg.example/entity/garrison\\r\\n')

        Raises: QueryError, or one of its kinds; FormatError for a table where only a graph is wanted.
        """
        question = self._question(
            *(sparql, media_type, graph_type, default_graphs, named_graphs, base, max_bytes),
            *(max_rows, version),
        )
        return stream(self._view, self._readers, question, timeout, gone)

    def at_once(
        self,
        sparql: str,
        *,
        media_type: str,
        base: str | None = None,
        max_bytes: int = 2**30,
        max_rows: int = 0,
        version: str | None = None,
    ) -> Answer | None:
        """The whole answer that `stream` would give, where that takes no process of its own: to the plainest
        queries, if it is small. None for all others, and where anything is wrong.

        >>> graph.at_once("SELECT ?o { ent:Russia rel:moves_troops ?o }", media_type="text/csv").body
        b'o\\r\\nhttps://kg.example/entity/garrison\\r\\n'
        """
        question = self._question(sparql, media_type, "", (), (), base, max_bytes, max_rows, version)
        return spared(self._view, self._readers, question)

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

    def when_waiting(self, call: Callable[[], None]) -> None:
        """Lets `call` be called by each thread that is about to wait for the process that answers its query,
        so that another one can do its other work meanwhile."""
        if self._readers is not None:
            self._readers.waits = call

    @cached_property
    def _known_prefixes(self) -> dict[str, str]:
        return vocabulary.prefixes(self.base)

    def _question(
        self,
        sparql: str,
        media_type: str | None,
        graph_type: str | None,
        default_graphs: Sequence[str],
        named_graphs: Sequence[str],
        base: str | None,
        max_bytes: int,
        max_rows: int = 0,
        version: str | None = None,
    ) -> Question:
        prefixes = self._known_prefixes
        text = query_text.unescaped(sparql)
        known = self._view.seen(version) or self._view.unchanged() is not None
        if text_search.used(text) or not known:
            text = self._read(text_search.rewritten, text, prefixes)
        return Question(
            text,
            media_type,
            tuple(default_graphs),
            tuple(named_graphs),
            prefixes,
            max_bytes,
            graph_type,
            base,
            max_rows,
        )
