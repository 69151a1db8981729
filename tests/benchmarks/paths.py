"""Paths between entities of a graph with a million edges, made by rule: times and memory, as one JSON line.

    {"edges", "entities", "highest_degree", "first_seconds", "rss_mb": {"before", "after"}, "paths_ms":
     {SET: {"p50", "p99", "highest", "found", "truncated"}}}

Both ends of an edge are drawn with a chance of 1/rank, so a few entities have tens of thousands of edges.
`first_seconds`: the first question, which reads all edges into arrays. Then, warm, 5 paths of at most 4
steps with their evidence, for pairs of three sets: any two entities; two as often as they have edges;
one of the ten best connected and any other. `most` asks 20 paths of at most 6 steps for any two.
"""

from __future__ import annotations

import json
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import accumulate, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pyoxigraph as ox

from kg.graph import KnowledgeGraph
from kg.rdf import vocabulary as v
from kg.rdf.iris import Iris
from kg.store.directory import locate
from tests.benchmarks.command import Command, run

_IN_DOCUMENT = 1000  # claims
_RELATIONS = 200
_BASE = "https://kg.example/"


class Made:
    """The graph's edges: `source` and `target` are ranks, the best connected first."""

    def __init__(self, edges: int, entities: int) -> None:
        chance = np.random.default_rng(1)
        odds = np.cumsum(1 / np.arange(1, entities + 1))
        drawn: dict[tuple[int, int], None] = {}
        while len(drawn) < edges:
            ends = np.searchsorted(odds / odds[-1], chance.random((edges, 2)))
            drawn |= {(int(one), int(other)): None for one, other in ends if one != other}
        self.edges = list(islice(drawn, edges))
        self.degrees = [0] * entities
        for ends_ in self.edges:
            for rank in ends_:
                self.degrees[rank] += 1
        self.connected = [rank for rank, degree in enumerate(self.degrees) if degree]


