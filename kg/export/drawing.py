"""Figures of portions: what is counted of the nodes, where they lie, their sizes and colours."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kg.export import LAID_OUT, palette
from kg.export.figure import Figure
from kg.export.measures import betweenness, communities, pagerank
from kg.export.network import Network, Values
from kg.export.seeded import demand, installed
from kg.query.portion import Portion

SMALLEST, LARGEST = 4.0, 40.0  # diameters

_LEFT_OUT = "{} left out: networkit, which they need, is not installed."


def draw(portion: Portion, *, layout: bool | None = None, measures: bool | None = None) -> Figure:
    """The figure of a portion, the same each time, on every number of cores.

    While it is made, the ids of the nodes and the links are held as numbers. Betweenness takes time by nodes
    times links; above 10,000 nodes it is estimated.

    Args:
        layout: whether nodes get positions; None: up to `kg.export.LAID_OUT` nodes, where that can be done.
        measures: whether communities, PageRank and betweenness are counted; None: where that can be done.

    Raises:
        InputError: what was asked for needs networkit, which is not installed. What was not asked for is
            left out then, and the notes of the figure say so.
    """
    ids, colours = [], []
    for node in portion.nodes():
        ids.append(node.id)
        colours.append(palette.colour(node.type))
    network = Network.read(ids, portion)
    del ids
    if measures is not False and (measures or installed()):
        size, basis = _sizes(ranks := pagerank(network)), "PageRank"
        between, sampled = betweenness(network)
        figure = Figure(size, colours, communities(network), ranks, between, sampled=sampled)
    else:
        size, basis = _sizes(network.undirected().degrees().astype(np.float64)), "degree"
        figure = Figure(size, colours)
    notes = [f"The areas of nodes show their {basis}, the colours their type."]
    if measures is None and figure.community is None:
        notes.append(_LEFT_OUT.format("Communities, PageRank and betweenness"))
    if len(colours) <= LAID_OUT if layout is None else layout:
        figure = _laid_out(figure, network, layout)
        if figure.positions is None:
            notes.append(_LEFT_OUT.format("Positions"))
    return replace(figure, notes=tuple(notes))


def _laid_out(figure: Figure, network: Network, asked: bool | None) -> Figure:
    """The figure with positions; without if they need what is not there, and nobody asked for them."""
    if network.count == 0:
        return replace(figure, positions=np.zeros((0, 2)))
    from kg.export import layout

    if layout.largest_part(network) <= layout.FORCES:
        places = layout.positions(network, figure.size, None)
        return replace(figure, positions=places, layout=layout.METHOD_OF_SMALL)
    if not installed() and not asked:
        return figure
    demand("positions of so many nodes")
    community = communities(network) if figure.community is None else figure.community
    places = layout.positions(network, figure.size, community)
    return replace(figure, positions=places, layout=layout.METHOD_OF_LARGE)


def _sizes(value: Values) -> Values:
    """Diameters whose squares stand for the values: the smallest for the least of them, or the largest for
    the greatest, if they lie so far apart; what is smaller yet is shown as the smallest."""
    some = value[value > 0]
    if len(some) == 0:
        return np.full(len(value), SMALLEST)
    unit = min(SMALLEST / np.sqrt(some.min()), LARGEST / np.sqrt(some.max()))
    size: Values = np.maximum(np.sqrt(value) * unit, SMALLEST)
    return size
