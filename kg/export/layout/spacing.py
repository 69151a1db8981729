"""Room between nodes, so that each can be seen."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from kg.export.network import Numbers, Values
from kg.export.seeded import SEED

_GAP = 1.1  # centres are at least this times the sum of the radii apart
_AIRY = 2.0  # so far apart, in sums of radii, are half of the nodes and their nearest
_NEAR = 0.9  # of the nodes lie as far out as they did; those beyond are drawn in, to twice that at most
_LEAST = 0.001  # of the area is covered by nodes
_NEAREST = 6  # of any size; and of the large ones, which reach further
_LARGE = 2.0  # times the median
_STEPS = 60


def spaced(points: Values, size: Values) -> Values:
    """The points around 0, 0, spread out until most nodes of these diameters have air around them; those that
    still overlap are pushed apart. What is closest to each other stays so, by and large."""
    centred: Values = points - np.median(points, axis=0)
    if len(points) == 1:
        return centred
    away = np.hypot(*centred.T)
    reach = np.quantile(away, _NEAR) or 1.0
    beyond = np.maximum(away / reach, 1)
    centred *= ((2 - 1 / beyond) / beyond)[:, None]
    # Nodes in one and the same place could not be told apart by pushing.
    chance = np.random.default_rng(SEED).uniform(-1, 1, points.shape)
    spread: Values = centred + chance * reach * 1e-6
    distance, nearest = cKDTree(spread).query(spread, k=2)
    needed = _AIRY * (size + size[nearest[:, 1]]) / 2
    extent = np.abs(spread).max()
    widest = np.sqrt(np.square(size).sum() / _LEAST) / 2
    spread *= min(np.median(needed / np.maximum(distance[:, 1], extent * 1e-9)), widest / extent)
    for _ in range(_STEPS):
        push = _push(spread, size)
        if push is None:
            break
        spread += push
    spread -= spread.mean(axis=0)
    return spread


def _push(points: Values, size: Values) -> Values | None:
    """How far each has to go to be clear of those around it; None where all are."""
    one, other = _pairs(points, size)
    way = points[one] - points[other]
    distance = np.maximum(np.hypot(*way.T), 1e-9)
    missing = _GAP * (size[one] + size[other]) / 2 - distance
    close = missing > 0.01 * distance
    if not close.any():
        return None
    one, step = one[close], (way[close].T * (missing[close] / distance[close] / 2))
    return np.stack([np.bincount(one, weights=axis, minlength=len(points)) for axis in step], axis=1)


def _pairs(points: Values, size: Values) -> tuple[Numbers, Numbers]:
    """Each node with those that it may overlap with."""
    _, near = cKDTree(points).query(points, k=min(_NEAREST + 1, len(points)))
    large = np.flatnonzero(size > _LARGE * np.median(size))
    if len(large):
        _, reaching = cKDTree(points[large]).query(points, k=min(_NEAREST, len(large)))
        near = np.concatenate([near, large[reaching.reshape(len(points), -1)]], axis=1)
    one = np.repeat(np.arange(len(points)), near.shape[1])
    keys = np.unique(np.concatenate([one * len(points) + near.ravel(), near.ravel() * len(points) + one]))
    one, other = keys // len(points), keys % len(points)
    return one[one != other], other[one != other]
