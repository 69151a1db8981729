"""Arc scores → one dependency tree with exactly one root.

Greedy choice first; where that is no tree (some 7 % of sentences), the maximum spanning
arborescence by Chu-Liu/Edmonds (as in Dozat & Manning 2017), with the root chosen first.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def heads_of(scores: NDArray[np.float32]) -> list[int]:
    """Heads, 1-based with 0 for the root, from scores [words, 1 + words] (column 0 = root).

    >>> heads_of(np.array([[9, 0, 1], [8, 2, 0]], dtype=np.float32))
    [0, 1]
    """
    n = scores.shape[0]
    if n == 0:
        return []
    scores = scores.astype(np.float64)
    scores[np.arange(n), np.arange(1, n + 1)] = -np.inf
    heads = scores.argmax(1)
    roots = np.flatnonzero(heads == 0)
    if len(roots) == 1 and _all_below(heads):
        found: list[int] = heads.tolist()
        return found
    # One root: the word whose advantage of being root over its best other head is largest.
    others = scores[:, 1:].max(1) if n > 1 else np.full(1, -np.inf)
    candidates = roots if len(roots) else np.arange(n)
    root = int(candidates[np.argmax((scores[:, 0] - others)[candidates])]) if n > 1 else 0
    fixed = scores.copy()
    fixed[:, 0] = -np.inf
    full = np.full((n + 1, n + 1), -np.inf)
    full[1:, 1:] = fixed[:, 1:]
    full[root + 1] = -np.inf
    full[root + 1, 0] = 0.0
    return [int(h) for h in _edmonds(full)[1:]]


def _all_below(heads: NDArray[np.int64]) -> bool:
    """Whether every word is below the root: twice as far up at each step, all end there."""
    up = np.concatenate([[0], heads])
    for _ in range(len(heads).bit_length()):
        up = up[up]
    return not up.any()


def _cycle(heads: NDArray[np.int64]) -> list[int]:
    """Words (0-based) of one cycle, or []."""
    state = [0] * len(heads)
    for start in range(len(heads)):
        path = []
        node = start
        while node >= 0 and state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node]) - 1
        if node >= 0 and state[node] == 1:
            return path[path.index(node) :]
        for seen in path:
            state[seen] = 2
    return []


def _edmonds(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Best heads for scores[dependent, head]; node 0 is the root and has no head (0)."""
    n = len(scores)
    heads: NDArray[np.int64] = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads[1:])
    if not cycle:
        return heads
    inside = np.array([c + 1 for c in cycle])
    outside = np.array([i for i in range(n) if i not in set(inside.tolist())])
    gain = scores[inside] - scores[inside, heads[inside]][:, None]
    entering = gain[:, outside]  # what breaking the cycle at each member would cost
    best_entry = entering.argmax(0)
    leaving = scores[np.ix_(outside, inside)]
    best_exit = leaving.argmax(1)
    m = len(outside)
    small = np.full((m + 1, m + 1), -np.inf)
    small[:m, :m] = scores[np.ix_(outside, outside)]
    small[m, :m] = entering[best_entry, np.arange(m)]
    small[:m, m] = leaving[np.arange(m), best_exit]
    small[0] = -np.inf
    solved = _edmonds(small)
    result: NDArray[np.int64] = heads.copy()
    for i in range(1, m):
        head = int(solved[i])
        result[outside[i]] = inside[best_exit[i]] if head == m else outside[head]
    entry = int(solved[m])
    result[inside[best_entry[entry]]] = outside[entry]
    return result
