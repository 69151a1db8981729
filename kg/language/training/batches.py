"""Sentences → tensors: wordpieces, case shapes, targets; batches of about equal numbers of pieces."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from kg.language.labels import NAME_TAGS, SHAPES, Labels, shape
from kg.language.training.corpora import Sentence

IGNORED = -100
TAG_TASKS = ("upos", "xpos", "feats", "scripts")


def label_sets(sentences: list[Sentence], rare_scripts: int = 2) -> Labels:
    """The inventories of the training data, sorted; lemma scripts seen less often are dropped."""

    def seen(slot: str, least: int = 1) -> tuple[str, ...]:
        counts = Counter(value for s in sentences for value in getattr(s, slot) or ())
        return tuple(sorted(value for value, count in counts.items() if count >= least))

    return Labels(seen("upos"), seen("xpos"), seen("feats"), seen("scripts", rare_scripts), seen("deprels"))


@dataclass(slots=True)
class Example:
    """One sentence in numbers: pieces with [CLS] and [SEP], word → first and last piece, targets."""

    pieces: list[int]
    shapes: list[int]
    first: list[int]
    last: list[int]
    targets: dict[str, list[int]]
    allowed: list[list[bool]] | None


def encode(sentence: Sentence, labels: Labels, tokenizer: Tokenizer, longest: int = 512) -> Example | None:
    """The sentence in numbers, or None where it has more than `longest` wordpieces."""
    encoding = tokenizer.encode(list(sentence.forms), is_pretokenized=True)
    if len(encoding.ids) > longest:
        return None
    first, last = [0] * len(sentence.forms), [0] * len(sentence.forms)
    shapes = [SHAPES] * len(encoding.ids)
    forms = [shape(form) for form in sentence.forms]
    for position, word in enumerate(encoding.word_ids):
        if word is not None:
            first[word] = first[word] or position
            last[word] = position
            shapes[position] = forms[word]
    targets = {}
    for task in TAG_TASKS:
        values = getattr(sentence, task)
        if values is not None:
            index = {value: i for i, value in enumerate(getattr(labels, task))}
            targets[task] = [index.get(value, IGNORED) for value in values]
    if sentence.heads is not None and sentence.deprels is not None:
        targets["heads"] = list(sentence.heads)
        index = {value: i for i, value in enumerate(labels.deprels)}
        targets["deprels"] = [index.get(value, IGNORED) for value in sentence.deprels]
    allowed = None
    if sentence.names is not None:
        allowed = [[tag in tags for tag in NAME_TAGS] for tags in sentence.names]
    return Example(encoding.ids, shapes, first, last, targets, allowed)


def batches(examples: list[Example], pieces: int, rng: random.Random | None = None) -> list[list[Example]]:
    """Groups of at most `pieces` wordpieces, of similar length; shuffled where `rng` is given."""
    jitter = (lambda: rng.uniform(0.9, 1.1)) if rng else (lambda: 1.0)
    ordered = sorted(examples, key=lambda e: len(e.pieces) * jitter())
    groups: list[list[Example]] = [[]]
    widest = 0
    for example in ordered:
        widest = max(widest, len(example.pieces))
        if groups[-1] and widest * (len(groups[-1]) + 1) > pieces:
            groups.append([])
            widest = len(example.pieces)
        groups[-1].append(example)
    if rng:
        rng.shuffle(groups)
    return groups


def tensors(batch: list[Example]) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """Padded inputs and targets of one batch."""

    def pad(rows: list[list[int]], value: int) -> Tensor:
        width = max(len(row) for row in rows)
        return torch.tensor([row + [value] * (width - len(row)) for row in rows])

    inputs = {
        "pieces": pad([e.pieces for e in batch], 0),
        "shapes": pad([e.shapes for e in batch], SHAPES),
        "mask": pad([[1] * len(e.pieces) for e in batch], 0),
        "first": pad([e.first for e in batch], 0),
        "last": pad([e.last for e in batch], 0),
    }
    width = inputs["first"].size(1)
    targets = {}
    for task in (*TAG_TASKS, "heads", "deprels"):
        rows = [e.targets.get(task, [IGNORED] * len(e.first)) for e in batch]
        targets[task] = pad(rows, IGNORED)
    everything = [True] * len(NAME_TAGS)
    allowed = [
        (e.allowed or [everything] * len(e.first)) + [everything] * (width - len(e.first)) for e in batch
    ]
    targets["names"] = torch.tensor(allowed)
    return inputs, targets
