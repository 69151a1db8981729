"""The spaCy component that sets sentences, tags, features, lemmas, trees and names from the model."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakSet

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, IDX, IS_SPACE, LEMMA, LENGTH, MORPH, ORTH, POS, SENT_START, TAG
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import from_bytes, to_bytes
from spacy.vocab import Vocab

from kg.language.files import MODEL, ModelFiles
from kg.language.keys import LabelKeys
from kg.language.labels import read_labels
from kg.language.lemmas import read_lexicon
from kg.language.sentences import paragraphs, sure_ends

if TYPE_CHECKING:
    from kg.language.encoder import Annotation, Encoder

# Words of these classes alone are no name (“the”).
FUNCTIONAL = frozenset(["ADP", "AUX", "CCONJ", "DET", "PART", "PUNCT", "SCONJ"])
READ = [ORTH, IDX, LENGTH, IS_SPACE]
ATTRIBUTES = [POS, TAG, MORPH, LEMMA, HEAD, DEP]
Rows = NDArray[np.uint64]


class _Opened(NamedTuple):
    encoder: Encoder
    keys: LabelKeys


class Annotator:
    """Annotates a `Doc` in place. Blank tokens hang on the word before them.

    What lies outside `doc._.blocks` (where that is set) is left without annotation. Sentence boundaries
    that the caller has set are kept. The model is opened when it is first needed, once in a process.
    """

    def __init__(self, vocab: Vocab, threads: int = 1, model: Path | Mapping[str, bytes] = MODEL) -> None:
        """`threads` are onnxruntime's; `model` is a folder, or its files by name."""
        self.threads = threads
        self.files = ModelFiles(model)
        self._vocab = vocab
        self._opened: _Opened | None = None
        _annotators.add(self)

    @property
    def labels(self) -> tuple[str, ...]:
        """All it can set: universal tags, treebank tags, labels of dependencies, types of names."""
        sets = read_labels(self.files.read("labels.json"))
        deprels = ("ROOT" if label == "root" else label for label in sets.deprels)
        types = (tag[2:] for tag in sets.names if tag != "O")
        return tuple(dict.fromkeys((*sets.upos, *sets.xpos, *deprels, *types)))

    @property
    def encoder(self) -> Encoder:
        """The network. Raises ModelError where its files are missing or not those expected."""
        return self._model().encoder

    def _model(self) -> _Opened:
        if self._opened is None:
            from kg.language.encoder import Encoder  # not before: onnxruntime takes long to import

            encoder = Encoder(self.files.folder, self.threads)
            lexicon = read_lexicon(self.files.read("lexicon.tsv"))
            self._opened = _Opened(encoder, LabelKeys(self._vocab, encoder.labels, lexicon))
        return self._opened

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        orths, begin, lengths, spaces = doc.to_array(READ).T
        blank = spaces.astype(np.bool_)
        places = np.flatnonzero(~blank)
        begin = begin[places].astype(np.int64)
        texts = [self._vocab.strings[orth] for orth in orths[places].tolist()]
        blocks: list[tuple[int, int]] | None = doc._.blocks
        breaks = paragraphs(begin, begin + lengths[places].astype(np.int64), doc.text, blocks)
        keep = doc.has_annotation("SENT_START")
        starts = _given(doc, places) if keep else breaks | sure_ends(texts)
        inside = _inside(begin, blocks)
        read = list(compress(texts, inside.tolist()))
        annotation = self.encoder.annotate(read, breaks[inside], starts[inside] if keep else None)
        if not keep:
            starts[inside] = annotation.starts
            _set_starts(doc, places[starts])
        rows = self._unread(doc, blank)
        own = places[inside]
        self._fill(rows, read, own, annotation)
        # Written in one piece: spaCy moves sentence boundaries when heads are set one by one.
        doc.from_array(ATTRIBUTES, rows)  # type: ignore[arg-type]  # spaCy asks for uint64, its stub for int
        names = (Span(doc, own[b], own[e - 1] + 1, label=kind) for b, e, kind in annotation.names)
        doc.set_ents([name for name in names if any(word.pos_ not in FUNCTIONAL for word in name)])
        return doc

    def _unread(self, doc: Doc, blank: NDArray[np.bool_]) -> Rows:
        """Rows for `from_array` of a document nobody has read: blanks, and each sentence one flat tree."""
        strings = self._vocab.strings
        n = len(doc)
        every = np.arange(n)
        edges = np.array([sent.start for sent in doc.sents], dtype=np.int64)
        begin = np.repeat(edges, np.diff(edges, append=n))  # of each token's sentence
        anchors = np.minimum.reduceat(np.where(blank, every + n, every), edges) % n
        anchor = np.repeat(anchors, np.diff(edges, append=n))
        heads = np.where(blank & (every > begin), every - 1, anchor)
        rows = np.zeros((n, len(ATTRIBUTES)), dtype=np.uint64)
        rows[blank, :3] = [strings.add("SPACE"), strings.add("_SP"), self._vocab.morphology.add("")]
        rows[:, 3] = doc.to_array([ORTH]).reshape(-1)
        rows[:, 4] = (heads - every).astype(np.uint64)
        rows[:, 5] = np.where(heads == every, strings.add("ROOT"), strings.add("dep"))  # no dep, no boundary
        return rows

    def _fill(self, rows: Rows, words: list[str], places: NDArray[np.int64], found: Annotation) -> None:
        """The annotation of the words at `places` into the rows of the document."""
        keys = self._model().keys
        rows[places, :3] = keys.tags(found.tags)
        rows[places, 3] = keys.lemmas(words, found.tags)
        rows[places, 4] = (places[found.heads] - places).astype(np.uint64)
        rows[places, 5] = keys.deprels(found.deprels)

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the files of the model into the folder `path`, which is made."""
        Path(path).mkdir(parents=True, exist_ok=True)
        for name, content in self.files.contents().items():
            (Path(path) / name).write_bytes(content)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Annotator:
        """Take the model in the folder `path` instead. Raises ModelError where it is not whole."""
        self._take(ModelFiles(Path(path)))
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The files of the model as bytes."""
        return to_bytes({"files": self.files.contents}, tuple(exclude))  # type: ignore[dict-item]  # dicts, too

    def from_bytes(self, content: bytes, *, exclude: Iterable[str] = ()) -> Annotator:
        """Take the model that `to_bytes` gave. Raises ModelError where it is not whole."""
        take = {"files": lambda files: self._take(ModelFiles(files))}
        from_bytes(content, take, tuple(exclude))
        return self

    def _take(self, files: ModelFiles) -> None:
        self.files = ModelFiles(files.contents())
        self._opened = None

    def __reduce__(self) -> tuple[type[Annotator], tuple[Vocab, int, Mapping[str, bytes]]]:
        return Annotator, (self._vocab, self.threads, self.files.contents())

    def _leave(self) -> None:
        """Leave the opened model to the process that this one was forked from: its threads are there, and
        to free it here would be to wait for them."""
        if self._opened is not None:
            _of_the_parent.append(self._opened)
            self._opened = None


