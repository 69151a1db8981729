"""SPARQL over the graph: under a deadline in a process of its own, or here without one. What is answered at
once, and cannot take long, is answered here under a deadline too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kg.query import at_once, evaluation, thread_source
from kg.query.evaluation import Answer, Found, Head, Question
from kg.query.readers import Readers
from kg.query.result import QueryResult
from kg.query.stream import Ready, Stream
from kg.query.view import View
from kg.store.quad_store import QuadStore
from kg.store.repository import Repository


def ask(view: View, readers: Readers | None, question: Question, timeout: float | None) -> QueryResult:
    """The answer to a question: by `readers` within `timeout` seconds, or, where either is None, in this
    process, where nothing can stop it.

    Raises:
        QueryError: as `evaluation.answer` and `Readers.ask`.
    """
    if readers is None or timeout is None:
        if not isinstance(view.store, QuadStore):
            return QueryResult(_elsewhere(view.store, question, timeout))
        return QueryResult(evaluation.answer(view.oxigraph, question))
    return QueryResult(spared(view, readers, question) or readers.ask(question, view.state, timeout))


def stream(
    view: View, readers: Readers | None, question: Question, timeout: float | None, gone: Callable[[], bool]
) -> Stream:
    """The answer to a question as it comes, made as by `ask`.

    Args:
        gone: asked now and then whether nobody wants the answer any more.

    Raises:
        QueryError: as `evaluation.answer` and `Readers.stream`.
    """
    if readers is not None and timeout is not None:
        found = spared(view, readers, question)
        if found is not None:
            return Stream(Head(found.kind, found.variables, found.media_type), Ready(found.body))
        return readers.stream(question, view.state, timeout, gone)
    return thread_source.stream(lambda: _found(view, question, timeout), question, timeout, gone)


def spared(view: View, readers: Readers | None, question: Question) -> Answer | None:
    """The answer to a question that needs no process of its own, if it is one; `at_once` says which are."""
    found = at_once.answer(view.oxigraph, question) if isinstance(view.store, QuadStore) else None
    if found is not None and readers is not None:
        readers.spared()
    return found


@contextmanager
def _found(view: View, question: Question, timeout: float | None) -> Iterator[Found]:
    """What a query finds, for the thread that asks for it."""
    with evaluation.failing(question):
        if isinstance(view.store, QuadStore):
            yield evaluation.evaluated(view.oxigraph, question)
            return
        from kg.query import remote_evaluation
        from kg.store.remote_store import RemoteStore

        assert isinstance(view.store, RemoteStore)
        with remote_evaluation.evaluated(view.store, question, timeout) as found:
            yield found


def _elsewhere(store: Repository, question: Question, timeout: float | None) -> Answer:
    # What speaks HTTP is loaded only where there is a server to speak with.
    from kg.query import remote_evaluation
    from kg.store.remote_store import RemoteStore

    assert isinstance(store, RemoteStore)
    return remote_evaluation.answer(store, question, timeout)
