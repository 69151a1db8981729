"""Exports of made-up graphs as GEXF: time and memory, as one JSON line.

    {"small": {"nodes", "edges", "ours", "networkx", "times_faster", "of_its_memory"},
     "large": {"nodes", "edges", "seconds", "processor_seconds", "size_mb",
               "mb": {"before", "nodes", "peak"}}}

Small: the same nodes and edges with the same attributes, by our writer out of lists in memory, and by
`networkx.write_gexf` out of its graph, each in a process of its own: {"seconds": of the processor,
"extra_mb": the most memory while writing, beyond that before it}. Large: out of a store on disk, without
layout and measures, from opening it to the end; memory is that of the whole process, `nodes` when all nodes
but hardly an edge have been written.
"""

from __future__ import annotations

import gc
import json
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import networkx

import kg.export
from kg.export import gexf
from kg.export.attributes import EDGE, NODE, plain
from kg.export.source import Source
from kg.graph import KnowledgeGraph
from kg.query.view import View
from kg.rdf.iris import Iris
from kg.store.directory import locate
from tests.benchmarks.command import Command, run
from tests.support import synthetic
from tests.support.portions import BASE, Listed, Synthetic

SMALL = 27_000, 77_000
LARGE = 100_000, 560_000  # claims, which make some 500,000 edges
_MB = 1e6


def memory(line: str) -> float:
    """Memory of this process in MB: “VmRSS” now, “VmHWM” at most since `from_here`."""
    status = Path("/proc/self/status").read_text("ascii")
    found = re.search(rf"{line}:\s+(\d+) kB", status)
    assert found is not None
    return int(found[1]) * 1024 / _MB


def from_here() -> None:
    """Forgets how much memory the process has had at most."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", "ascii")


def beside(work: Callable[..., Any], *arguments: object) -> Any:
    """Does it in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
        return other.submit(work, *arguments).result()


def ours(nodes: int, edges: int, place: Path) -> dict[str, float]:
    """What our writer takes for nodes and edges that are there already."""
    made = Synthetic(node_count=nodes, edge_count=edges)
    portion = Listed([*made.nodes()], [*made.edges()])
    return _taken(lambda: gexf.write(Source(portion), place))


def theirs(nodes: int, edges: int, place: Path) -> dict[str, float]:
    """What that of networkx takes, which knows no lists and no None."""
    made, graph = Synthetic(node_count=nodes, edge_count=edges), networkx.MultiDiGraph()
    for node in made.nodes():
        graph.add_node(node.id, label=node.label, **_plain(NODE, node))
    for edge in made.edges():
        values = {"label": edge.label, "kind": edge.kind, "weight": edge.weight, **_plain(EDGE, edge)}
        graph.add_edge(edge.source, edge.target, key=edge.id, id=edge.id, **values)
    return _taken(lambda: networkx.write_gexf(graph, place, version="1.3"))


def _plain(attributes: Any, item: Any) -> dict[str, Any]:
    found = ((one.name, plain(one.of(item))) for one in attributes)
    return {name: value for name, value in found if value is not None}


def _taken(work: Callable[[], None]) -> dict[str, float]:
    from_here()
    before, start = memory("VmRSS"), time.process_time()
    work()
    seconds = time.process_time() - start
    return {"seconds": round(seconds, 2), "extra_mb": round(memory("VmHWM") - before, 1)}


def fill(folder: Path, nodes: int, edges: int) -> None:
    """Puts a graph into a new store."""
    view = View(locate(folder, BASE, BASE, create=True), Iris(BASE))
    synthetic.fill(view, nodes, edges)
    view.close()


def stored(folder: Path, place: Path) -> dict[str, Any]:
    """What it takes to export the graph in a store."""
    from_here()
    before, start, processor = memory("VmRSS"), time.perf_counter(), time.process_time()
    done, with_nodes = 0, 0.0
    with KnowledgeGraph.open(folder, read_only=True) as graph, graph.portion() as portion:

        def progress(more: int) -> None:
            nonlocal done, with_nodes
            done += more
            if done <= portion.node_count + 1000:
                with_nodes = memory("VmHWM")

        kg.export.write(portion, "gexf", place, layout=False, measures=False, progress=progress)
        counts = {"nodes": portion.node_count, "edges": portion.edge_count}
    return {
        **counts,
        "seconds": round(time.perf_counter() - start, 1),
        "processor_seconds": round(time.process_time() - processor, 1),
        "mb": {"before": round(before), "nodes": round(with_nodes), "peak": round(memory("VmHWM"))},
        "size_mb": round(place.stat().st_size / _MB),
    }


def small(nodes: int, edges: int) -> dict[str, Any]:
    """Our writer and that of networkx."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "graph.gexf"
        our, their = beside(ours, nodes, edges, place), beside(theirs, nodes, edges, place)
    return {
        "nodes": nodes,
        "edges": edges,
        "ours": our,
        "networkx": their,
        "times_faster": round(their["seconds"] / our["seconds"], 1),
        "of_its_memory": round(our["extra_mb"] / their["extra_mb"], 4),
    }


def large(nodes: int, edges: int, keep: Path | None = None) -> dict[str, Any]:
    """An export out of a store: of `keep`, which is made where it is missing; else of one made for it."""
    with tempfile.TemporaryDirectory() as folder:
        store = keep or Path(folder) / "store"
        if not store.exists():
            beside(fill, store, nodes, edges)
        found: dict[str, Any] = beside(stored, store, Path(folder) / "graph.gexf")
    return found


def figures() -> Iterator[tuple[str, str]]:
    """For the table of all benchmarks."""
    found = small(*SMALL)
    our = found["ours"]
    yield "27k/77k", f"{our['seconds']} s, +{our['extra_mb']} MB"
    yield "times faster than networkx", f"{found['times_faster']}"
    yield "of its extra memory", f"1/{1 / max(found['of_its_memory'], 1e-4):.0f}"
    found = large(*LARGE)
    peak = found["mb"]
    yield f"{found['nodes']:,}/{found['edges']:,} from a store", f"{found['seconds']} s"
    yield "memory", f"{peak['nodes']} MB with the nodes, {peak['peak']} MB at most"


def main(arguments: list[str]) -> int:
    command = Command("tests.benchmarks.exports", __doc__)
    for name, (nodes, edges) in {"small": SMALL, "large": LARGE}.items():
        command.add_argument(f"--{name}-nodes", type=int, default=nodes, help="default: %(default)s")
        command.add_argument(f"--{name}-edges", type=int, default=edges, help="default: %(default)s")
    command.add_argument(
        "--keep", metavar="FOLDER", type=Path, help="the large store, made where it is missing"
    )
    given = command.parse_args(arguments)
    report = {
        "small": small(given.small_nodes, given.small_edges),
        "large": large(given.large_nodes, given.large_edges, given.keep),
    }
    print(json.dumps(report))
    return 0


if __name__ == "__main__":
    run(main)
