"""Discs side by side: the parts of a graph that have nothing to do with each other."""

from __future__ import annotations

import numpy as np

from kg.export.network import Values

_CLOSE = 120  # discs that are fitted into the gaps between others; more of them lie in rings around these
_GAP = 0.08  # of the radius of a disc, to be kept free around it
_TURNS, _DEPTHS = 36, 40  # how many places are tried for a disc


def packed(radius: Values) -> Values:
    """Centres for discs of these radii, the largest first, which comes into the middle; none overlap."""
    room = radius * (1 + _GAP)
    centres = np.zeros((len(radius), 2))
    turn = np.linspace(0, 2 * np.pi, _TURNS, endpoint=False)
    around = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    extent = room[0] if len(room) else 0.0
    for number in range(1, min(len(room), _CLOSE)):
        depths = np.linspace(0, extent + room[number], _DEPTHS)
        places = (depths[:, None, None] * around).reshape(-1, 2)  # the innermost first
        others = centres[:number]
        apart = np.hypot(*(places[:, None] - others).transpose(2, 0, 1))
        free = (apart >= room[number] + room[:number] - 1e-9).all(axis=1)
        centres[number] = places[np.argmax(free)]
        extent = max(extent, float(np.hypot(*centres[number])) + room[number])
    _in_rings(centres, room, extent)
    return centres


def _in_rings(centres: Values, room: Values, extent: float) -> None:
    """Puts those that are left into rings, each as wide as its largest disc."""
    number = _CLOSE
    while number < len(room):
        ring = extent + room[number]
        turns = np.cumsum(2 * np.arcsin(np.minimum(room[number:] / ring, 1)))
        count = max(int(np.searchsorted(turns, 2 * np.pi)), 1)
        middle = turns[:count] - np.arcsin(np.minimum(room[number : number + count] / ring, 1))
        middle *= 2 * np.pi / max(turns[count - 1], np.pi)
        centres[number : number + count, 0] = ring * np.cos(middle)
        centres[number : number + count, 1] = ring * np.sin(middle)
        extent = ring + room[number]
        number += count
