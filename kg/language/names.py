"""Tag scores → names: spans by the best valid sequence, the type of each by all its words together.

Corpora agree far better on where names are than on what they are, so the two are decided apart: the
types of one prefix are one tag for the span (Viterbi over hard constraints), and the words of a span
then vote, for the coarse type first and for a type within it after. All that is written alike in a document
votes together: mostly it is one thing, and somewhere the text says which.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from kg.language.labels import COARSE
from kg.tables import seed_rows

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
DOUBT = 0.3  # log odds by which a name has to be likelier than none (chosen on the dev sets)
_ELSEWHERE = 0.5  # what a vote counts for the other names written alike


def spans(
    scores: Floats, words: Sequence[str], tags: tuple[str, ...], starts: Flags
) -> list[tuple[int, int, str]]:
    """(begin, end, type) in words, end exclusive, from scores [words, tags] of a document. `tags` are `O`
    and, for each type, `B-` and `I-`, in any order; no name goes on where `starts` says that a sentence
    begins."""
    if len(scores) == 0:
        return []
    prefixes, types = _inventory(tags)
    shares = np.exp(scores - scores.max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    by_prefix = np.log(shares @ prefixes + 1e-30)
    by_prefix[:, 0] += DOUBT
    by_prefix[starts, 2] = -np.inf
    by_prefix[0, 2] = -np.inf
    by_type = shares @ types.fine
    fine, coarse = np.log(by_type + 1e-9), np.log(by_type @ types.groups + 1e-9)
    found = _best_path(by_prefix)
    fine, coarse = (_votes(found, words, votes) for votes in (fine, coarse))
    named = []
    for (begin, end), of_types, of_groups in zip(found, fine, coarse, strict=True):
        within = types.groups[:, of_groups.argmax()] > 0
        kind = types.names[int(np.where(within, of_types, -np.inf).argmax())]
        if kind == "PER" and " ".join(words[begin:end]) in _peoples():
            kind = "NORP"
        named.append((begin, end, kind))
    return named


@cache
def _peoples() -> frozenset[str]:
    """Nationalities, religions and movements in the plural."""
    nations = [word for word, _ in seed_rows("gazetteers/demonyms") if word[-2:] not in ("se", "sh", "ch")]
    groups = [word for [word] in seed_rows("gazetteers/groups") if word.endswith("s")]
    return frozenset([*(f"{nation}s" for nation in nations), *groups])


def _votes(found: list[tuple[int, int]], words: Sequence[str], votes: Floats) -> Floats:
    """The votes [words, types] of the words of each name, and those of others written alike."""
    forms = [tuple(words[begin:end]) for begin, end in found]
    own = np.zeros((len(found), votes.shape[1]), dtype=np.float32)
    together = {form: np.zeros(votes.shape[1], dtype=np.float32) for form in forms}
    for place, ((begin, end), form) in enumerate(zip(found, forms, strict=True)):
        own[place] = votes[begin:end].sum(0)
        together[form] += own[place]
    everywhere = np.array([together[form] for form in forms], dtype=np.float32).reshape(own.shape)
    return (1 - _ELSEWHERE) * own + _ELSEWHERE * everywhere


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
