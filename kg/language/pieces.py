"""Words → wordpieces. A word's pieces depend on the word alone, so each is cut once and remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kg.errors import ModelError
from kg.language.labels import shape

Ints = NDArray[np.int64]

PIECES_PER_WORD = 24  # what is kept of one word's wordpieces, so that a monster token cannot fill a window
REMEMBERED = 200_000  # words; then the memory starts afresh


@dataclass(frozen=True, slots=True)
class Pieces:
    """The wordpieces of consecutive words: word w has `ids[ends[w] - counts[w] : ends[w]]`, of case shape
    `shapes[w]`."""

    ids: Ints
    counts: Ints
    ends: Ints
    shapes: Ints


class WordPieces:
    """The wordpiece vocabulary of one model."""

    def __init__(self, vocabulary: bytes) -> None:
        self._tokenizer = Tokenizer.from_buffer(vocabulary)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self.start, self.end, self._unknown = (self._special(t) for t in ("[CLS]", "[SEP]", "[UNK]"))
        self._known: dict[str, tuple[list[int], int]] = {}

    def _special(self, piece: str) -> int:
        index = self._tokenizer.token_to_id(piece)
        if index is None:
            raise ModelError(f"language model: tokenizer.json has no {piece}")
        return int(index)

    def cut(self, words: Sequence[str]) -> Pieces:
        """The wordpieces of the words; at least one each."""
        new = [word for word in dict.fromkeys(words) if word not in self._known]
        if len(self._known) + len(new) > REMEMBERED:
            self._known.clear()
            new = list(dict.fromkeys(words))
        encodings = self._tokenizer.encode_batch(
            [[word] for word in new], is_pretokenized=True, add_special_tokens=False
        )
        for word, encoding in zip(new, encodings, strict=True):
            self._known[word] = (encoding.ids[:PIECES_PER_WORD] or [self._unknown], shape(word))
        found = [self._known[word] for word in words]
        counts = np.array([len(ids) for ids, _ in found], dtype=np.int64)
        ids = np.array([one for some, _ in found for one in some], dtype=np.int64)
        return Pieces(ids, counts, counts.cumsum(), np.array([shape for _, shape in found], dtype=np.int64))
