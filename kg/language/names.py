"""Tag scores → names: spans by the best valid sequence, the type of each by all its words together.

Corpora agree far better on where names are than on what they are, so the two are decided apart: the
types of one prefix are one tag for the span (Viterbi over hard constraints), and the words of a span
then vote, for the coarse type first and for a type within it after.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kg.language.labels import COARSE

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]


def spans(scores: Floats, tags: tuple[str, ...], starts: Flags) -> list[tuple[int, int, str]]:
    """(begin, end, type) in words, end exclusive, from scores [words, tags]. `tags` are `O` and, for
    each type, `B-` and `I-`, in any order; no name goes on where `starts` says that a sentence begins."""
    if len(scores) == 0:
        return []
    prefixes, types = _inventory(tags)
    shares = np.exp(scores - scores.max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    by_prefix = np.log(shares @ prefixes + 1e-30)
    by_prefix[starts, 2] = -np.inf
    by_prefix[0, 2] = -np.inf
    by_type = shares @ types.fine
    fine, coarse = np.log(by_type + 1e-9), np.log(by_type @ types.groups + 1e-9)
    named = []
    for begin, end in _best_path(by_prefix):
        group = coarse[begin:end].sum(0).argmax()
        votes = np.where(types.groups[:, group] > 0, fine[begin:end].sum(0), -np.inf)
        named.append((begin, end, types.names[int(votes.argmax())]))
    return named


class _Types:
    def __init__(self, tags: tuple[str, ...]) -> None:
        self.names = sorted({tag[2:] for tag in tags if tag != "O"})
        coarse = sorted({COARSE.get(name, name) for name in self.names})
        self.fine = np.array([[tag[2:] == name for name in self.names] for tag in tags], dtype=np.float32)
        self.groups = np.array(
            [[COARSE.get(name, name) == group for group in coarse] for name in self.names], dtype=np.float32
        )


@lru_cache(maxsize=4)
def _inventory(tags: tuple[str, ...]) -> tuple[Floats, _Types]:
    """Which tags are O, B or I, [tags, 3], and which are of which type."""
    return np.array([[tag[0] == prefix for prefix in "OBI"] for tag in tags], dtype=np.float32), _Types(tags)


def _best_path(scores: Floats) -> list[tuple[int, int]]:
    """(begin, end) of the best sequence of O, B, I (columns 0, 1, 2) where I follows B or I only."""
    best = [0.0, -np.inf, -np.inf]
    back: list[tuple[int, int]] = []
    for o, b, i in scores.tolist():
        before = 0 if best[0] >= best[1] and best[0] >= best[2] else 1 if best[1] >= best[2] else 2
        inside = 1 if best[1] >= best[2] else 2
        back.append((before, inside))
        best = [best[before] + o, best[before] + b, best[inside] + i]
    state = best.index(max(best))
    found: list[tuple[int, int]] = []
    end = len(scores)
    for index in range(len(scores) - 1, -1, -1):
        if state == 1:
            found.append((index, end))
        if state != 2:
            end = index
        state = back[index][state == 2]
    found.reverse()
    return found
