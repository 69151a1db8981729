"""What an export says about itself: what is in it, and what was done to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from kg.export.source import Source
from kg.query.graph_view import GraphView

CREATOR = "kg"
KEYWORDS = "knowledge graph, entities, relations, claims, news"


def description(source: Source, *, timed: bool = False, drawn: bool = True) -> str:
    """Some sentences. They name no day and no machine: the same graph is described in the same words.

    Args:
        timed: whether nodes and edges have times in this format.
        drawn: whether the format shows what a figure shows: positions, sizes and colours.
    """
    return " ".join(_sentences(source, timed, drawn))


def _sentences(source: Source, timed: bool, drawn: bool) -> Iterator[str]:
    portion, figure = source.portion, source.figure
    documents = f"{portion.documents} document{'' if portion.documents == 1 else 's'}"
    yield f"Who does what to whom, according to {documents}."
    yield f"Entities: {portion.node_count}; edges: {portion.edge_count}."
    yield "An edge’s weight is the number of claims that say so."
    if not portion.view.whole:
        yield f"Part of the graph: {_conditions(portion.view)}."
    if timed:
        yield "What is dated lasts until midnight at the end of its last day."
    if drawn and figure is not None and figure.layout is not None:
        yield f"Positions by {figure.layout}."
    if figure is not None and figure.sampled:
        yield f"Betweenness estimated from {figure.sampled} nodes."
    if drawn and figure is not None:
        yield from figure.notes


def _conditions(view: GraphView) -> str:
    """Those that leave something out.

    >>> _conditions(GraphView(entity="Russia", depth=2, concepts=False))
    'entity Russia, depth 2, concepts False'
    """
    if view.construct is not None:
        return "what a SPARQL CONSTRUCT query made"
    given = ((one.name, getattr(view, one.name)) for one in fields(view) if one.name != "construct")
    whole = GraphView()
    return ", ".join(f"{name} {value}" for name, value in given if value != getattr(whole, name))
