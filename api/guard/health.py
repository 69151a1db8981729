"""Is the server well, and how much does its graph hold?"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLateError
from threading import Lock

from flask import Blueprint, Response

from api import parameters
from api.answers import data
from api.graphs import served
from api.problems import ProblemError
from api.rest.objects import render
from kg.graph import KnowledgeGraph

blueprint = Blueprint("health", __name__)

_PATIENCE = 1.0  # seconds in which a store that is ready answers


@blueprint.get("/healthz")
def healthz() -> Response:
    """200 while the process lives; the store is not asked, so that a slow one gets nobody restarted."""
    return _fresh({"status": "ok"})


@blueprint.get("/readyz")
def readyz() -> Response:
    """200 where the store answers within a second; else 503, and no traffic should be sent here."""
    if not _probe.answers(served()):
        raise ProblemError(
            "unavailable",
            f"The store does not answer within {_PATIENCE:g} s.",
            headers={"Retry-After": "1"},
        )
    return _fresh({"status": "ready"})


@blueprint.get("/v1/stats")
def stats() -> Response:
    """How many documents, claims, entities, edges and triples there are, and how they are spread."""
    parameters.read()
    return data(render(served().overview()))


class _Probe:
    """Asks a store in a thread of its own, one question at a time: a store that hangs holds up that one."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="ready")
        self._asked: Future[str] | None = None

    def answers(self, graph: KnowledgeGraph) -> bool:
        """Whether the graph answers in time. Raises what it raises."""
        with self._lock:
            if self._asked is None or self._asked.done():
                self._asked = self._thread.submit(lambda: graph.version)
            asked = self._asked
        try:
            asked.result(_PATIENCE)
        except TooLateError:
            return False
        return True


_probe = _Probe()


def _fresh(body: dict[str, str]) -> Response:
    response = data(body)
    response.cache_control.no_store = True
    return response
