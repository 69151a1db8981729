"""kg: who says what about whom, as a graph. `KnowledgeGraph` is the public face.

`load` gives the language model as a spaCy pipeline; it is what `spacy.load("kg")` calls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph
    from kg.language.package import load
    from kg.pipeline import Reader
    from kg.query.graph_view import GraphView

__all__ = ["GraphView", "KnowledgeGraph", "Reader", "load"]


def __getattr__(name: str) -> Any:
    """Imports on first use, so that `kg --help` need not load the store and the language model."""
    if name == "KnowledgeGraph":
        from kg.graph import KnowledgeGraph

        return KnowledgeGraph
    if name == "GraphView":
        from kg.query.graph_view import GraphView

        return GraphView
    if name == "Reader":
        from kg.pipeline import Reader

        return Reader
    if name == "load":
        from kg.language.package import load

        return load
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
