"""Tag scores → spans of names: the best valid IOB2 sequence (Viterbi over hard constraints)."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray


@lru_cache(maxsize=4)
def _transitions(tags: tuple[str, ...]) -> NDArray[np.float32]:
    """0 where tag j may follow tag i, else minus infinity: I-X only after B-X or I-X."""
    allowed = np.zeros((len(tags), len(tags)), dtype=np.float32)
    for j, tag in enumerate(tags):
        if tag.startswith("I-"):
            for i, before in enumerate(tags):
                if before[2:] != tag[2:] or before == "O":
                    allowed[i, j] = -np.inf
    return allowed


def spans(scores: NDArray[np.float32], tags: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """(begin, end, type) in words, end exclusive, from scores [words, tags]."""
    if len(scores) == 0:
        return []
    transitions = _transitions(tags)
    best = scores[0].copy()
    best[[i for i, tag in enumerate(tags) if tag.startswith("I-")]] = -np.inf
    back = []
    for row in scores[1:]:
        paths = best[:, None] + transitions
        choice = paths.argmax(0)
        back.append(choice)
        best = paths[choice, np.arange(len(tags))] + row
    path = [int(best.argmax())]
    for choice in reversed(back):
        path.append(int(choice[path[-1]]))
    found: list[tuple[int, int, str]] = []
    for index, tag in enumerate(tags[i] for i in reversed(path)):
        if tag.startswith("B-"):
            found.append((index, index + 1, tag[2:]))
        elif tag.startswith("I-"):
            found[-1] = (found[-1][0], index + 1, tag[2:])
    return found
