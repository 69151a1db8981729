"""The spaCy component that sets tags, features, lemmas, trees and names from the model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS, TAG
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.language.encoder import Annotation, Encoder
from kg.language.lemmas import Lexicon, lemma, read_lexicon

ATTRIBUTES = [POS, TAG, MORPH, LEMMA, HEAD, DEP]


class Annotator:
    """Annotates each sentence of a `Doc`, in place. Blank tokens hang on the word before them.

    Sentences outside `doc._.blocks` (where that is set) are left without annotation.
    """

    def __init__(self, nlp: Language, folder: Path, threads: int) -> None:
        self.encoder = Encoder(folder, threads)
        self._lexicon: Lexicon = read_lexicon(self.encoder.file("lexicon.tsv"))
        self._vocab = nlp.vocab

    def __call__(self, doc: Doc) -> Doc:
        sentences = [[token for token in sent if not token.is_space] for sent in doc.sents]
        blocks = doc._.blocks
        read = [words for words in sentences if words and (blocks is None or _inside(words[0], blocks))]
        annotations = self.encoder.annotate([[token.text for token in words] for words in read])
        # Written in one piece: spaCy moves sentence boundaries when heads are set one by one.
        rows = self._unread(doc)
        names: list[Span] = []
        for words, annotation in zip(read, annotations, strict=True):
            self._fill(rows, words, annotation)
            names += [
                Span(doc, words[begin].i, words[end - 1].i + 1, label=kind)
                for begin, end, kind in annotation.names
            ]
        if len(doc):
            doc.from_array(ATTRIBUTES, rows)  # type: ignore[arg-type]  # spaCy asks for uint64, its stub for int
            doc.set_ents(names)
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = 1) -> Iterator[Doc]:
        """One document at a time: batches are made inside a document (see `kg.language.encoder`)."""
        return map(self, stream)

    def _unread(self, doc: Doc) -> NDArray[np.uint64]:
        """Rows for `from_array` of a document nobody has read: blanks, and each sentence one flat tree."""
        strings = self._vocab.strings
        rows = np.zeros((len(doc), len(ATTRIBUTES)), dtype=np.uint64)
        blank = [strings.add("SPACE"), strings.add("_SP"), self._vocab.morphology.add("")]
        for sent in doc.sents:
            words = [token.i for token in sent if not token.is_space]
            anchor = words[0] if words else sent.start
            for token in sent:
                rows[token.i, 3] = strings.add(token.text)
                head = anchor
                rows[token.i, 5] = strings.add("ROOT" if token.i == anchor else "dep")  # no dep, no boundary
                if token.is_space:
                    rows[token.i, :3] = blank
                    head = token.i - 1 if token.i > sent.start else anchor
                rows[token.i, 4] = np.int64(head - token.i).astype(np.uint64)
        return rows

    def _fill(self, rows: NDArray[np.uint64], words: list[Token], annotation: Annotation) -> None:
        strings, morphology = self._vocab.strings, self._vocab.morphology
        for index, token in enumerate(words):
            upos, feats = annotation.upos[index], annotation.feats[index]
            head = words[annotation.heads[index]].i - token.i
            rows[token.i] = (
                strings.add(upos),
                strings.add(annotation.xpos[index]),
                morphology.add("" if feats == "_" else feats),
                strings.add(lemma(token.text, upos, annotation.scripts[index], self._lexicon)),
                np.int64(head).astype(np.uint64),
                strings.add("ROOT" if head == 0 else annotation.deprels[index]),
            )


def _inside(token: Token, blocks: list[tuple[int, int]]) -> bool:
    return any(start <= token.idx < end for start, end in blocks)


NAME = "kg_annotator"


@Language.factory(
    NAME, default_config={"folder": "", "threads": 1}, assigns=["token.head", "token.dep", "doc.ents"]
)
def create(nlp: Language, name: str, folder: str, threads: int) -> Annotator:
    """The component; `folder` holds the exported model, `threads` are onnxruntime's."""
    return Annotator(nlp, Path(folder), threads)
