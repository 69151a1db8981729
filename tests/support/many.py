"""A graph on disk that is large enough not to fit into the pipes and buffers between two processes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kg.graph import KnowledgeGraph
from tests.api.readings import READINGS


def fill(place: Path, documents: int) -> None:
    """Writes so many documents that say the same into a store, each with claims of its own."""
    _, reading, _ = READINGS
    with KnowledgeGraph.open(place) as graph:
        for number in range(documents):
            document = replace(reading.document, id=f"many-{number}", source=f"{number}.txt")
            claims = tuple(replace(claim, id=f"{claim.id}-{number}") for claim in reading.claims)
            graph.add(replace(reading, document=document, claims=claims))
