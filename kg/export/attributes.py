"""What nodes and edges carry in the formats for graphs, each attribute once for all of them.

A name stands for one attribute only, be it of a node or an edge: some readers keep one table for both.
Identifier, label, and an edge's ends, kind and weight are no attributes: every format has its own place for
them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeAlias, TypeVar

from kg.export.figure import Figure, Mark
from kg.query.portion import GraphEdge, GraphNode

Of = TypeVar("Of")
Value: TypeAlias = str | int | float | bool | tuple[str, ...] | None
Kind: TypeAlias = Literal["string", "integer", "double", "boolean", "strings"]

JOINT = "; "  # between the items of a list, in formats whose values are plain strings


@dataclass(frozen=True, slots=True)
class Attribute(Generic[Of]):
    """An attribute: its name, the kind of its values, and how to have them of a node or an edge. A value
    that is None is left out."""

    name: str
    kind: Kind
    of: Callable[[Of], Value]


NODE: Sequence[Attribute[GraphNode]] = (
    Attribute("iri", "string", lambda node: node.iri),
    Attribute("type", "string", lambda node: node.type),
    Attribute("aliases", "strings", lambda node: node.aliases),
    Attribute("links", "strings", lambda node: node.links),
    Attribute("degree", "integer", lambda node: node.degree),
    Attribute("claims", "integer", lambda node: node.claims),
    Attribute("documents", "integer", lambda node: node.documents),
    Attribute("first_seen", "string", lambda node: node.first),
    Attribute("last_seen", "string", lambda node: node.last),
)

# What `kg.export.figure` has made of a node: none of these where it was not asked to.
MARK: Sequence[Attribute[Mark]] = (
    Attribute("community", "integer", lambda mark: mark.community),
    Attribute("pagerank", "double", lambda mark: mark.pagerank),
    Attribute("betweenness", "double", lambda mark: mark.betweenness),
)

EDGE: Sequence[Attribute[GraphEdge]] = (
    Attribute("relation", "string", lambda edge: edge.relation_id),
    Attribute("holders", "strings", lambda edge: edge.holders),
    Attribute("polarity", "string", lambda edge: edge.polarity),
    Attribute("certainty", "string", lambda edge: edge.certainty),
    Attribute("affirmed", "boolean", lambda edge: edge.affirmed),
    Attribute("confidence", "double", lambda edge: edge.confidence),
    Attribute("first_date", "string", lambda edge: edge.first),
    Attribute("last_date", "string", lambda edge: edge.last),
    Attribute("claim_ids", "strings", lambda edge: edge.claims),
    Attribute("sentence_ids", "strings", lambda edge: edge.sentences),
    Attribute("in_documents", "strings", lambda edge: edge.documents),
)


def counted(figure: Figure | None) -> Sequence[Attribute[Mark]]:
    """Those of `MARK` that a figure has."""
    return [] if figure is None else [one for one in MARK if getattr(figure, one.name) is not None]


def plain(value: Value) -> str | int | float | bool | None:
    """A value without lists: their items joined; None for an empty one.

    >>> plain(("Reuters", "AFP")), plain(()), plain(3)
    ('Reuters; AFP', None, 3)
    """
    if isinstance(value, tuple):
        return JOINT.join(value) or None
    return value
