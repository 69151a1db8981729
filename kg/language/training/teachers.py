"""Distillation: what an ensemble of trained networks says of every sentence, as soft targets for a student.

After Hinton, Vinyals & Dean (2015): the teachers' probabilities are averaged. Each sentence then carries
every task, also those that its corpus does not annotate (trees of the name corpora, names of a treebank),
and the first teacher's own vector of each word, which the student's shall tell (Romero et al. 2015, FitNets).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from kg.language.labels import Labels, read_labels
from kg.language.training.batches import IGNORED, Example, Window, batches, tensors
from kg.language.training.network import Tagger
from kg.language.training.precision import autocast

SOFT = ("upos", "xpos", "feats", "scripts", "names", "starts")  # tasks whose probabilities are kept
Soft = dict[str, NDArray[np.float16]]


def teachers(folders: list[Path], labels: Labels, vocabulary: int, device: str) -> list[Tagger]:
    """The networks of finished runs. Raises ValueError where one has other labels."""
    networks = []
    for folder in folders:
        if read_labels((folder / "labels.json").read_bytes()) != labels:
            raise ValueError(f"{folder}: its labels are not those of this run")
        saved = torch.load(folder / "checkpoint.pt", map_location=device, weights_only=True)
        networks.append(Tagger.trained(saved["network"], labels, vocabulary).to(device))
    return networks


@torch.no_grad()
def teach(
    networks: list[Tagger], examples: list[Example], special: tuple[int, int, int], window: int, device: str
) -> None:
    """Give each example its soft targets (`Example.soft`). The vectors are the first network's, each
    dimension with mean 0 and variance 1 over the examples."""
    for group in batches(examples, 4000, window):
        inputs, _ = tensors(group, special)
        inputs = {name: values.to(device) for name, values in inputs.items()}
        outputs = []
        for network in networks:
            with autocast(device):
                scores = network(**inputs)
            outputs.append({name: values.float().cpu() for name, values in scores.items()})
        shares = {
            task: sum((o[task].softmax(-1) for o in outputs), torch.zeros(())) / len(outputs) for task in SOFT
        }
        for row, some in enumerate(group):
            for offset, example in _placed(some):
                own = slice(offset, offset + len(example.first))
                example.soft = {task: shares[task][row, own].numpy().astype(np.float16) for task in SOFT}
                example.soft["vectors"] = outputs[0]["vectors"][row, own].numpy().astype(np.float16)
                _trees(networks, outputs, row, offset, example)
    _standardise([example.soft for example in examples if example.soft is not None])


def _standardise(targets: list[Soft]) -> None:
    words = sum(len(soft["vectors"]) for soft in targets)
    mean = sum(soft["vectors"].astype(np.float32).sum(0) for soft in targets) / words
    squares = sum(((soft["vectors"] - mean) ** 2).sum(0) for soft in targets) / words
    for soft in targets:
        soft["vectors"] = ((soft["vectors"] - mean) / np.sqrt(squares + 1e-12)).astype(np.float16)


def _placed(window: Window) -> Iterator[tuple[int, Example]]:
    offset = 0
    for example in window:
        yield offset, example
        offset += len(example.first)


def _trees(
    networks: list[Tagger], outputs: list[dict[str, Tensor]], row: int, offset: int, example: Example
) -> None:
    """Probabilities of heads, [words, 1 + words], and of the labels of the likeliest (or gold) heads."""
    words = len(example.first)
    own = slice(offset, offset + words)
    columns = [0, *range(offset + 1, offset + words + 1)]
    arcs = sum((o["arcs"][row, own][:, columns].softmax(-1) for o in outputs), torch.zeros(())) / len(outputs)
    heads = torch.from_numpy(example.targets["heads"]) if "heads" in example.targets else arcs.argmax(-1)
    governors = torch.where(heads > 0, heads + offset, heads)
    labels = sum(
        (
            n.label_scores(o["label_dependents"][row, own], o["label_heads"][row, governors]).softmax(-1)
            for n, o in zip(networks, outputs, strict=True)
        ),
        torch.zeros(()),
    ) / len(outputs)
    assert example.soft is not None
    example.soft |= {
        "arcs": arcs.numpy().astype(np.float16),
        "deprels": labels.numpy().astype(np.float16),
        "heads": heads.numpy().astype(np.float16),
    }


def soft_tensors(group: list[Window], width: int) -> dict[str, Tensor]:
    """The soft targets of a batch, padded with zeros (no loss); `heads` are those that `deprels` are of."""
    found: dict[str, Tensor] = {}
    for row, window in enumerate(group):
        for offset, example in _placed(window):
            assert example.soft is not None
            n = len(example.first)
            for task, values in example.soft.items():
                if task == "heads":
                    whole = found.setdefault(task, torch.full((len(group), width), IGNORED))
                    heads = torch.from_numpy(values.astype(np.int64))
                    whole[row, offset : offset + n] = torch.where(heads > 0, heads + offset, heads)
                elif task == "arcs":
                    whole = found.setdefault(task, torch.zeros(len(group), width, width + 1))
                    whole[row, offset : offset + n, 0] = torch.from_numpy(values[:, 0].astype(np.float32))
                    inner = torch.from_numpy(values[:, 1:].astype(np.float32))
                    whole[row, offset : offset + n, offset + 1 : offset + n + 1] = inner
                else:
                    whole = found.setdefault(task, torch.zeros(len(group), width, values.shape[1]))
                    whole[row, offset : offset + n] = torch.from_numpy(values.astype(np.float32))
        if window[0].soft is not None:
            found["starts"][row, 0] = 0.0  # the first word of a window begins one
    return found
