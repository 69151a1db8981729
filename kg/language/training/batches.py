"""Sentences → tensors: wordpieces, case shapes, targets; windows of consecutive sentences; batches of
about equal numbers of wordpieces."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from kg.language.labels import BREAK, NAME_TAGS, SHAPES, Labels, shape
from kg.language.training.corpora import Sentence

IGNORED = -100
TAG_TASKS = ("upos", "xpos", "feats", "scripts")
HEADLINES = 0.04  # windows in title case or capitals, which the treebanks have few of
TITLE, UPPER = shape("Title"), shape("UPPER")
LONGEST = 510  # wordpieces of one sentence, without [CLS] and [SEP]

Ints = NDArray[np.int64]


def label_sets(sentences: list[Sentence], rare_scripts: int = 2) -> Labels:
    """The inventories of the training data, sorted; lemma scripts seen less often are dropped."""

    def seen(slot: str, least: int = 1) -> tuple[str, ...]:
        counts = Counter(value for s in sentences for value in getattr(s, slot) or ())
        return tuple(sorted(value for value, count in counts.items() if count >= least))

    return Labels(seen("upos"), seen("xpos"), seen("feats"), seen("scripts", rare_scripts), seen("deprels"))


@dataclass(slots=True)
class Example:
    """One sentence in numbers. `first` and `last` are the positions of each word's wordpieces;
    heads are 1-based, 0 for the root; `names[w, t]` says that word w may carry tag t."""

    sentence: Sentence
    pieces: Ints
    shapes: Ints
    first: Ints
    last: Ints
    targets: dict[str, Ints]
    names: NDArray[np.bool_] | None
    soft: dict[str, NDArray[np.float16]] | None = None  # what teachers say (`teachers.py`)


Window = list[Example]  # consecutive sentences of one document, read together


def encode(sentence: Sentence, labels: Labels, tokenizer: Tokenizer) -> Example | None:
    """The sentence in numbers, or None where it has more than `LONGEST` wordpieces."""
    encoding = tokenizer.encode(list(sentence.forms), is_pretokenized=True, add_special_tokens=False)
    if len(encoding.ids) > LONGEST:
        return None
    words = np.array(encoding.word_ids, dtype=np.int64)
    every = np.arange(len(sentence.forms))
    shapes = np.array([shape(form) for form in sentence.forms], dtype=np.int64)[words]
    targets = {}
    for task in (*TAG_TASKS, "deprels"):
        values = getattr(sentence, task)
        if values is not None:
            index = {value: i for i, value in enumerate(getattr(labels, task))}
            targets[task] = np.array([index.get(value, IGNORED) for value in values])
    if sentence.heads is not None:
        targets["heads"] = np.array(sentence.heads)
    names = None
    if sentence.names is not None:
        names = np.array([[tag in tags for tag in NAME_TAGS] for tags in sentence.names])
    first, last = np.searchsorted(words, every), np.searchsorted(words, every, side="right") - 1
    return Example(sentence, np.array(encoding.ids), shapes, first, np.maximum(first, last), targets, names)


def windows(examples: list[Example], pieces: int, rng: random.Random | None = None) -> Iterator[Window]:
    """Runs of sentences of one document of at most `pieces` wordpieces (a longer sentence alone). With
    `rng` each run has a length of its own: one sentence in a fifth of the cases, else up to `pieces`."""
    window: Window = []
    room, limit = 0, 0
    for example in examples:
        room -= len(example.pieces)
        if window and (room < 0 or example.sentence.begins == "document" or len(window) == limit):
            yield window
            window = []
        if not window:
            room = (rng.randint(pieces // 4, pieces) if rng else pieces) - len(example.pieces)
            limit = 1 if rng and rng.random() < 0.2 else len(examples)
        window.append(example)
    if window:
        yield window


def batches(
    examples: list[Example], pieces: int, window: int, rng: random.Random | None = None, share: float = 1.0
) -> list[list[Window]]:
    """Groups of windows of similar length, at most `pieces` wordpieces each; shuffled where `rng` is
    given. Of the windows without trees only a random `share` is taken."""

    def length(some: Window) -> int:
        return sum(len(e.pieces) for e in some) + 2

    jitter = (lambda: rng.uniform(0.95, 1.05)) if rng else (lambda: 1.0)
    kept = [
        some
        for some in windows(examples, window, rng)
        if rng is None or some[0].sentence.heads is not None or rng.random() < share
    ]
    ordered = sorted(kept, key=lambda some: length(some) * jitter())
    groups: list[list[Window]] = [[]]
    widest = 0
    for some in ordered:
        widest = max(widest, length(some))
        if groups[-1] and widest * (len(groups[-1]) + 1) > pieces:
            groups.append([])
            widest = length(some)
        groups[-1].append(some)
    if rng:
        rng.shuffle(groups)
    return groups


def specials(tokenizer: Tokenizer) -> tuple[int, int, int]:
    """The wordpieces that open a window, close it, and stand for a word that is not shown."""
    start, end, mask = (tokenizer.token_to_id(piece) for piece in ("[CLS]", "[SEP]", "[MASK]"))
    assert start is not None and end is not None and mask is not None
    return start, end, mask


def tensors(
    batch: list[Window], special: tuple[int, int, int], rng: random.Random | None = None, masked: float = 0.0
) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """Padded inputs and targets of one batch; `special` as `specials` gives them. Where `rng` is given, half
    of the windows do not show where their paragraphs begin, a few are cased as headlines are, and the share
    `masked` of the words is read as [MASK]."""
    rows = [_row(window, special, rng is None or rng.random() < 0.5) for window in batch]
    for row in rows if rng else ():
        assert rng is not None
        if rng.random() < HEADLINES:
            own = row["shapes"] % BREAK
            cased = (own > 0) & (own < 6)
            row["shapes"][cased] += rng.choice((TITLE, UPPER)) - own[cased]
        for first, last in zip(row["first"], row["last"], strict=True):
            if rng.random() < masked:
                row["pieces"][first : last + 1] = special[2]

    def pad(name: str, value: int) -> Tensor:
        width = max(len(row[name]) for row in rows)
        full = np.full((len(rows), width), value, dtype=np.int64)
        for row, target in zip(rows, full, strict=True):
            target[: len(row[name])] = row[name]
        return torch.from_numpy(full)

    inputs = {name: pad(name, 0) for name in ("pieces", "mask", "first", "last")}
    inputs["shapes"] = pad("shapes", SHAPES)
    targets = {name: pad(name, IGNORED) for name in (*TAG_TASKS, "heads", "deprels", "starts")}
    targets["sentences"] = pad("sentences", -1)
    allowed = np.ones((*targets["starts"].shape, len(NAME_TAGS)), dtype=np.bool_)
    for window, target in zip(batch, allowed, strict=True):
        end = 0
        for example in window:
            begin, end = end, end + len(example.first)
            if example.names is not None:
                target[begin:end] = example.names
    targets["names"] = torch.from_numpy(allowed)
    return inputs, targets


def _row(window: Window, special: tuple[int, int, int], shows_breaks: bool) -> dict[str, Ints]:
    sizes = [len(e.first) for e in window]
    words = list(accumulate(sizes, initial=0))
    pieces = list(accumulate((len(e.pieces) for e in window), initial=1))  # [CLS] comes before
    start, end, _ = special
    row = {
        "pieces": np.concatenate([[start], *(e.pieces for e in window), [end]]),
        "shapes": np.concatenate([[SHAPES], *(e.shapes for e in window), [SHAPES]]),
        "mask": np.ones(pieces[-1] + 1, dtype=np.int64),
        "first": np.concatenate([e.first + p for e, p in zip(window, pieces, strict=False)]),
        "last": np.concatenate([e.last + p for e, p in zip(window, pieces, strict=False)]),
        "sentences": np.repeat(np.arange(len(window)), sizes),
    }
    for task in (*TAG_TASKS, "deprels", "heads"):
        parts = []
        for example, offset in zip(window, words, strict=False):
            values = example.targets.get(task, np.full(len(example.first), IGNORED))
            parts.append(np.where(values > 0, values + offset, values) if task == "heads" else values)
        row[task] = np.concatenate(parts)
    starts = np.zeros(words[-1], dtype=np.int64)
    starts[0] = IGNORED
    for example, word, piece in zip(window, words, pieces, strict=False):
        if word:
            starts[word] = 1
        if example.sentence.begins and shows_breaks:
            row["shapes"][piece] += BREAK
            starts[word] = IGNORED  # known, not guessed
        if example.sentence.heads is None:
            starts[word : word + len(example.first)] = IGNORED
    row["starts"] = starts
    return row
