"""What an export needs of a graph; `kg.graph.KnowledgeGraph` is one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from kg.query.rows import DocumentRow, EdgeRow, EntityRow

JOINT = "; "  # between the items of a list, in formats whose values are plain strings


class Source(Protocol):
    """A graph that can list itself, each list in a fixed order."""

    @property
    def base(self) -> str:
        """What all IRIs of the graph begin with."""
        ...

    def documents(self) -> tuple[DocumentRow, ...]:
        """All documents."""
        ...

    def entities(self) -> Iterator[EntityRow]:
        """All entities, by id."""
        ...

    def edges(self) -> Iterator[EdgeRow]:
        """All affirmed edges; both ends are among the entities."""
        ...

    def nquads(self) -> Iterator[str]:
        """All statements as sorted N-Quads lines."""
        ...
