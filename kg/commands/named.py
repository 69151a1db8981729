"""The entity a user means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.commands.output import note
from kg.errors import NotFoundError
from kg.query.rows import EntityRow

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph


def entity(graph: KnowledgeGraph, words: str) -> EntityRow:
    """The entity with that id, or else the best match for a name; says so if others match too.

    Raises `NotFoundError`.
    """
    try:
        return graph.entity(words)
    except NotFoundError:
        found = graph.find(words, limit=4)
    if not found:
        raise NotFoundError(f"no entity is called {words!r}")
    best, *others = found
    exact = words.casefold() in (name.casefold() for name in (best.label, *best.aliases))
    if others and not exact:
        note(f"taking {best.id}; {words!r} also matches {', '.join(row.id for row in others)}")
    return best
