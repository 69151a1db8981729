"""The model at run time: sentences as lists of words → tags, heads, labels and names, as plain arrays.

Batches are made within one call only, so the annotation of a document depends on nothing but the
document (int8 quantisation scales activations by batch).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kg.errors import ModelError
from kg.language.labels import SHAPES, Labels, read_labels, shape
from kg.language.names import spans
from kg.language.tree import heads_of

PIECES_PER_BATCH = 600  # measured best per thread; larger batches fall out of the cache
LONGEST = 510  # wordpieces of one window, without [CLS] and [SEP]
PIECES_PER_WORD = 24  # what is kept of one word's wordpieces, so that a monster token cannot fill a window


@dataclass(frozen=True, slots=True)
class Annotation:
    """One sentence. `heads` are indices of words, a root is its own head; `names` are
    (begin, end, type) in words, end exclusive; `scripts` are lemma edit scripts."""

    upos: list[str]
    xpos: list[str]
    feats: list[str]
    scripts: list[str]
    heads: list[int]
    deprels: list[str]
    names: list[tuple[int, int, str]]


@dataclass(slots=True)
class _Window:
    """Consecutive words of one sentence, in wordpieces."""

    sentence: int
    pieces: list[int]
    shapes: list[int]
    first: list[int]
    last: list[int]


class Encoder:
    """The network's files, opened once.

    Raises ModelError where a file is missing or is not the one that `model.json` names.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self.folder = folder
        self.labels: Labels = read_labels(self.file("labels.json"))
        weights = np.load(self.file("labels.npy")).astype(np.float32)  # [labels, dependent, head]
        self._label_weights = np.ascontiguousarray(weights.transpose(1, 0, 2)).reshape(weights.shape[1], -1)
        self._tokenizer = Tokenizer.from_file(str(self.file("tokenizer.json")))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._start, self._end, self._unknown = (self._special(t) for t in ("[CLS]", "[SEP]", "[UNK]"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            str(self.file("model.onnx")), options, providers=["CPUExecutionProvider"]
        )
        self._outputs = [output.name for output in self._session.get_outputs()]

    @cached_property
    def _hashes(self) -> dict[str, str]:
        try:
            hashes: dict[str, str] = json.loads((self.folder / "model.json").read_text("utf-8"))["sha256"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"language model: no readable model.json ({error})") from None
        return hashes

    def file(self, name: str) -> Path:
        """The path of one of the files, once its bytes are found to be those that `model.json` names."""
        path = self.folder / name
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            raise ModelError(f"language model: {name} cannot be read ({error.strerror})") from None
        if digest != self._hashes.get(name):
            raise ModelError(f"language model: {name} is not the file that model.json names")
        return path

    def _special(self, token: str) -> int:
        index = self._tokenizer.token_to_id(token)
        if index is None:
            raise ModelError(f"language model: tokenizer.json has no {token}")
        return int(index)

    @cached_property
    def hash(self) -> str:
        """What names these weights: sha256 over the files' hashes, in hexadecimal."""
        return hashlib.sha256(json.dumps(self._hashes, sort_keys=True).encode()).hexdigest()

    def annotate(self, sentences: Sequence[Sequence[str]]) -> list[Annotation]:
        """Annotate the sentences of one document, in their order."""
        windows = [w for index, words in enumerate(sentences) for w in self._windows(index, words)]
        order = sorted(range(len(windows)), key=lambda i: len(windows[i].pieces))
        done: list[Annotation | None] = [None] * len(windows)
        for group in _groups(order, windows):
            for index, annotation in zip(group, self._run([windows[i] for i in group]), strict=True):
                done[index] = annotation
        parts: list[list[Annotation]] = [[] for _ in sentences]
        for window, part in zip(windows, done, strict=True):
            assert part is not None
            parts[window.sentence].append(part)
        return [_joined(some) for some in parts]

    def _windows(self, index: int, words: Sequence[str]) -> Iterator[_Window]:
        """The sentence, cut between words wherever it is longer than the encoder reads."""
        current = _Window(index, [], [], [], [])
        encodings = self._tokenizer.encode_batch(
            [[word] for word in words], is_pretokenized=True, add_special_tokens=False
        )
        for word, encoding in zip(words, encodings, strict=True):
            ids = encoding.ids[:PIECES_PER_WORD] or [self._unknown]
            if len(current.pieces) + len(ids) > LONGEST:
                yield current
                current = _Window(index, [], [], [], [])
            current.first.append(len(current.pieces) + 1)  # [CLS] comes before
            current.last.append(len(current.pieces) + len(ids))
            current.pieces += ids
            current.shapes += [shape(word)] * len(ids)
        if current.pieces:
            yield current

    def _run(self, windows: list[_Window]) -> Iterator[Annotation]:
        pieces = [[self._start, *w.pieces, self._end] for w in windows]
        inputs = {
            "pieces": _padded(pieces, 0),
            "shapes": _padded([[SHAPES, *w.shapes, SHAPES] for w in windows], SHAPES),
            "mask": _padded([[1] * len(row) for row in pieces], 0),
            "first": _padded([w.first for w in windows], 0),
            "last": _padded([w.last for w in windows], 0),
        }
        scores = dict(zip(self._outputs, self._session.run(None, inputs), strict=True))
        trees = [
            np.asarray(heads_of(scores["arcs"][row, : len(w.first), : len(w.first) + 1]))
            for row, w in enumerate(windows)
        ]
        deprels = self._deprels(scores, trees)
        for row, (heads, labels) in enumerate(zip(trees, deprels, strict=True)):
            yield self._annotation({name: values[row] for name, values in scores.items()}, heads, labels)

    def _deprels(
        self, scores: dict[str, NDArray[Any]], trees: list[NDArray[np.int64]]
    ) -> Iterator[list[str]]:
        """The best label for each arc. All sentences of the batch go through one matrix product, which
        reads the weights once: score[w, l] = dependent[w] · W[l] · head[w]."""
        dependents = np.concatenate(
            [scores["label_dependents"][row, : len(t)] for row, t in enumerate(trees)]
        )
        governors = np.concatenate([scores["label_heads"][row, t] for row, t in enumerate(trees)])
        half = (dependents @ self._label_weights).reshape(len(dependents), -1, governors.shape[1])
        pairs = np.matmul(half, governors[:, :, None])[:, :, 0]
        pairs[:, self.labels.deprels.index("root")] = -np.inf  # a root is labelled root, nothing else is
        best = iter(pairs.argmax(1).tolist())
        for heads in trees:
            labels = [self.labels.deprels[next(best)] for _ in heads]
            for word in np.flatnonzero(heads == 0):
                labels[word] = "root"
            yield labels

    def _annotation(
        self, scores: dict[str, NDArray[Any]], heads: NDArray[np.int64], deprels: list[str]
    ) -> Annotation:
        n, labels = len(heads), self.labels
        own = np.where(heads == 0, np.arange(n), heads - 1)
        tags = {
            task: [getattr(labels, task)[i] for i in scores[task][:n]]
            for task in ("upos", "xpos", "feats", "scripts")
        }
        return Annotation(
            **tags, heads=own.tolist(), deprels=deprels, names=spans(scores["names"][:n], labels.names)
        )


def _padded(rows: list[list[int]], value: int) -> NDArray[np.int64]:
    array = np.full((len(rows), max(len(row) for row in rows)), value, dtype=np.int64)
    for index, row in enumerate(rows):
        array[index, : len(row)] = row
    return array


def _groups(order: list[int], windows: list[_Window]) -> Iterator[list[int]]:
    """Indices in runs of similar length, at most PIECES_PER_BATCH pieces with padding."""
    group: list[int] = []
    for index in order:
        if group and (len(windows[index].pieces) + 2) * (len(group) + 1) > PIECES_PER_BATCH:
            yield group
            group = []
        group.append(index)
    if group:
        yield group


def _joined(parts: list[Annotation]) -> Annotation:
    """The windows of one sentence as one tree: later roots hang on the first as parataxis."""
    if len(parts) == 1:
        return parts[0]
    whole = Annotation([], [], [], [], [], [], [])
    root = None
    for part in parts:
        offset = len(whole.heads)
        for task in ("upos", "xpos", "feats", "scripts"):
            getattr(whole, task).extend(getattr(part, task))
        for index, (head, deprel) in enumerate(zip(part.heads, part.deprels, strict=True)):
            if head == index and root is not None:
                head, deprel = root - offset, "parataxis"
            elif head == index:
                root = index + offset
            whole.heads.append(head + offset)
            whole.deprels.append(deprel)
        whole.names.extend((b + offset, e + offset, kind) for b, e, kind in part.names)
    return whole
