"""Runs one SPARQL query over the union of all documents' graphs, or over the graphs it names.

Nothing leaves the store: SERVICE is refused, and a graph that is not in the store is never fetched.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

import pyoxigraph as ox

from kg.errors import ForbiddenQueryError, FormatError, QueryError, ResultTooLargeError
from kg.query import complaints, query_text, row_limit
from kg.query.query_text import Kind
from kg.query.row_limit import Writable

Found: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple]

JSON_RESULTS = "application/sparql-results+json"
N_TRIPLES = "application/n-triples"
NO_SERVICE = "SERVICE is not allowed: queries do not leave the store"


class Question(NamedTuple):
    """A query, over what, and in which form the answer is wanted.

    Attributes:
        media_type: of a table of results, or of yes or no; None for SPARQL JSON results.
        default_graphs, named_graphs: the dataset, in place of what FROM says.
        prefixes: those that the query need not declare.
        max_bytes: the largest answer.
        max_rows: the most rows of it, or triples; 0 for any number.
        graph_type: media type of a graph (CONSTRUCT, DESCRIBE); None for `media_type`, and N-Triples
            where that is None too.
        base: IRI against which those of the query are resolved unless it has a base of its own.
    """

    text: str
    media_type: str | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    prefixes: dict[str, str] = {}  # noqa: RUF012 (nobody changes it)
    max_bytes: int = 64 * 2**20
    graph_type: str | None = None
    base: str | None = None
    max_rows: int = 0


class Head(NamedTuple):
    """What an answer is, before its bytes. `variables` are those of a SELECT."""

    kind: Kind
    variables: tuple[str, ...]
    media_type: str


class Answer(NamedTuple):
    """A whole answer, serialised. `variables` are those of a SELECT."""

    kind: Kind
    variables: tuple[str, ...]
    media_type: str
    body: bytes


def answer(store: ox.Store, question: Question) -> Answer:
    """The answer to a question.

    Raises:
        QueryError: it does not parse, or cannot be evaluated.
        FormatError: it has no answer in that media type.
        ForbiddenQueryError: it would leave the store, or is an update.
        ResultTooLargeError: the answer is larger than `max_bytes`, or has more rows than `max_rows`.
    """
    with failing(question):
        return whole(evaluated(store, question), question)


@contextmanager
def failing(question: Question) -> Iterator[None]:
    """Whatever Oxigraph says against a question, as an error of ours. Raises as `answer`."""
    try:
        yield
    except SyntaxError as error:
        raise refusal(question, error) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be evaluated: {_line(error)}") from error


def refusal(question: Question, complaint: SyntaxError) -> QueryError:
    """The error for a query that the parser complains about."""
    text, prefixes = question.text, question.prefixes
    if query_text.calls_service(text) or query_text.parses_but_for_service(text, prefixes):
        return ForbiddenQueryError(NO_SERVICE)
    if query_text.is_update(text):
        return ForbiddenQueryError("updates are not allowed: the graph changes only with its documents")
    return QueryError(complaints.told(text, complaint, prefixes))


def evaluated(store: ox.Store, question: Question) -> Found:
    """What a query finds, most of it only when that is read.

    Raises: within `failing`, as `answer`.
    """
    text, prefixes, base = question.text, _used(question), question.base
    complaint = query_text.keyword_error(text, "service", prefixes, base)
    if complaint is not None:
        raise complaint
    default, named = question.default_graphs, question.named_graphs
    if not default and not named:
        if query_text.keyword_error(text, "from", prefixes, base) is None:
            return store.query(text, prefixes=prefixes, base_iri=base)
        default, named = query_text.dataset(text, prefixes, base)
        if not default and not named:
            return store.query(text, prefixes=prefixes, base_iri=base)  # no FROM, so it does not parse
    merge, rest = _present(store, default), _present(store, named)
    if len(merge) < 2:
        return store.query(text, prefixes=prefixes, base_iri=base, default_graph=merge, named_graphs=rest)
    # Oxigraph would count a triple once for each of the graphs that has it.
    part = ox.Store()
    for graph in merge:
        part.extend(ox.Quad(*q.triple) for q in store.quads_for_pattern(None, None, None, graph))
    for graph in rest:
        part.add_graph(graph)
        part.extend(store.quads_for_pattern(None, None, None, graph))
    return part.query(
        text, prefixes=prefixes, base_iri=base, default_graph=[ox.DefaultGraph()], named_graphs=rest
    )


def _used(question: Question) -> dict[str, str]:
    """The prefixes that the query may use: Oxigraph reads the IRI of each that it is given."""
    text = question.text
    if "\\" in text:
        return question.prefixes
    return {name: iri for name, iri in question.prefixes.items() if f"{name}:" in text}


def _present(store: ox.Store, graphs: Sequence[str]) -> list[Any]:  # invariant lists in pyoxigraph’s types
    nodes = [ox.NamedNode(graph) for graph in graphs]
    for node in nodes:
        if not store.contains_named_graph(node):
            raise ForbiddenQueryError(f"the graph {node} is not in the store, and nothing is fetched")
    return nodes


def whole(found: Found, question: Question) -> Answer:
    """What was found, serialised as the question wants it. Raises as `answer`."""
    about = head(found, question)
    body = io.BytesIO()
    write(found, about, question, body)
    return Answer(about.kind, about.variables, about.media_type, body.getvalue())


def head(found: Found, question: Question) -> Head:
    """What the answer will be. Raises `FormatError` where there is none in the media type asked for."""
    if isinstance(found, ox.QuerySolutions | ox.QueryBoolean):
        media_type = JSON_RESULTS if question.media_type is None else question.media_type
        _table_format(media_type)
        if isinstance(found, ox.QueryBoolean):
            return Head("ask", (), media_type)
        return Head("select", tuple(variable.value for variable in found.variables), media_type)
    asked = question.media_type if question.graph_type is None else question.graph_type
    media_type = N_TRIPLES if asked is None else asked
    _graph_format(media_type)
    return Head("construct", (), media_type)


def write(found: Found, about: Head, question: Question, target: Writable) -> None:
    """Serialises what was found into `target`, while it is found.

    Raises: within `failing`, as `answer`; and what `target` raises.
    """
    body: Any = _Bounded(target, question.max_bytes)
    most = question.max_rows
    if isinstance(found, ox.QuerySolutions | ox.QueryBoolean):
        form = _table_format(about.media_type)
        if most and isinstance(found, ox.QuerySolutions):
            body = row_limit.Rows(body, form, most)
        found.serialize(body, form)
    else:
        if most:
            found = row_limit.triples(found, most)
        ox.serialize(found, body, _graph_format(about.media_type), prefixes=question.prefixes)


@lru_cache(64)
def _table_format(media_type: str) -> ox.QueryResultsFormat:
    form = ox.QueryResultsFormat.from_media_type(media_type)
    if form is None:
        raise FormatError(f"a table of results cannot be given as {media_type or 'asked for'}")
    return form


@lru_cache(64)
def _graph_format(media_type: str) -> ox.RdfFormat:
    form = ox.RdfFormat.from_media_type(media_type)
    if form is None:
        raise FormatError(f"a graph cannot be given as {media_type or 'asked for'}")
    return form


class _Bounded:
    """A target that takes no more than so many bytes: no part of an answer is passed off as the whole."""

    def __init__(self, target: Writable, limit: int) -> None:
        self._target = target
        self._room = limit
        self._limit = limit

    def write(self, data: bytes) -> int:
        self._room -= len(data)
        if self._room < 0:
            raise ResultTooLargeError(f"the answer is larger than {self._limit / 2**20:g} MiB: add a LIMIT")
        self._target.write(data)
        return len(data)

    def flush(self) -> None:
        """Nothing: the target is flushed by who gave it."""


def _line(error: Exception) -> str:
    return " ".join(str(error).split())
