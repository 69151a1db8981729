from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from kg.export.palette import TYPES, colour
from kg.model import EntityType

# How people see in whom one kind of cones is missing: Machado, Oliveira and Fernandes 2009, on linear sRGB.
SEEN_BY = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_TO_XYZ = [
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.072175],
    [0.0193339, 0.119192, 0.9503041],
]


def cielab(rgb: tuple[int, int, int], seen: object) -> np.ndarray:
    part = np.array(rgb) / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    xyz = _TO_XYZ @ np.clip(np.array(seen) @ linear, 0, 1) / [0.95047, 1, 1.08883]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("who", SEEN_BY)
def test_any_two_types_can_be_told_apart(who):
    lab = {kind: cielab(rgb, SEEN_BY[who]) for kind, rgb in TYPES.items()}
    close = {(a, b): np.linalg.norm(lab[a] - lab[b]) for a, b in combinations(TYPES, 2)}
    assert {pair: distance for pair, distance in close.items() if distance < 20} == {}


def test_every_type_has_a_colour():
    assert [*TYPES] == [*EntityType]
    assert len({*TYPES.values()}) == len(TYPES)
    assert colour("") == TYPES[EntityType.THING]
