"""Runs one SPARQL query on the server that has the graph.

What `kg.query.evaluation` refuses is refused before anything is sent. The answer is read and written again
while it comes, so that every form is to be had of every server, and what breaks off is noticed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pyoxigraph as ox

from kg.errors import ForbiddenQueryError
from kg.query import evaluation, query_text
from kg.query.evaluation import N_TRIPLES, Answer, Found, Question
from kg.store.dialects.standard import JSON
from kg.store.remote_store import RemoteStore, declared


def answer(store: RemoteStore, question: Question, timeout: float | None = None) -> Answer:
    """The answer to a question.

    Args:
        timeout: seconds for which the server may keep silent.

    Raises:
        QueryError: as `evaluation.answer`, and where the server calls the query wrong.
        QueryTimeoutError: it keeps silent for longer.
        StoreError: the server cannot be reached, refuses, or breaks off.
    """
    with evaluation.failing(question), evaluated(store, question, timeout) as found:
        return evaluation.whole(found, question)


@contextmanager
def evaluated(store: RemoteStore, question: Question, timeout: float | None = None) -> Iterator[Found]:
    """What a query finds, read while it comes. Raises: within `evaluation.failing`, as `answer`."""
    form = _checked(store, question)
    text = declared(question.text, question.prefixes, question.base)
    accept = N_TRIPLES if isinstance(form, ox.QueryTriples) else JSON
    dialect = store.dialect
    graphs = question.default_graphs, question.named_graphs
    with dialect.server.queried(text, accept, *graphs, timeout=timeout) as body:
        match form:
            case ox.QueryBoolean():
                yield _truth(dialect.truth(body))
            case ox.QueryTriples():
                yield dialect.triples(body)
            case _:
                yield dialect.rows(body)


def _checked(store: RemoteStore, question: Question) -> Found:
    """What the query finds in an empty store, which shows its form. Raises as `evaluated`."""
    text, prefixes, base = question.text, question.prefixes, question.base
    complaint = query_text.keyword_error(text, "service", prefixes, base)
    if complaint is not None:
        raise complaint
    form = ox.Store().query(text, prefixes=prefixes, base_iri=base)
    named = (*question.default_graphs, *question.named_graphs)
    if not named and query_text.keyword_error(text, "from", prefixes, base) is not None:
        default, rest = query_text.dataset(text, prefixes, base)
        named = (*default, *rest)
    for graph in named:
        if not store.has_graph(graph):
            raise ForbiddenQueryError(f"the graph <{graph}> is not in the store, and nothing is fetched")
    return form


def _truth(value: bool) -> ox.QueryBoolean:
    found = ox.Store().query("ASK {}" if value else "ASK { FILTER (false) }")
    assert isinstance(found, ox.QueryBoolean)
    return found
