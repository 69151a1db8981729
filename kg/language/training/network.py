"""The network: a BERT-shaped encoder with case shapes, and one small head for each task.

The encoder is written out (some 50 lines) rather than imported, because it is also what is traced
to ONNX: plain operations that onnxruntime's graph optimiser recognises and fuses. Parsing is the
deep biaffine attention of Dozat & Manning (2017); the layers are mixed as in ELMo (Peters 2018).
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from kg.language.labels import BREAK, SHAPES, Labels

HIDDEN, LAYERS, ATTENTION_HEADS, INNER, POSITIONS = 384, 6, 12, 1536, 512


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

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(HIDDEN, HIDDEN) for _ in range(3))
        self.output = nn.Linear(HIDDEN, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        def split(t: Tensor) -> Tensor:
            return t.view(t.size(0), t.size(1), ATTENTION_HEADS, HIDDEN // ATTENTION_HEADS).transpose(1, 2)

        query, key, value = split(self.query(x)), split(self.key(x)), split(self.value(x))
        scores = query @ key.transpose(-1, -2) / math.sqrt(HIDDEN // ATTENTION_HEADS) + bias
        mixed = (self.dropout(scores.softmax(-1)) @ value).transpose(1, 2).reshape(x.shape)
        return self.norm(x + self.dropout(self.output(mixed)))


class Layer(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.attention = Attention(dropout)
        self.inner, self.outer = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        x = self.attention(x, bias)
        return self.norm(x + self.dropout(self.outer(F.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """Wordpieces and case shapes → a mix of all layers, [batch, pieces, HIDDEN]."""

    def __init__(self, vocabulary: int, dropout: float) -> None:
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.shapes = nn.Embedding(BREAK + SHAPES, HIDDEN)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.mix = nn.Parameter(torch.zeros(LAYERS + 1))
        self.scale = nn.Parameter(torch.ones(()))

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        bias = (1.0 - mask[:, None, None, :].to(self.mix.dtype)) * -1e4
        positions = self.positions.weight[: pieces.size(1)]
        x = self.dropout(self.norm(self.pieces(pieces) + positions + self.shapes(shapes)))
        weights = self.mix.softmax(0)
        mixed = weights[0] * x
        for index, layer in enumerate(self.layers):
            x = layer(x, bias)
            mixed = mixed + weights[index + 1] * x
        return mixed * self.scale

    def load_bert(self, path: Path) -> None:
        """Start from BERT weights in safetensors with Hugging Face's names."""
        source = load_file(str(path))
        prefix = next(k for k in source if k.endswith("embeddings.word_embeddings.weight"))
        prefix = prefix.removesuffix("embeddings.word_embeddings.weight")
        own = {
            "pieces.weight": source[prefix + "embeddings.word_embeddings.weight"],
            # every token is of segment 0: fold that embedding into the positions
            "positions.weight": source[prefix + "embeddings.position_embeddings.weight"]
            + source[prefix + "embeddings.token_type_embeddings.weight"][0],
        }
        names = {"norm": "embeddings.LayerNorm"}
        for i in range(LAYERS):
            theirs, ours = f"encoder.layer.{i}.", f"layers.{i}."
            for part in ("query", "key", "value"):
                names[f"{ours}attention.{part}"] = f"{theirs}attention.self.{part}"
            names[f"{ours}attention.output"] = f"{theirs}attention.output.dense"
            names[f"{ours}attention.norm"] = f"{theirs}attention.output.LayerNorm"
            names[f"{ours}inner"] = f"{theirs}intermediate.dense"
            names[f"{ours}outer"] = f"{theirs}output.dense"
            names[f"{ours}norm"] = f"{theirs}output.LayerNorm"
        for ours, theirs in names.items():
            for kind in ("weight", "bias"):
                own[f"{ours}.{kind}"] = source[f"{prefix}{theirs}.{kind}"]
        missing, unexpected = self.load_state_dict(own, strict=False)
        if unexpected or set(missing) != {"shapes.weight", "mix", "scale"}:
            raise ValueError(f"{path} does not fit the encoder: {missing} {unexpected}")


class Tagger(nn.Module):
    """Encoder and heads. `forward` gives, for each word, what decoding needs."""

    ARC, LABEL = 256, 128

    def __init__(
        self, labels: Labels, vocabulary: int, dropout: float = 0.1, head_dropout: float = 0.25
    ) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary, dropout)
        word = 2 * HIDDEN
        self.dropout = Dropout(head_dropout)
        sizes = {name: len(getattr(labels, name)) for name in ("upos", "xpos", "feats", "scripts", "names")}
        sizes["starts"] = 2  # whether a sentence begins here
        self.tags = nn.ModuleDict({name: nn.Linear(word, size) for name, size in sizes.items()})
        self.arc_head, self.arc_dependent = nn.Linear(word, self.ARC), nn.Linear(word, self.ARC)
        self.label_head, self.label_dependent = nn.Linear(word, self.LABEL), nn.Linear(word, self.LABEL)
        self.arc = nn.Parameter(torch.empty(self.ARC, self.ARC + 1))
        self.label = nn.Parameter(torch.empty(len(labels.deprels), self.LABEL + 1, self.LABEL + 1))
        nn.init.orthogonal_(self.arc)
        nn.init.zeros_(self.label)

    def words(self, pieces: Tensor, shapes: Tensor, mask: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """[batch, 1 + words, 2·HIDDEN]: first and last piece of each word; [CLS] stands for the root."""
        hidden = self.encoder(pieces, shapes, mask)
        root = torch.zeros_like(first[:, :1])

        def pick(index: Tensor) -> Tensor:
            full = torch.cat([root, index], 1)
            return hidden.gather(1, full.unsqueeze(-1).expand(-1, -1, HIDDEN))

        return self.dropout(torch.cat([pick(first), pick(last)], -1))

    def forward(
        self, pieces: Tensor, shapes: Tensor, mask: Tensor, first: Tensor, last: Tensor
    ) -> dict[str, Tensor]:
        """Scores: the tag heads [B, W, classes], `starts` [B, W, 2], `arcs` [B, W, 1+W] (head 0 = root),
        and the vectors `label_dependents` [B, W, LABEL+1], `label_heads` [B, 1+W, LABEL+1] that
        `label_scores` combines once the heads are known."""
        words = self.words(pieces, shapes, mask, first, last)
        own = words[:, 1:]
        scores = {name: head(own) for name, head in self.tags.items()}
        head = self.dropout(F.gelu(self.arc_head(words)))
        dependent = self.dropout(F.gelu(self.arc_dependent(own)))
        bias = torch.ones_like(dependent[..., :1])
        scores["arcs"] = torch.cat([dependent, bias], -1) @ self.arc.T @ head.transpose(1, 2)
        dependents = self.dropout(F.gelu(self.label_dependent(own)))
        heads = self.dropout(F.gelu(self.label_head(words)))
        scores["label_dependents"] = torch.cat([dependents, bias], -1)
        scores["label_heads"] = torch.cat([heads, torch.ones_like(heads[..., :1])], -1)
        return scores

    def label_scores(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """[N, LABEL+1] twice → [N, deprels]."""
        return torch.einsum("ni,lij,nj->nl", dependents, self.label, heads)
