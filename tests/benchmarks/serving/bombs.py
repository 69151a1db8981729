"""What a query that never ends, once a second, does to those who ask something sensible meanwhile."""

from __future__ import annotations

import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote

from tests.benchmarks.serving import load
from tests.benchmarks.serving.graph import Graph
from tests.benchmarks.serving.look_ups import JSON, RELATIONS, hop_paths
from tests.support.serving import Served

# Forty million million rows to count.
_BOMB = "SELECT (count(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (?a != ?d) }"
_OF_READERS = f"/sparql?query={quote('ASK { ?s ?p ?o }')}"  # which a process of its own answers
_WARM = 2.0  # seconds of what makes the server start its processes
_BETWEEN = 1.0  # seconds from one bomb to the next
_AFTER = 75.0  # seconds by which the last one has met its deadline


@dataclass(frozen=True, slots=True)
class Bombed:
    """Loads without and with bombs, by what was asked; the answers that the bombs had, by status; and how
    many processes there were before and after."""

    without: dict[str, load.Load]
    beside: dict[str, load.Load]
    answers: Counter[int]
    before: int
    after: int


def measured(server: Served, graph: Graph, seconds: float) -> Bombed:
    """Puts the same loads to the server, each for half of `seconds`, first alone and then beside bombs.

    Processes are counted once all of those run that are kept for the next query, and when all is over: to
    look for them costs whoever starts and ends some meanwhile.
    """
    load.run(server.url, [_OF_READERS], _WARM, server.workers)
    before = len(server.family())
    without = _loads(server, graph, seconds / 2)
    answers: Counter[int] = Counter()
    stop = threading.Event()
    thrower = threading.Thread(target=_throw, args=(server.url, answers, stop))
    thrower.start()
    try:
        beside = _loads(server, graph, seconds / 2)
    finally:
        stop.set()
        thrower.join(_AFTER)
    time.sleep(1)
    return Bombed(without, beside, answers, before, len(server.family()))


def told(figures: Bombed) -> dict[str, str]:
    """A row of the table for each load."""
    rows = {}
    for name, without in figures.without.items():
        beside = figures.beside[name]
        failed = f", {beside.errors} of {beside.requests} failed" if beside.errors else ""
        rows[f"beside a bomb a second: {name}"] = (
            f"p99 {without.p99:.1f} → {beside.p99:.1f} ms (× {beside.p99 / without.p99:.2f}), "
            f"{without.rate:,.0f} → {beside.rate:,.0f}/s{failed}"
        )
    kinds = ", ".join(f"{count} × {status}" for status, count in sorted(figures.answers.items()))
    rows["bombs"] = f"{kinds}; processes {figures.before} → {figures.after}"
    return rows


def _loads(server: Served, graph: Graph, seconds: float) -> dict[str, load.Load]:
    url, workers = server.url, server.workers()
    return {
        "relations": load.run(url, graph.paths(RELATIONS, graph.by_degree), seconds, lambda: workers),
        "1-hop SPARQL": load.run(url, hop_paths("/sparql", graph), seconds, lambda: workers, headers=JSON),
    }


def _throw(url: str, answers: Counter[int], stop: threading.Event) -> None:
    thrown = []
    while not stop.is_set():
        thrown.append(threading.Thread(target=_bomb, args=(url, answers), daemon=True))
        thrown[-1].start()
        stop.wait(_BETWEEN)
    for one in thrown:
        one.join(_AFTER)


def _bomb(url: str, answers: Counter[int]) -> None:
    status = 0
    with suppress(OSError):
        try:
            with urllib.request.urlopen(f"{url}/sparql?query={quote(_BOMB)}", timeout=_AFTER) as answer:
                answer.read()
                status = answer.status
        except urllib.error.HTTPError as error:
            status = error.code
    answers[status] += 1
