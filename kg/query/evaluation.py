"""Runs one SPARQL query over the union of all documents' graphs, or over the graphs it names.

Nothing leaves the store: SERVICE is refused, and a graph that is not in the store is never fetched.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import ForbiddenQueryError, QueryError, ResultTooLargeError
from kg.query import complaints, query_text
from kg.query.query_text import Kind

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

JSON_RESULTS = "application/sparql-results+json"
N_TRIPLES = "application/n-triples"


@dataclass(frozen=True, slots=True)
class Question:
    """A query, over what, and in which form the answer is wanted.

    Attributes:
        media_type: of the answer; None for SPARQL JSON results or N-Triples.
        default_graphs, named_graphs: the dataset, in place of what FROM says.
        prefixes: those that the query need not declare.
        max_bytes: the largest answer.
    """

    text: str
    media_type: str | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    prefixes: dict[str, str] = field(default_factory=dict)
    max_bytes: int = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, serialised. `variables` are those of a SELECT."""

    kind: Kind
    variables: tuple[str, ...]
    media_type: str
    body: bytes


def answer(store: ox.Store, question: Question) -> Answer:
    """The answer to a question.

    Raises:
        QueryError: it does not parse, cannot be evaluated, or has no answer in that media type.
        ForbiddenQueryError: it would leave the store, or is an update.
        ResultTooLargeError: the answer is larger than `max_bytes`.
    """
    text, prefixes = question.text, question.prefixes
    complaint = query_text.keyword_error(text, "service", prefixes)
    if complaint is not None:
        raise _refusal(question, complaint)
    try:
        found = _evaluated(store, question)
        return _whole(found, question)
    except SyntaxError as error:
        raise _refusal(question, error) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be evaluated: {_line(error)}") from error


def _refusal(question: Question, complaint: SyntaxError) -> QueryError:
    tokens = query_text.words(question.text)
    if any(kind in ("word", "name") and word.lower().startswith("service") for kind, word in tokens):
        return ForbiddenQueryError("SERVICE is not allowed: queries do not leave the store")
    if query_text.is_update(question.text):
        return ForbiddenQueryError("updates are not allowed: the graph changes only with its documents")
    return QueryError(complaints.told(question.text, complaint, question.prefixes))


def _evaluated(store: ox.Store, question: Question) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    text, prefixes = question.text, question.prefixes
    default, named = question.default_graphs, question.named_graphs
    if not default and not named:
        if query_text.keyword_error(text, "from", prefixes) is None:
            return store.query(text, prefixes=prefixes)
        default, named = query_text.dataset(text, prefixes)
    merge, rest = _present(store, default), _present(store, named)
    if len(merge) < 2:
        return store.query(text, prefixes=prefixes, default_graph=merge, named_graphs=rest)
    # Oxigraph would count a triple once for each of the graphs that has it.
    part = ox.Store()
    part.extend(
        ox.Quad(*q.triple) for graph in merge for q in store.quads_for_pattern(None, None, None, graph)
    )
    part.extend(q for graph in rest for q in store.quads_for_pattern(None, None, None, graph))
    return part.query(text, prefixes=prefixes, default_graph=[ox.DefaultGraph()], named_graphs=rest)


def _present(store: ox.Store, graphs: Sequence[str]) -> list[Any]:  # invariant lists in pyoxigraph’s types
    nodes = [ox.NamedNode(graph) for graph in graphs]
    for node in nodes:
        if not store.contains_named_graph(node):
            raise ForbiddenQueryError(f"the graph {node} is not in the store, and nothing is fetched")
    return nodes


def _whole(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, question: Question) -> Answer:
    body = _Bounded(question.max_bytes)
    if isinstance(found, ox.QueryTriples):
        media_type = question.media_type or N_TRIPLES
        form = ox.RdfFormat.from_media_type(media_type)
        if form is None:
            raise QueryError(f"a graph cannot be given as {media_type}")
        ox.serialize(found, body, form, prefixes=question.prefixes)
        return Answer("construct", (), media_type, body.getvalue())
    media_type = question.media_type or JSON_RESULTS
    table = ox.QueryResultsFormat.from_media_type(media_type)
    if table is None:
        raise QueryError(f"a table of results cannot be given as {media_type}")
    if isinstance(found, ox.QueryBoolean):
        found.serialize(body, table)
        return Answer("ask", (), media_type, body.getvalue())
    variables = tuple(variable.value for variable in found.variables)
    found.serialize(body, table)
    return Answer("select", variables, media_type, body.getvalue())


class _Bounded(io.BytesIO):
    """A buffer that refuses to grow beyond a limit: no part of an answer is passed off as the whole."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._room = limit
        self._limit = limit

    def write(self, data: Buffer, /) -> int:
        written = super().write(data)
        self._room -= written
        if self._room < 0:
            raise ResultTooLargeError(f"the answer is larger than {self._limit / 2**20:g} MiB: add a LIMIT")
        return written


def _line(error: Exception) -> str:
    return " ".join(str(error).split())
