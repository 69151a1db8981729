"""The optimisation: AdamW with two rates, linear warm-up and decay, checkpoints after each epoch.

What is scored and kept may be a moving average of the weights (Polyak & Juditsky 1992), which needs no lower
rate to settle.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from kg.language.labels import Labels
from kg.language.training.batches import (
    IGNORED,
    TAG_TASKS,
    Example,
    Window,
    batches,
    encode,
    specials,
    tensors,
)
from kg.language.training.corpora import Sentence
from kg.language.training.data import Settings
from kg.language.training.encoder import SIZES
from kg.language.training.encoder_weights import pretrained
from kg.language.training.network import Tagger
from kg.language.training.precision import autocast
from kg.language.training.teachers import SOFT, soft_tensors, teach, teachers

AfterEpoch = Callable[[Tagger, int, float], None]  # network, epoch, seconds
Log = Callable[[str], None]


def losses(network: Tagger, scores: dict[str, Tensor], targets: dict[str, Tensor]) -> dict[str, Tensor]:
    """Mean loss of each task over the words that carry it (zero where none does)."""
    result = {}
    for task in (*TAG_TASKS, "starts"):
        result[task] = _cross_entropy(scores[task].flatten(0, 1), targets[task].flatten())
    heads = targets["heads"]
    arcs = scores["arcs"].masked_fill(_apart(targets["sentences"]), float("-inf"))
    result["arcs"] = _cross_entropy(arcs.flatten(0, 1), heads.flatten())
    known = heads != IGNORED
    if known.any():
        gold = scores["label_heads"].gather(
            1, heads.clamp(min=0).unsqueeze(-1).expand(-1, -1, scores["label_heads"].size(-1))
        )
        pairs = network.label_scores(scores["label_dependents"][known], gold[known])
        result["labels"] = _cross_entropy(pairs, targets["deprels"][known])
    else:
        result["labels"] = scores["arcs"].sum() * 0.0
    allowed = targets["names"]
    log = scores["names"].float().log_softmax(-1).masked_fill(~allowed, float("-inf")).logsumexp(-1)
    partial = ~allowed.all(-1)
    result["names"] = -log[partial].mean() if partial.any() else log.sum() * 0.0
    return result


@dataclass
class _Run:
    """What a checkpoint keeps. `projection` tells the first teacher's vectors from the network's."""

    network: Tagger
    average: AveragedModel
    projection: nn.Linear
    optimiser: torch.optim.AdamW
    schedule: torch.optim.lr_scheduler.LambdaLR

    def state(self, epoch: int) -> dict[str, Any]:
        return {
            "network": self.average.module.state_dict(), "running": self.network.state_dict(),
            "projection": self.projection.state_dict(), "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(), "random": torch.get_rng_state(), "epoch": epoch,
        }  # fmt: skip

    def go_on(self, saved: dict[str, Any]) -> None:
        self.network.load_state_dict(saved["running"])
        self.average.module.load_state_dict(saved["network"])
        self.average.n_averaged.fill_(1)
        self.projection.load_state_dict(saved["projection"])
        self.optimiser.load_state_dict(saved["optimiser"])
        self.schedule.load_state_dict(saved["schedule"])
        torch.set_rng_state(saved["random"].cpu())


def soft_losses(
    network: Tagger, scores: dict[str, Tensor], soft: dict[str, Tensor], sentences: Tensor
) -> dict[str, Tensor]:
    """Mean cross-entropy of each task against the teachers' probabilities."""
    result = {task: _against(scores[task], soft[task]) for task in SOFT}
    arcs = scores["arcs"].masked_fill(_apart(sentences), -1e4)
    result["arcs"] = _against(arcs, soft["arcs"])
    known = soft["heads"] != IGNORED
    heads = soft["heads"].clamp(min=0).unsqueeze(-1).expand(-1, -1, scores["label_heads"].size(-1))
    governors = scores["label_heads"].gather(1, heads)
    pairs = network.label_scores(scores["label_dependents"][known], governors[known])
    result["labels"] = _against(pairs, soft["deprels"][known])
    return result


def _vectors_loss(projection: nn.Linear, vectors: Tensor, soft: dict[str, Tensor]) -> Tensor:
    """Mean squared error of what the student's vectors tell of the teacher's; 1 where they tell nothing."""
    words = soft["upos"].sum(-1) > 0
    return F.mse_loss(projection(vectors[words]), soft["vectors"][words])


def _against(scores: Tensor, shares: Tensor) -> Tensor:
    weight = shares.sum(-1)
    return -(shares * scores.log_softmax(-1)).sum() / weight.sum().clamp(min=1.0)


def _apart(sentences: Tensor) -> Tensor:
    """[B, W, 1 + W]: where a word cannot be the head, being of another sentence (column 0 is the root)."""
    return F.pad(sentences[:, :, None] != sentences[:, None, :], (1, 0), value=False)


def _weighted(parts: dict[str, Tensor], settings: Settings) -> Tensor:
    return torch.stack([settings.task_weights[task] * part for task, part in parts.items()]).sum()


def _cross_entropy(scores: Tensor, gold: Tensor) -> Tensor:
    if not (gold != IGNORED).any():
        return scores.nan_to_num(neginf=0.0).sum() * 0.0
    return F.cross_entropy(scores.float(), gold, ignore_index=IGNORED)


