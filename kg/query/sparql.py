"""SPARQL over the graph: under a deadline in a process of its own, or here without one."""

from __future__ import annotations

from kg.query import evaluation
from kg.query.evaluation import Question
from kg.query.readers import Readers
from kg.query.result import QueryResult
from kg.query.view import View


def ask(view: View, readers: Readers | None, question: Question, timeout: float | None) -> QueryResult:
    """The answer to a question: by `readers` within `timeout` seconds, or, where either is None, in this
    process, where nothing can stop it.

    Raises:
        QueryError: as `evaluation.answer` and `Readers.ask`.
    """
    if readers is None or timeout is None:
        return QueryResult(evaluation.answer(view.store.oxigraph, question))
    return QueryResult(readers.ask(question, view.state, timeout))
