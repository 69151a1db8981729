"""The encoder: BERT's layers (Devlin et al. 2019), with MPNet's relative positions (Song et al. 2020) where
asked for, an embedding of case shapes, and a mix of all layers as in ELMo (Peters et al. 2018).

It is written out rather than imported, because it is also what is traced to ONNX: plain operations that
onnxruntime's graph optimiser recognises and fuses.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from kg.language.labels import BREAK, SHAPES

ATTENTION_HEADS, POSITIONS, BUCKETS, FARTHEST = 12, 512, 32, 128


@dataclass(frozen=True)
class Size:
    """What tells encoders apart: width, number of layers, and whether attention also scores distances."""

    hidden: int
    layers: int
    relative: bool = False

    @property
    def inner(self) -> int:
        return 4 * self.hidden


SIZES = {"all-MiniLM-L6-v2": Size(384, 6), "all-mpnet-base-v2": Size(768, 12, relative=True)}


class Dropout(nn.Module):
    """Dropout that takes its masks from a pool drawn once, at a random place: on a CPU drawing new ones
    costs a sixth of the training time."""

    POOL = 1 << 24

    def __init__(self, probability: float) -> None:
        super().__init__()
        self.probability = probability
        self.pool: Tensor | None = None

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or self.probability == 0.0:
            return x
        if x.numel() > self.POOL // 2:
            return F.dropout(x, self.probability)
        if self.pool is None or self.pool.device != x.device:
            kept = torch.rand(self.POOL, device=x.device) >= self.probability
            self.pool = kept.to(torch.bfloat16) / (1.0 - self.probability)
        start = int(torch.randint(self.POOL - x.numel(), ()))
        return x * self.pool[start : start + x.numel()].view(x.shape)


class Attention(nn.Module):
    """Multi-head self-attention with the residual and norm that follow it."""

    def __init__(self, hidden: int, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(hidden, hidden) for _ in range(3))
        self.output = nn.Linear(hidden, hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.dropout = Dropout(dropout)
        self.width = hidden // ATTENTION_HEADS

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        def split(t: Tensor) -> Tensor:
            return t.view(t.size(0), t.size(1), ATTENTION_HEADS, self.width).transpose(1, 2)

        query, key, value = split(self.query(x)), split(self.key(x)), split(self.value(x))
        scores = query @ key.transpose(-1, -2) / math.sqrt(self.width) + bias
        mixed = (self.dropout(scores.softmax(-1)) @ value).transpose(1, 2).reshape(x.shape)
        return self.norm(x + self.dropout(self.output(mixed)))


class Layer(nn.Module):
    def __init__(self, size: Size, dropout: float) -> None:
        super().__init__()
        self.attention = Attention(size.hidden, dropout)
        self.inner, self.outer = nn.Linear(size.hidden, size.inner), nn.Linear(size.inner, size.hidden)
        self.norm = nn.LayerNorm(size.hidden, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        x = self.attention(x, bias)
        return self.norm(x + self.dropout(self.outer(F.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """Wordpieces and case shapes → a mix of all layers, [batch, pieces, hidden]."""

    def __init__(self, size: Size, vocabulary: int, dropout: float) -> None:
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, size.hidden)
        self.positions = nn.Embedding(POSITIONS, size.hidden)
        self.shapes = nn.Embedding(BREAK + SHAPES, size.hidden)
        nn.init.zeros_(self.shapes.weight)
        self.distances = nn.Embedding(BUCKETS, ATTENTION_HEADS) if size.relative else None
        self.norm = nn.LayerNorm(size.hidden, eps=1e-12)
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(size, dropout) for _ in range(size.layers))
        self.mix = nn.Parameter(torch.zeros(size.layers + 1))
        self.scale = nn.Parameter(torch.ones(()))

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        bias = (1.0 - mask[:, None, None, :].to(self.mix.dtype)) * -1e4
        if self.distances is not None:
            bias = bias + self.distances(_buckets(pieces.size(1), pieces.device)).permute(2, 0, 1)
        positions = self.positions.weight[: pieces.size(1)]
        x = self.dropout(self.norm(self.pieces(pieces) + positions + self.shapes(shapes)))
        weights = self.mix.softmax(0)
        mixed = weights[0] * x
        for index, layer in enumerate(self.layers):
            x = layer(x, bias)
            mixed = mixed + weights[index + 1] * x
        return mixed * self.scale

    def load_pretrained(self, weights: dict[str, Tensor]) -> None:
        """Start from pretrained weights, under this class's names. Raises ValueError where some are missing
        or too many."""
        missing, unexpected = self.load_state_dict(weights, strict=False)
        if unexpected or set(missing) != {"shapes.weight", "mix", "scale"}:
            raise ValueError(f"the weights do not fit the encoder: missing {missing}, too many {unexpected}")


def _buckets(length: int, device: torch.device) -> Tensor:
    """[length, length]: the class of the distance from each place to each, as MPNet counts them: sixteen on
    either side, single places first, then ever wider ranges up to `FARTHEST`."""
    places = torch.arange(length, device=device)
    distance = places[None, :] - places[:, None]
    half, exact = BUCKETS // 2, BUCKETS // 4
    far = distance.abs().clamp(min=1).float()
    wide = exact + (torch.log(far / exact) / math.log(FARTHEST / exact) * (half - exact)).long()
    near = torch.where(distance.abs() < exact, distance.abs(), wide.clamp(max=half - 1))
    return near + (distance > 0).long() * half