def train(
    settings: Settings,
    sentences: list[Sentence],
    labels: Labels,
    tokenizer: Tokenizer,
    folder: Path,
    device: str = "cpu",
    ensemble: Sequence[Path] = (),
    start: Path | None = None,
    after_epoch: AfterEpoch = lambda network, epoch, seconds: None,
    log: Log = print,
) -> Tagger:
    """Train from the encoder's weights, or go on from `folder`/checkpoint.pt where there is one.
    `ensemble` are folders of finished runs to learn from, `start` is one to begin with."""
    torch.manual_seed(settings.seed)
    examples = [e for s in sentences if (e := encode(s, labels, tokenizer)) is not None]
    vocabulary = tokenizer.get_vocab_size()
    size = SIZES[settings.encoder]
    network = Tagger(size, labels, vocabulary, settings.dropout, settings.head_dropout).to(device)
    network.encoder.load_pretrained(pretrained(settings.encoder, tokenizer))
    if start is not None:
        [begun_from] = teachers([start], labels, vocabulary, device)
        network.load_state_dict(begun_from.state_dict())
    wide = size.hidden
    if ensemble:
        networks = teachers(list(ensemble), labels, vocabulary, device)
        teach(networks, examples, specials(tokenizer), settings.window, device)
        wide = networks[0].size.hidden
        log(f"{len(examples)} sentences taught by {len(networks)} networks")
    epochs = [_groups(examples, settings, epoch) for epoch in range(1, settings.epochs + 1)]
    run = _begun(network, wide, settings, sum(map(len, epochs)), device)
    done = 0
    checkpoint = folder / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, map_location=device, weights_only=True)
        run.go_on(saved)
        done = saved["epoch"]
        log(f"going on after epoch {done}")
    for epoch, groups in enumerate(epochs[done:], done + 1):
        begun = time.perf_counter()
        _epoch(run, settings, groups, specials(tokenizer), epoch, device, log)
        seconds = time.perf_counter() - begun
        torch.save(run.state(epoch), checkpoint.with_suffix(".part"))
        checkpoint.with_suffix(".part").replace(checkpoint)
        run.average.module.eval()
        after_epoch(run.average.module, epoch, seconds)
    return run.average.module


def _begun(network: Tagger, wide: int, settings: Settings, steps: int, device: str) -> _Run:
    """`wide` is the length of the first teacher's vectors."""
    projection = nn.Linear(network.size.hidden, wide).to(device)
    nn.init.zeros_(projection.weight)  # at first the vectors teach the projection alone
    optimiser = _optimiser(network, projection, settings)
    average = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(settings.averaged))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, _rate(settings, steps))
    return _Run(network, average, projection, optimiser, schedule)


def _groups(examples: list[Example], settings: Settings, epoch: int) -> list[list[Window]]:
    rng = random.Random(settings.seed * 1000 + epoch)
    return batches(examples, settings.pieces_per_batch, settings.window, rng, settings.names_share)


def _epoch(
    run: _Run,
    settings: Settings,
    groups: list[list[Window]],
    special: tuple[int, int, int],
    epoch: int,
    device: str,
    log: Log,
) -> None:
    rng = random.Random(settings.seed * 1000 + epoch)
    network = run.network.train()
    start, words, total = time.perf_counter(), 0, 0.0
    for step, group in enumerate(groups, 1):
        inputs, targets = tensors(group, special, rng, settings.masked)
        inputs = {k: v.to(device) for k, v in inputs.items()}
        targets = {k: v.to(device) for k, v in targets.items()}
        with autocast(device):
            scores = network(**inputs)
        scores = {k: v.float() for k, v in scores.items()}
        parts = losses(network, scores, targets)
        soft: dict[str, Tensor] = {}
        if group[0][0].soft is not None:
            soft = {k: v.to(device) for k, v in soft_tensors(group, inputs["first"].size(1)).items()}
            share = settings.teachers_share
            for task, taught in soft_losses(network, scores, soft, targets["sentences"]).items():
                parts[task] = parts[task] * (1.0 - share) + taught * share
        loss = _weighted(parts, settings)
        if soft and settings.vectors_weight:
            loss = loss + settings.vectors_weight * _vectors_loss(run.projection, scores["vectors"], soft)
        run.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), settings.clip)
        run.optimiser.step()
        run.average.update_parameters(network)
        run.schedule.step()
        words += sum(len(example.first) for window in group for example in window)
        total += float(loss.detach())
        if step % 50 == 0 or step == len(groups):
            speed = words / (time.perf_counter() - start)
            log(f"epoch {epoch} step {step}/{len(groups)} loss {total / step:.3f} {speed:.0f} words/s")


def _optimiser(network: Tagger, projection: nn.Linear, settings: Settings) -> torch.optim.AdamW:
    encoder = {id(p) for p in network.encoder.parameters()}
    groups = []
    for inside, rate in ((True, settings.encoder_rate), (False, settings.head_rate)):
        own = [p for p in network.parameters() if (id(p) in encoder) == inside]
        parameters = own if inside else [*own, *projection.parameters()]
        for decays in (True, False):
            some = [p for p in parameters if (p.dim() > 1) == decays]
            decay = settings.weight_decay if decays else 0.0
            groups.append({"params": some, "lr": rate, "weight_decay": decay})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


def _rate(settings: Settings, steps: int) -> Callable[[int], float]:
    warm = max(1, int(settings.warm_up * steps))
    return lambda step: (step + 1) / warm if step < warm else max(0.0, (steps - step) / max(steps - warm, 1))
