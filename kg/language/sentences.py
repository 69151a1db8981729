"""Where a text is cut for certain before the model reads it: at paragraphs, and where a sentence surely ends.

All other boundaries between sentences are the network's. On the dev sets of EWT and GUM `sure_ends` is
wrong at 2 of 2,561 places.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from kg.language.tokenizer import MAY_END

FINAL = frozenset([".", "!", "?"])
TERMINAL = FINAL | {"…", "...", "....", "?!", "!?", "!!", "??"}
PARTING = frozenset([";", ":"])
CLOSING = frozenset(["”", ")", "]"])
STRAIGHT = frozenset(['"', "'"])  # open or close
STARTERS = frozenset(
    (
        "The This That These Those It He She They We I You There In On At As And But However When "
        "If While After Before Although Since For Its Their His Her Our A An Some Many Most "
    ).split()
)

Flags = NDArray[np.bool_]
Offsets = NDArray[np.int64]

if not Doc.has_extension("blocks"):
    Doc.set_extension("blocks", default=None)


def paragraphs(begin: Offsets, end: Offsets, text: str, blocks: list[tuple[int, int]] | None) -> Flags:
    """Which of the words, at these code points of `text`, begin a paragraph: the first, those after an empty
    line, and those with an edge of `blocks` ((start, end) in code points) right before them."""
    begins = np.zeros(len(begin), dtype=np.bool_)
    begins[:1] = True
    edges = np.array(sorted({offset for block in blocks or () for offset in block}), dtype=np.int64)
    if len(edges) and len(begin) > 1:
        # an edge after the start of the word before and not after the start of this one
        begins[1:] |= np.searchsorted(edges, begin[1:], "right") > np.searchsorted(edges, begin[:-1], "right")
    for place in np.flatnonzero(begin[1:] - end[:-1] > 1).tolist():
        begins[place + 1] |= text.count("\n", end[place], begin[place + 1]) >= 2
    return begins


def sure_ends(words: Sequence[str]) -> Flags:
    """Which words begin a sentence for sure: a capital after a full stop (abbreviations keep theirs),
    a question or an exclamation mark, closing quotes and brackets between them or not; and the words that
    begin sentences, after an abbreviation that may end one (“in the U.S. The …”)."""
    begins = np.zeros(len(words), dtype=np.bool_)
    begins[:1] = True
    ended = False
    for index, (before, word) in enumerate(pairwise(words), 1):
        ended = before in FINAL or (ended and before in CLOSING)
        begins[index] = (ended and word[:1].isupper()) or (before in MAY_END and word in STARTERS)
    return begins


def odds_needed(words: Sequence[str]) -> NDArray[np.float32]:
    """Log odds from which on the network is believed that a word begins a sentence: fewer after
    punctuation that ends one and before a word that is not in small letters. (Chosen on the dev sets.)"""
    needed = np.ones(len(words), dtype=np.float32)
    ended = False
    for index, (before, word) in enumerate(pairwise(words), 1):
        ended = before in TERMINAL or (ended and (before in CLOSING or before in STRAIGHT))
        if ended and not word[:1].islower():
            needed[index] = 0.0
    return needed


def likely_ends(words: Sequence[str]) -> Flags:
    """Which words may begin a sentence: those after any punctuation that can end one or a part of it."""
    begins = chain([True], (before in TERMINAL or before in PARTING for before, _ in pairwise(words)))
    return np.fromiter(begins, dtype=np.bool_, count=len(words))
