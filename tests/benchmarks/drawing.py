"""Figures of made-up graphs: layout, communities and PageRank, and betweenness; as one JSON line.

    {SHAPE: {"nodes", "edges", "seconds", "processor_seconds", "betweenness_seconds", "sampled", "extra_mb",
             "same"}}

Shapes: `circles` has groups whose members have most to do with each other, as who is in the news; in a
`power_law` the best connected have links with everybody. Seconds are for layout, communities and PageRank,
betweenness (from `sampled` nodes) apart, by the processor's time. `extra_mb`: the most memory beyond that
before it. `same`: whether two processes, with another seed for hashes and another number of threads, find
the same figure to the last bit.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import numpy as np

from kg.export.layout import positions
from kg.export.measures import betweenness, communities, pagerank
from kg.export.network import Network
from kg.export.seeded import seeded
from tests.benchmarks.command import Command, run
from tests.benchmarks.exports import from_here, memory
from tests.support.networks import Linked, circles, power_law

NODES, EDGES = 20_000, 100_000
SHAPES = ("circles", "power_law")


def made(shape: str, nodes: int, edges: int) -> Linked:
    """A portion of that shape."""
    return power_law(nodes, edges) if shape == "power_law" else circles(nodes, edges, groups=60)


def drawn(shape: str, nodes: int, edges: int) -> dict[str, Any]:
    """What it takes to draw a graph; in a process of its own."""
    portion = made(shape, nodes, edges)
    network = Network.read([node.id for node in portion.nodes()], portion)
    with seeded("the benchmark"):
        from_here()
    before, start, processor = memory("VmRSS"), time.perf_counter(), time.process_time()
    rank, community = pagerank(network), communities(network)
    place = positions(network, np.maximum(np.sqrt(rank / rank.max()) * 40, 4), community)
    taken = time.perf_counter() - start, time.process_time() - processor
    extra = memory("VmHWM") - before
    processor = time.process_time()
    between, sampled = betweenness(network)
    found = b"".join(column.tobytes() for column in (place, rank, community, between))
    return {
        "nodes": nodes,
        "edges": edges,
        "seconds": round(taken[0], 1),
        "processor_seconds": round(taken[1], 1),
        "betweenness_seconds": round(time.process_time() - processor, 1),
        "sampled": sampled,
        "extra_mb": round(extra),
        "digest": hashlib.sha256(found).hexdigest(),
    }


def beside(shape: str, nodes: int, edges: int, *, hashes: int, threads: int) -> dict[str, Any]:
    """`drawn`, by a process with that seed for hashes and so many threads for its libraries."""
    given = {
        "PYTHONHASHSEED": str(hashes),
        "OMP_NUM_THREADS": str(threads),
        "OPENBLAS_NUM_THREADS": str(threads),
    }
    command = [sys.executable, "-m", "tests.benchmarks.drawing", "--one", shape]
    command += ["--nodes", str(nodes), "--edges", str(edges)]
    done = subprocess.run(command, env=os.environ | given, stdout=subprocess.PIPE, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def measure(shape: str, nodes: int, edges: int) -> dict[str, Any]:
    """The report on a shape."""
    found = beside(shape, nodes, edges, hashes=1, threads=1)
    again = beside(shape, nodes, edges, hashes=2, threads=4)
    return found | {"same": found.pop("digest") == again["digest"]}


def figures() -> Iterator[tuple[str, str]]:
    """For the table of all benchmarks."""
    for shape in SHAPES:
        found = measure(shape, NODES, EDGES)
        same = "the same twice" if found["same"] else "NOT the same twice"
        yield f"{shape} {NODES:,}/{EDGES:,}", f"{found['seconds']} s, +{found['extra_mb']} MB, {same}"
        yield f"{shape}, betweenness from {found['sampled']} nodes", f"{found['betweenness_seconds']} s"


def main(arguments: list[str]) -> int:
    command = Command("tests.benchmarks.drawing", __doc__)
    command.add_argument("--nodes", type=int, default=NODES, help="default: %(default)s")
    command.add_argument("--edges", type=int, default=EDGES, help="default: %(default)s")
    command.add_argument(
        "--one", choices=SHAPES, help="this shape alone, once, with a digest of what was found"
    )
    given = command.parse_args(arguments)
    if given.one:
        print(json.dumps(drawn(given.one, given.nodes, given.edges)))
    else:
        print(json.dumps({shape: measure(shape, given.nodes, given.edges) for shape in SHAPES}))
    return 0


if __name__ == "__main__":
    run(main)
