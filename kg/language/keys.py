"""The numbers that the model gives its labels, and words' lemmas, as keys of a spaCy vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from spacy.vocab import Vocab

from kg.language.labels import Labels
from kg.language.lemmas import Lexicon, lemma

REMEMBERED = 200_000  # lemmas of words; then the memory starts afresh

Keys = NDArray[np.uint64]
Ints = NDArray[np.int64]


class LabelKeys:
    """The labels of one model in one vocabulary, which holds their strings from now on."""

    def __init__(self, vocab: Vocab, labels: Labels, lexicon: Lexicon) -> None:
        strings = vocab.strings
        self._strings, self._labels, self._lexicon = strings, labels, lexicon
        self._known: dict[tuple[str, int, int], int] = {}
        self._upos = _keys(map(strings.add, labels.upos))
        self._xpos = _keys(map(strings.add, labels.xpos))
        self._feats = _keys(vocab.morphology.add("" if f == "_" else f) for f in labels.feats)
        self._deprels = _keys(strings.add("ROOT" if d == "root" else d) for d in labels.deprels)

    def tags(self, tags: dict[str, Ints]) -> Keys:
        """[words, 3]: universal tag, treebank tag, features."""
        columns = self._upos[tags["upos"]], self._xpos[tags["xpos"]], self._feats[tags["feats"]]
        return np.stack(columns, axis=1)

    def lemmas(self, words: Sequence[str], tags: dict[str, Ints]) -> Keys:
        """The lemma of each word."""
        return _keys(map(self._lemma, words, tags["upos"].tolist(), tags["scripts"].tolist()))

    def deprels(self, deprels: Ints) -> Keys:
        """The labels of dependencies; that of a root is ROOT, as everywhere in spaCy."""
        return self._deprels[deprels]

    def _lemma(self, word: str, upos: int, script: int) -> int:
        known = self._known.get((word, upos, script))
        if known is None:
            found = lemma(word, self._labels.upos[upos], self._labels.scripts[script], self._lexicon)
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = self._known[word, upos, script] = self._strings.add(found)
        return known


def _keys(keys: Iterable[int]) -> Keys:
    return np.fromiter(keys, dtype=np.uint64)
