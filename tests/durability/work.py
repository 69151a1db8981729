"""What is done to a store while it is killed: a fixed row of additions, replacements and removals.

`python -m tests.durability.work STORE FIRST` does the row from number FIRST on, endlessly, and prints each
number when it has been acknowledged.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import count

from kg.graph import KnowledgeGraph
from kg.model import Reading
from tests.support.readings import troops

State = frozenset[tuple[str, str]]  # source and id of every document


def reading(name: str, source: str) -> Reading:
    """A document of that id and source, with claims of its own."""
    base = troops()
    claims = tuple(
        replace(claim, id=f"{claim.id}-{name}", content=tuple(f"{inner}-{name}" for inner in claim.content))
        for claim in base.claims
    )
    return replace(base, document=replace(base.document, id=name, source=source), claims=claims)


def perform(graph: KnowledgeGraph, number: int) -> None:
    """Every even number adds a document; the next one replaces it, removes it, or adds it once more."""
    place, second = divmod(number, 2)
    name, source = f"d{place}", f"{place}.txt"
    if not second:
        graph.add(reading(name, source))
    elif place % 3 == 0:
        graph.add(reading(f"{name}b", source))
    elif place % 3 == 1:
        graph.remove(name)
    else:
        graph.add(reading(name, source))


def state_before(number: int) -> State:
    """The documents that there are when everything below `number` has been done."""
    held: dict[str, str] = {}
    for done in range(number):
        place, second = divmod(done, 2)
        source = f"{place}.txt"
        if second and place % 3 == 1:
            del held[source]
        else:
            held[source] = f"d{place}b" if second and place % 3 == 0 else f"d{place}"
    return frozenset(held.items())


def state_of(graph: KnowledgeGraph) -> State:
    """The documents that there are."""
    return frozenset((row.source, row.id) for row in graph.documents())


if __name__ == "__main__":
    with KnowledgeGraph.open(sys.argv[1]) as opened:
        for next_ in count(int(sys.argv[2])):
            perform(opened, next_)
            print(next_, flush=True)
