"""The model at run time: the words of a document → sentences, tags, heads, labels and names, as arrays.

Batches are made within one document only, so its annotation depends on nothing else (int8
quantisation scales activations by batch).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from kg.errors import ModelError
from kg.language.files import ModelFiles
from kg.language.int8 import cut_off
from kg.language.labels import BREAK, SHAPES, Labels, read_labels
from kg.language.names import spans
from kg.language.pieces import Pieces, WordPieces
from kg.language.sentences import likely_ends, odds_needed, sure_ends
from kg.language.tree import heads_of
from kg.language.windows import Window, batches, windows

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
TAGS = ("upos", "xpos", "feats", "scripts")


@dataclass(frozen=True, slots=True)
class Annotation:
    """One document. `tags[task]` and `deprels` are indices into the model's labels; `heads` are indices
    of words, a root is its own head; `starts` says where sentences begin; `names` are (begin, end, type)
    in words, end exclusive."""

    tags: dict[str, Ints]
    heads: Ints
    deprels: Ints
    starts: Flags
    names: list[tuple[int, int, str]]


# Fusions of onnxruntime that take longer than their parts do (measured with 1.32).
SLOWER = ["SkipLayerNormFusion"]


class Encoder:
    """The network's files, opened once. `folder` holds them, or is what they are by name.

    The threads of its session do not survive a fork: each process needs an encoder of its own.

    Raises ModelError where a file is missing or is not the one that `model.json` names.
    """

    def __init__(self, folder: Path | Mapping[str, bytes], threads: int = 1) -> None:
        self.files = ModelFiles(folder)
        self.labels: Labels = read_labels(self.files.read("labels.json"))
        self._label_weights = _label_weights(self.files.read("labels.npy"))
        self._root = self.labels.deprels.index("root")
        self._pieces = WordPieces(self.files.read("tokenizer.json"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        if cut_off():
            options.add_session_config_entry("session.x64quantprecision", "1")
        try:
            self._session = onnxruntime.InferenceSession(
                self.files.read("model.onnx"), options, providers=["CPUExecutionProvider"],
                disabled_optimizers=SLOWER,
            )  # fmt: skip
        except ModelError:
            raise
        except Exception as error:  # onnxruntime raises classes of its own, not exported
            raise ModelError(f"language model: model.onnx cannot be loaded ({error})") from None
        self._outputs = [output.name for output in self._session.get_outputs()]

    def annotate(self, words: Sequence[str], breaks: Flags, starts: Flags | None = None) -> Annotation:
        """Annotate the words of one document.

        `breaks` says where a paragraph begins, the first word being one; `starts`, where given, where
        sentences begin. Else the network decides what is not sure.
        """
        pieces = self._pieces.cut(words)
        n = len(words)
        sure = breaks | sure_ends(words) if starts is None else starts
        cut = list(windows(pieces.counts, sure, likely_ends(words) if starts is None else starts))
        needed = odds_needed(words) if starts is None else None
        heads, deprels = np.zeros((2, n), dtype=np.int64)
        tags = {task: np.zeros(n, dtype=np.int64) for task in TAGS}
        found = Annotation(tags, heads, deprels, sure.copy(), [])
        names = np.zeros((n, len(self.labels.names)), dtype=np.float32)
        for group in batches(cut):
            scores = self._run(group, pieces, breaks)
            self._read(group, scores, found, names, needed)
        _join(found, cut, self.labels)
        found.names.extend(spans(names, words, self.labels.names, found.starts))
        return found

    def _run(self, group: list[Window], pieces: Pieces, breaks: Flags) -> dict[str, NDArray[Any]]:
        width = max(w.pieces for w in group) + 2
        most = max(w.end - w.begin for w in group)
        ids, mask = np.zeros((2, len(group), width), dtype=np.int64)
        shapes = np.full((len(group), width), SHAPES, dtype=np.int64)
        first, last = np.zeros((2, len(group), most), dtype=np.int64)
        for row, w in enumerate(group):
            counts = pieces.counts[w.begin : w.end]
            ends = counts.cumsum()  # [CLS] comes before: also the position of a word's last piece
            start = pieces.ends[w.begin] - pieces.counts[w.begin]
            ids[row, 0], ids[row, w.pieces + 1] = self._pieces.start, self._pieces.end
            ids[row, 1 : w.pieces + 1] = pieces.ids[start : start + w.pieces]
            mask[row, : w.pieces + 2] = 1
            last[row, : len(ends)], first[row, : len(ends)] = ends, ends - counts + 1
            shapes[row, 1 : w.pieces + 1] = np.repeat(pieces.shapes[w.begin : w.end], counts)
            shapes[row, (ends - counts + 1)[breaks[w.begin : w.end]]] += BREAK
        inputs = {"pieces": ids, "shapes": shapes, "mask": mask, "first": first, "last": last}
        return dict(zip(self._outputs, self._session.run(None, inputs), strict=True))

    def _read(
        self,
        group: list[Window],
        scores: dict[str, NDArray[Any]],
        found: Annotation,
        names: NDArray[np.float32],
        needed: NDArray[np.float32] | None,
    ) -> None:
        """The scores of one batch into the arrays of the document."""
        dependents, governors = [], []
        for row, w in enumerate(group):
            n, own = w.end - w.begin, slice(w.begin, w.end)
            for task in TAGS:
                found.tags[task][own] = scores[task][row, :n]
            names[own] = scores["names"][row, :n]
            if needed is not None:
                begins = scores["starts"][row, :n, 1] - scores["starts"][row, :n, 0] > needed[own]
                begins[0] = not w.goes_on
                found.starts[own] |= begins
            heads = _heads(scores["arcs"][row], found.starts[own])
            found.heads[own] = np.where(heads == 0, np.arange(n), heads - 1) + w.begin
            dependents.append(scores["label_dependents"][row, :n])
            governors.append(scores["label_heads"][row, heads])
        best, done = self._deprels(dependents, governors), 0
        for w in group:
            found.deprels[w.begin : w.end] = best[done : done + w.end - w.begin]
            done += w.end - w.begin
        words = np.concatenate([np.arange(w.begin, w.end) for w in group])
        found.deprels[words[found.heads[words] == words]] = self._root

    def _deprels(self, dependents: list[NDArray[np.float32]], governors: list[NDArray[np.float32]]) -> Ints:
        """The best label for each arc. All words of a batch go through one matrix product, which reads
        the weights once: score[w, l] = dependent[w] · W[l] · head[w]."""
        left, right = np.concatenate(dependents), np.concatenate(governors)
        half = (left @ self._label_weights).reshape(len(left), -1, right.shape[1])
        pairs = np.matmul(half, right[:, :, None])[:, :, 0]
        pairs[:, self._root] = -np.inf  # a root is labelled root, nothing else is
        best: Ints = pairs.argmax(1)
        return best


def _label_weights(content: bytes) -> NDArray[np.float32]:
    """[labels, dependent, head] in half precision → [dependent, labels · head]."""
    weights = np.load(BytesIO(content)).astype(np.float32)
    return np.ascontiguousarray(weights.transpose(1, 0, 2)).reshape(weights.shape[1], -1)


def _heads(arcs: NDArray[np.float32], starts: Flags) -> Ints:
    """Heads in a window, 1-based, 0 for roots: one tree for each sentence."""
    heads = np.zeros(len(starts), dtype=np.int64)
    edges = [*np.flatnonzero(starts).tolist(), len(starts)]
    if edges[0]:
        edges.insert(0, 0)  # the sentence goes on from the window before
    for begin, end in pairwise(edges):
        scores = np.empty((end - begin, end - begin + 1), dtype=np.float32)
        scores[:, 0] = arcs[begin:end, 0]
        scores[:, 1:] = arcs[begin:end, begin + 1 : end + 1]
        own = np.asarray(heads_of(scores))
        heads[begin:end] = np.where(own, own + begin, 0)
    return heads


def _join(found: Annotation, cut: list[Window], labels: Labels) -> None:
    """A sentence of several windows as one tree: later roots hang on the first as parataxis."""
    for window in cut:
        if window.goes_on:
            own = found.heads[window.begin : window.end] == np.arange(window.begin, window.end)
            later = int(np.flatnonzero(own)[0]) + window.begin
            start = int(np.flatnonzero(found.starts[: window.begin])[-1])
            before = found.heads[start : window.begin] == np.arange(start, window.begin)
            found.heads[later] = int(np.flatnonzero(before)[0]) + start
            found.deprels[later] = labels.deprels.index("parataxis")
