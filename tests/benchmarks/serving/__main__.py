"""The server under load, beside Oxigraph's own server on the same graph of a million triples: one table.

Eight clients that keep their connections open (`wrk`) ask for the relations of entities and for what SPARQL
finds one hop from them; one client reads a long answer; a query that never ends comes every second. What
runs in process, prefix search and paths, has benchmarks of its own, whose figures come last. No answers are
kept for who asks the same again but for the one row that says so.
Other work on the machine shows in the figures: look at the ratios.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.benchmarks.command import Command, run
from tests.benchmarks.serving import bombs, load, long_answer, look_ups, servers
from tests.benchmarks.serving.graph import Graph, prepared

_ROWS = ("relations", "sparql", "long", "bombs", "search", "paths")
_IN_PROCESS = {"search": "tests.benchmarks.search", "paths": "tests.benchmarks.paths"}
_LONG_TIMES = 5


def main(arguments: list[str]) -> int:
    command = Command("tests.benchmarks.serving", __doc__)
    command.add_argument(
        "--cache", metavar="FOLDER", type=Path, default=Path(".kg/benchmarks"),
        help="where the graph is kept (default: %(default)s)",
    )  # fmt: skip
    command.add_argument("--triples", metavar="N", type=int, default=1_000_000, help="default: %(default)s")
    command.add_argument(
        "--seconds", metavar="S", type=float, default=20, help="of each load; a minute of bombs from 20 on"
    )
    command.add_argument("--workers", metavar="N", type=int, default=len(os.sched_getaffinity(0)))
    command.add_argument("--only", action="append", choices=_ROWS, help="repeatable")
    given = command.parse_args(arguments)
    load.program()
    chosen = given.only or _ROWS
    graph = prepared(given.cache, given.triples)
    table = Table("measure", "kg", "Oxigraph's server", "ratio", title=_title(graph, given.workers))

    def row(measure: str, ours: str, theirs: str = "", ratio: str = "") -> None:
        print(f"{measure}: {ours}  {theirs}  {ratio}", file=sys.stderr, flush=True)
        table.add_row(measure, ours, theirs, ratio)

    with servers.ours(graph.store, given.workers, KG_KEPT_ANSWERS="0") as server:
        if "relations" in chosen:
            for name, figures in look_ups.relations(server, graph, given.seconds).items():
                row(f"relations, {name}", look_ups.told(figures))
        if {"sparql", "long"} & set(chosen):
            with servers.oxigraph(graph.store) as (url, pid):
                if "sparql" in chosen:
                    own = look_ups.hops(server.url, "/sparql", graph, given.seconds, server.family)
                    other = look_ups.hops(url, "/query", graph, given.seconds, lambda: [pid])
                    row(
                        "1-hop SPARQL",
                        look_ups.told(own),
                        look_ups.told(other),
                        f"{own.rate / other.rate:.2f}",
                    )
                if "long" in chosen:
                    mine = long_answer.measured(server.url, "/sparql", server.workers(), _LONG_TIMES)
                    its = long_answer.measured(url, "/query", [pid], _LONG_TIMES)
                    ratio = f"{mine.total / its.total:.2f}"
                    row(f"{long_answer.ROWS:,} rows", long_answer.told(mine), long_answer.told(its), ratio)
        if "sparql" in chosen:
            with servers.ours(graph.store, given.workers) as keeping:
                kept = look_ups.hops(keeping.url, "/sparql", graph, given.seconds, keeping.family)
            row("1-hop SPARQL, answers kept", look_ups.told(kept))
        if "bombs" in chosen:
            bombed = bombs.measured(server, graph, 60 if given.seconds >= 20 else 4 * given.seconds)
            for name, told in bombs.told(bombed).items():
                row(name, told)
    for name, module in _IN_PROCESS.items():
        if name in chosen:
            _in_process(module, row)
    Console(width=None if Console().is_terminal else 200).print(table)
    return 0


def _in_process(module: str, row: Callable[..., None]) -> None:
    """The figures of another benchmark, each with its name."""
    measure: Callable[[], Iterable[tuple[str, str]]] = importlib.import_module(module).figures
    for name, told in measure():
        row(f"{module.rpartition('.')[2]}, {name}", told)


def _title(graph: Graph, workers: int) -> str:
    return (
        f"{graph.triples:,} triples, {graph.claims:,} claims, {len(graph.iris):,} entities; "
        f"{workers} workers, {load.CLIENTS} clients, {len(os.sched_getaffinity(0))} CPUs, "
        f"load {os.getloadavg()[0]:.1f}"
    )


if __name__ == "__main__":
    run(main)
