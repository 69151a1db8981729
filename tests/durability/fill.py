"""Writes to a store until there is no room, makes room, and goes on.

`python -m tests.durability.fill file-size STORE`: files may not grow beyond a limit.
`python -m tests.durability.fill disk STORE`: the disk is full; a file beside the store makes room.

Prints what was seen as one JSON object.
"""

from __future__ import annotations

import json
import resource
import sys
from itertools import count
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.graph import KnowledgeGraph
from kg.maintenance.verify import verify
from tests.durability.work import reading

LIMIT = 3_000_000  # bytes of a file
BALLAST = 4_000_000  # bytes


def narrow(way: str, store: Path) -> None:
    """Leaves little room."""
    if way == "file-size":
        resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, resource.RLIM_INFINITY))
    else:
        (store.parent / "ballast").write_bytes(bytes(BALLAST))


def widen(way: str, store: Path) -> None:
    """Makes room again."""
    if way == "file-size":
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    else:
        (store.parent / "ballast").unlink()


def names(graph: KnowledgeGraph) -> list[str]:
    return sorted(row.id for row in graph.documents())


def seen(way: str, store: Path) -> dict[str, Any]:
    """What happened."""
    narrow(way, store)
    done: list[str] = []
    errors: list[str] = []
    with KnowledgeGraph.open(store) as graph:
        for number in count():
            try:
                graph.add(reading(f"d{number:04}", f"{number}.txt"))
            except StoreError as error:
                errors.append(str(error))
                if len(errors) == 3:
                    break
            else:
                done.append(f"d{number:04}")
        with KnowledgeGraph.open(store, read_only=True) as reader:
            full = names(reader)
        widen(way, store)
        after = names(graph)
        graph.add(reading("e", "e.txt"))
        graph.remove(done[0])
        last = names(graph)
    with KnowledgeGraph.open(store) as graph:
        reopened = names(graph)
    report = verify(store)
    return {
        "done": done,
        "errors": errors,
        "full": full,
        "after": after,
        "last": last,
        "reopened": reopened,
        "wrong": [finding.what for finding in report.findings] + [*report.notes],
    }


if __name__ == "__main__":
    print(json.dumps(seen(sys.argv[1], Path(sys.argv[2]))))