_annotators: WeakSet[Annotator] = WeakSet()
_of_the_parent: list[_Opened] = []


def _leave_all() -> None:
    for one in list(_annotators):
        one._leave()


os.register_at_fork(after_in_child=_leave_all)


def _given(doc: Doc, places: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which words are the first of a sentence of the document (its first token may be a blank)."""
    number = np.cumsum([bool(token.is_sent_start) for token in doc])[places]
    return np.diff(number, prepend=-1) > 0


def _set_starts(doc: Doc, places: NDArray[np.int64]) -> None:
    """Sentences begin at these tokens; blanks belong to the sentence before them, if there is one."""
    begins = np.full((len(doc), 1), -1, dtype=np.int64)
    begins[places] = 1
    begins[places[:1]] = -1
    begins[0] = 1
    doc.from_array([SENT_START], begins.astype(np.uint64))  # type: ignore[arg-type]  # as in __call__


def _inside(begin: NDArray[np.int64], blocks: list[tuple[int, int]] | None) -> NDArray[np.bool_]:
    """Which words begin inside a block."""
    inside = np.full(len(begin), blocks is None)
    for start, end in blocks or ():
        inside[np.searchsorted(begin, start) : np.searchsorted(begin, end)] = True
    return inside


NAME = "kg_annotator"


@Language.factory(
    NAME,
    default_config={"threads": 1},
    assigns=[
        *("token.pos", "token.tag", "token.morph", "token.lemma", "token.head", "token.dep"),
        *("token.is_sent_start", "doc.sents", "doc.ents", "token.ent_iob", "token.ent_type"),
    ],
)
def create(nlp: Language, name: str, threads: int) -> Annotator:
    """The component with the model of the package; `threads` are onnxruntime's."""
    return Annotator(nlp.vocab, threads)
