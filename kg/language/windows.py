"""Where a document is cut for the encoder: runs of words, which end where a sentence surely or probably ends.

Each run is read as a whole, so that its sentences are context to each other; runs are batched with
others of about their length. Both depend on the document alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

USUAL = 158  # wordpieces of a window of several sentences, without [CLS] and [SEP]; as in training
LONGEST = 510  # wordpieces of any window, without [CLS] and [SEP]: a longer sentence is cut between words
PIECES_PER_BATCH = 640  # measured best for a thread; larger batches fall out of the cache


@dataclass(frozen=True, slots=True)
class Window:
    """Words `begin` to `end` (exclusive) of a document. `goes_on`: inside the sentence before it."""

    begin: int
    end: int
    pieces: int
    goes_on: bool = False


def windows(counts: Ints, sure: Flags, likely: Flags) -> Iterator[Window]:
    """Windows over words of `counts` wordpieces that end before words where `sure` is true; where that
    would be longer than usual, before words where `likely` is true; if need be, before any word.

    >>> flags = np.array([True, True, False, True])
    >>> [(w.begin, w.end) for w in windows(np.full(4, 70), flags, flags)]
    [(0, 1), (1, 3), (3, 4)]
    """
    ends = [0, *counts.cumsum().tolist()]  # ends[w] = pieces before word w
    begin, before, inside = 0, 0, False  # of the window; the last place where it may end
    for place in _places(ends, sure, likely):
        if before > begin and ends[place] - ends[begin] > USUAL:
            yield Window(begin, before, ends[before] - ends[begin], inside)
            begin, inside = before, False
        while ends[place] - ends[begin] > LONGEST:
            end = bisect_right(ends, ends[begin] + LONGEST) - 1
            yield Window(begin, end, ends[end] - ends[begin], inside)
            begin, inside = end, True
        before = place
    if before > begin:
        yield Window(begin, before, ends[before] - ends[begin], inside)


def _places(ends: list[int], sure: Flags, likely: Flags) -> Iterator[int]:
    """Where a window may end, in order; the last place is the end of the document."""
    edges = [*np.flatnonzero(sure).tolist(), len(sure)]
    for begin, end in pairwise(edges):
        if ends[end] - ends[begin] > USUAL:
            yield from (np.flatnonzero(likely[begin + 1 : end]) + begin + 1).tolist()
        yield end


def batches(some: list[Window]) -> Iterator[list[Window]]:
    """The windows in groups of similar length, at most PIECES_PER_BATCH with padding (or one alone)."""
    group: list[Window] = []
    for window in sorted(some, key=lambda w: (w.pieces, w.begin)):
        if group and (window.pieces + 2) * (len(group) + 1) > PIECES_PER_BATCH:
            yield group
            group = []
        group.append(window)
    if group:
        yield group
