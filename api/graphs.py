"""The graph that the application serves, as the views see it."""

from __future__ import annotations

from typing import cast

from api.current import extension
from api.settings import Settings
from kg.graph import KnowledgeGraph
from kg.query.reader_limits import ReaderLimits


def limit(graph: KnowledgeGraph, settings: Settings) -> None:
    """Lets queries take what the settings say."""
    graph.limit_queries(
        ReaderLimits(processes=settings.readers, memory=settings.reader_memory, waiting=settings.queue)
    )


def served() -> KnowledgeGraph:
    """The graph of the current application."""
    return cast(KnowledgeGraph, extension("kg.graph"))
