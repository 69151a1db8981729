"""A graph of four entities and three edges, two of them parallel, with hostile text in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from kg.query.rows import DocumentRow, EdgeRow, EntityRow

BASE = "https://kg.example/"


def entity(id: str, label: str, type: str, aliases: tuple[str, ...] = (), degree: int = 1) -> EntityRow:
    return EntityRow(id, f"{BASE}entity/{id}", label, type, aliases, (), degree, 2, 1)


@dataclass(frozen=True)
class Graph:
    """What `kg.export.source.Source` asks for, from plain tuples."""

    all_entities: tuple[EntityRow, ...]
    all_edges: tuple[EdgeRow, ...]
    lines: tuple[str, ...]
    base: str = BASE

    def documents(self) -> tuple[DocumentRow, ...]:
        return (DocumentRow("d1", f"{BASE}document/d1", "a.txt", "A", "Wire", "2022-02-15", "report", 3),)

    def entities(self) -> Iterator[EntityRow]:
        return iter(self.all_entities)

    def edges(self) -> Iterator[EdgeRow]:
        return iter(self.all_edges)

    def nquads(self) -> Iterator[str]:
        return iter(self.lines)


@pytest.fixture
def graph() -> Graph:
    statement = f"<{BASE}entity/Russia> <{BASE}relation/move_troops> <{BASE}entity/garrisons>"
    label = f'<{BASE}entity/Russia> <http://www.w3.org/2004/02/skos/core#prefLabel> "Russia"@en'
    return Graph(
        all_entities=(
            entity("Lonely", "Lonely \x07 & <quiet>", "Thing", degree=0),
            entity("NATO", "NATO", "Organization", ("North Atlantic Treaty Organization", "the alliance")),
            entity("Russia", "Russia", "Country", degree=2),
            entity("garrisons", "garrisons, “barracks”", "Concept"),
        ),
        all_edges=(
            EdgeRow("NATO", "accuses", "accuse", "Russia", 1, ("c3",), ("Wire",), ("d1",)),
            EdgeRow("Russia", "moves to", "move_to", "garrisons", 1, ("c1",), ("Russia",), ("d1",)),
            EdgeRow(
                "Russia",
                "moves troops",
                "move_troops",
                "garrisons",
                weight=2,
                claims=("c1", "c2"),
                holders=("Russia", "Wire"),
                documents=("d1", "d2"),
            ),
        ),
        lines=(
            f"{label} <{BASE}document/d1> .",
            f"{label} <{BASE}document/d2> .",
            f"{statement} <{BASE}document/d1> .",
            f"{statement} <{BASE}document/d2> .",
        ),
    )
