"""`/metrics` in the Prometheus text format: requests, queries, jobs, and how large the store is.

Several workers share their numbers through files in $PROMETHEUS_MULTIPROC_DIR, which whoever starts them
makes and empties (`kg serve` does; for gunicorn it is set by hand); without it a process tells of itself.
Routes are told by their rule, so that no id, and nothing a client makes up, becomes a label.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from flask import Blueprint, Response, abort
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
    values,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from api import parameters
from api.answers import acceptable
from api.graphs import served
from api.guard.tally import RESTARTS, SHARED
from api.rest import writing
from api.settings import settings
from kg.errors import KgError
from kg.graph import KnowledgeGraph
from kg.jobs import Desk

blueprint = Blueprint("metrics", __name__)

_CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SIZED = 10.0  # seconds for which a size on disk is not measured anew

_FOLLOWED = 1.0  # seconds between looks at what the graph says of its queries

if SHARED in os.environ:
    # Else the system would be asked which process this is each time that something is counted.
    _process = cache(os.getpid)
    os.register_at_fork(after_in_child=_process.cache_clear)
    values.ValueClass = values.MultiProcessValue(_process)  # type: ignore[no-untyped-call]

_own = CollectorRegistry()
_REQUESTS = Counter("kg_requests", "Requests answered.", ["route", "method", "status"], registry=_own)
_SECONDS = Histogram(
    "kg_request_seconds",
    "From the request to the end of its answer.",
    ["route"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
    registry=_own,
)
_UNDER_WAY = Gauge("kg_requests_under_way", "Requests now.", multiprocess_mode="livesum", registry=_own)
_QUERIES = Counter("kg_queries", "Queries ended, by how.", ["outcome"], registry=_own)
_QUERIES_NOW = Gauge(
    "kg_queries_now", "Queries running, and waiting.", ["state"], multiprocess_mode="livesum", registry=_own
)
_KEPT = Counter(
    "kg_kept_answers", "Queries whose answer was looked for among those kept.", ["found"], registry=_own
)
_FOUND = {found: _KEPT.labels("yes" if found else "no") for found in (True, False)}
_KEPT_BYTES = Gauge(
    "kg_kept_answers_bytes", "What kept answers take.", multiprocess_mode="livesum", registry=_own
)
_OUTCOMES = ("finished", "failed", "timed_out", "killed", "refused")
_STATES = ("running", "waiting")


@blueprint.get("/metrics")
def metrics() -> Response:
    """Numbers for Prometheus."""
    parameters.read()
    acceptable(("text/plain",))
    if not settings().metrics:
        abort(404)
    graph = served()
    follow(graph)
    registry = CollectorRegistry()
    if SHARED in os.environ:
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(_Once(_own.collect()))
    registry.register(_Once(_of_store(graph)))
    response = Response(generate_latest(registry), content_type=_CONTENT_TYPE)
    response.cache_control.no_store = True
    return response


def begun() -> None:
    """Counts a request that has come in."""
    _UNDER_WAY.inc()


def ended(route: str, method: str, status: int, seconds: float) -> None:
    """Counts a request that has been answered; `route` is its rule."""
    _UNDER_WAY.dec()
    requests, times = _labelled(route, method, status)
    requests.inc()
    times.observe(seconds)


def kept(found: bool, size: int) -> None:
    """Counts a query whose answer was looked for among those kept, which take `size` bytes."""
    _FOUND[found].inc()
    _KEPT_BYTES.set(size)


@cache
def _labelled(route: str, method: str, status: int) -> tuple[Counter, Histogram]:
    """What counts such requests; there are few kinds."""
    return _REQUESTS.labels(route, method, str(status)), _SECONDS.labels(route)


class _Followed:
    """How much of a graph's own counts has been counted here."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.seen: dict[str, int] = {}


_followed = _Followed()


def follow(graph: KnowledgeGraph) -> None:
    """Takes over what the graph says of its queries since the last time."""
    status = graph.query_status
    with _followed.lock:
        for outcome in _OUTCOMES:
            now = getattr(status, outcome, 0)
            before = _followed.seen.get(outcome, 0)
            _QUERIES.labels(outcome).inc(max(now - before, 0))
            _followed.seen[outcome] = now
        for state in _STATES:
            _QUERIES_NOW.labels(state).set(getattr(status, state, 0))


def watch(graph: KnowledgeGraph) -> None:
    """Follows the graph from now on, where other workers may be asked about this one."""
    if SHARED in os.environ:
        Thread(target=_watch, args=(graph,), name="metrics", daemon=True).start()


def _watch(graph: KnowledgeGraph) -> None:
    while True:
        follow(graph)
        time.sleep(_FOLLOWED)


class _Once(Collector):
    """Numbers that are at hand."""

    def __init__(self, families: Iterable[Any]) -> None:
        self._families = list(families)

    def collect(self) -> Iterator[Any]:
        yield from self._families


def _of_store(graph: KnowledgeGraph) -> Iterator[Any]:
    """What the store holds; nothing where it cannot be read now, so that the other numbers still come."""
    with suppress(KgError):
        stats = graph.stats()
        held = GaugeMetricFamily("kg_held", "What the graph holds.", labels=["kind"])
        for kind in ("documents", "claims", "entities", "triples"):
            held.add_metric([kind], getattr(stats, kind))
        yield held
    if graph.folder is not None:
        yield GaugeMetricFamily("kg_store_bytes", "The store on disk.", value=_size.of(graph.folder))
    with suppress(KgError):
        family = GaugeMetricFamily("kg_jobs", "Jobs by state.", labels=["state"])
        for state, count in writing.desk().counts().items() if Desk.begun(graph) else ():
            family.add_metric([state], count)
        yield family
    restarts = _restarts()
    if restarts is not None:
        yield GaugeMetricFamily("kg_worker_restarts", "Workers that had to be replaced.", value=restarts)


class _Size:
    """The size of a directory, measured now and then."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[float, int]] = {}

    def of(self, folder: Path) -> int:
        now = time.monotonic()
        measured, size = self._known.get(folder, (-_SIZED, 0))
        if now - measured >= _SIZED:
            size = 0
            for place, _, files in os.walk(folder):
                for file in files:
                    with suppress(OSError):  # gone meanwhile
                        size += os.lstat(os.path.join(place, file)).st_size
            self._known[folder] = (now, size)
        return size


_size = _Size()


def _restarts() -> int | None:
    shared = os.environ.get(SHARED)
    if shared is None:
        return None
    try:
        return int((Path(shared) / RESTARTS).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0