def write(made: Made, folder: Path) -> None:
    """Puts the graph into a new store: of each claim what a path and its evidence ask for."""
    directory, iris = locate(folder, _BASE, _BASE, create=True), Iris(_BASE)
    with KnowledgeGraph.open(folder):
        pass
    store = ox.Store(str(directory.quads))
    store.bulk_extend(_quads(len(made.edges), iris))
    store.optimize()
    index = sqlite3.connect(directory.index)
    documents = range((len(made.edges) + _IN_DOCUMENT - 1) // _IN_DOCUMENT)
    index.executemany(
        "INSERT INTO document (id, digest, source, claims, triples) VALUES (?, ?, ?, ?, 0)",
        ((f"d{number}", f"{number}", f"{number}.txt", _IN_DOCUMENT) for number in documents),
    )
    index.executemany(
        "INSERT INTO entity (id, label, type, degree, claims, documents) VALUES (?, ?, ?, ?, ?, 1)",
        (
            (f"e{rank}", f"Entity {rank}", "Concept" if rank % 3 else "Country", degree, degree)
            for rank, degree in enumerate(made.degrees)
            if degree
        ),
    )
    relations = [f"r{number}" for number in range(_RELATIONS)]
    index.executemany(
        "INSERT INTO relation (id, label, claims, edges) VALUES (?, ?, 0, 0)",
        ((name, name) for name in relations),
    )
    index.executemany(
        "INSERT INTO edge (subject, object, relation, weight) VALUES (?, ?, ?, 1)",
        sorted((f"e{one}", f"e{other}", f"r{n % _RELATIONS}") for n, (one, other) in enumerate(made.edges)),
    )
    index.executemany(
        "INSERT INTO claim (place, id, document, subject, relation, object, polarity, certainty, temporality,"
        " date, until, confidence, affirmed, narrated, sentence_start, sentence_end)"
        " VALUES (?, ?, ?, ?, ?, ?, 'positive', 'certain', 'nonfuture', '~', '', 1, 1, 1, 0, 99)",
        (
            (
                f"2022-02-15|d{number // _IN_DOCUMENT}|{number % _IN_DOCUMENT:09d}|c{number}",
                *(f"c{number}", f"d{number // _IN_DOCUMENT}", f"e{source}"),
                *(f"r{number % _RELATIONS}", f"e{target}"),
            )
            for number, (source, target) in enumerate(made.edges)
        ),
    )
    index.commit()
    index.close()


def _quads(claims: int, iris: Iris) -> Iterator[ox.Quad]:
    anchor = v.term("nif:anchorOf")
    for number in range(claims):
        document = f"d{number // _IN_DOCUMENT}"
        graph = ox.NamedNode(iris.document(document))
        if number % _IN_DOCUMENT == 0:
            yield ox.Quad(graph, v.DIGEST, ox.Literal(f"{number // _IN_DOCUMENT}"), graph)
        start = 100 * (number % _IN_DOCUMENT)
        sentence = ox.NamedNode(iris.span(document, start, start + 99))
        yield ox.Quad(ox.NamedNode(iris.claim(f"c{number}")), v.FROM_SENTENCE, sentence, graph)
        yield ox.Quad(sentence, anchor, ox.Literal(f"This is sentence number {number}."), graph)


def pairs(made: Made, chance: random.Random) -> dict[str, Iterator[tuple[int, int]]]:
    """Endless pairs of ranks for each set."""
    weights = list(accumulate(made.degrees))
    everyone = range(len(made.degrees))

    def any_two() -> Iterator[tuple[int, int]]:
        while True:
            one, other = chance.sample(made.connected, 2)
            yield one, other

    def by_degree() -> Iterator[tuple[int, int]]:
        while True:
            one, other = chance.choices(everyone, cum_weights=weights, k=2)
            if one != other:
                yield one, other

    def hubs() -> Iterator[tuple[int, int]]:
        while True:
            yield chance.randrange(10), chance.choice(made.connected[10:])

    return {"any": any_two(), "by_degree": by_degree(), "hub": hubs(), "most": any_two()}


def ask(graph: KnowledgeGraph, ends: Iterator[tuple[int, int]], count: int, **options: int) -> dict[str, Any]:
    """The times of `count` questions, in ms."""
    times, found, truncated = [], 0, 0
    for one, other in islice(ends, count):
        start = time.perf_counter()
        answer = graph.paths(f"e{one}", f"e{other}", **options)
        times.append((time.perf_counter() - start) * 1000)
        found += bool(answer.paths)
        truncated += answer.truncated
    times.sort()
    shown = {"p50": times[count // 2], "p99": times[count * 99 // 100], "highest": times[-1]}
    return {name: round(value, 1) for name, value in shown.items()} | {
        "found": found,
        "truncated": truncated,
    }


def question(store: Path, made: Made, count: int) -> dict[str, Any]:
    """Asks the graph in a store; in a process of its own, whose memory is that of the asking alone."""
    with KnowledgeGraph.open(store, read_only=True) as graph:
        sets = pairs(made, random.Random(2))
        graph.stats()
        before = _rss()
        start = time.perf_counter()
        graph.paths("e0", "e1")
        first = time.perf_counter() - start
        after = _rss()
        options = {"most": {"k": 20, "max_length": 6}}
        asked = {name: ask(graph, ends, count, **options.get(name, {})) for name, ends in sets.items()}
    return {
        "first_seconds": round(first, 2),
        "rss_mb": {"before": before, "after": after},
        "paths_ms": asked,
    }


def measure(edges: int, entities: int, count: int) -> dict[str, Any]:
    """The whole report."""
    made = Made(edges, entities)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        write(made, store)
        made.edges.clear()
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
            found = other.submit(question, store, made, count).result()
    return {
        "edges": edges,
        "entities": len(made.connected),
        "highest_degree": max(made.degrees),
        **found,
    }


def figures(edges: int = 1_000_000, entities: int = 200_000, count: int = 300) -> Iterator[tuple[str, str]]:
    """What is asked, and how long that took."""
    found = measure(edges, entities, count)
    memory = found["rss_mb"]
    yield "first", f"{found['first_seconds']} s, memory {memory['before']} → {memory['after']} MB"
    for name, times in found["paths_ms"].items():
        yield name, f"p50 {times['p50']} ms, p99 {times['p99']} ms, most {times['highest']} ms"


def _rss() -> int:
    """Resident memory of this process in MB."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return round(pages * 4096 / 1e6)


def main(arguments: list[str]) -> int:
    command = Command("tests.benchmarks.paths", __doc__)
    command.add_argument("--edges", type=int, default=1_000_000, help="default: %(default)s")
    command.add_argument("--entities", type=int, default=200_000, help="default: %(default)s")
    command.add_argument("--questions", type=int, default=300, help="of each set; default: %(default)s")
    given = command.parse_args(arguments)
    print(json.dumps(measure(given.edges, given.entities, given.questions)))
    return 0


if __name__ == "__main__":
    run(main)
