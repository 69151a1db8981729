"""The network: an encoder, and one small head for each task. Parsing is the deep biaffine attention of
Dozat & Manning (2017)."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from kg.language.labels import Labels
from kg.language.training.encoder import SIZES, Dropout, Encoder, Size


class Tagger(nn.Module):
    """Encoder and heads. `forward` gives, for each word, what decoding needs."""

    ARC, LABEL = 256, 128

    def __init__(
        self,
        size: Size,
        labels: Labels,
        vocabulary: int,
        dropout: float = 0.1,
        head_dropout: float = 0.25,
    ) -> None:
        super().__init__()
        self.size = size
        self.encoder = Encoder(size, vocabulary, dropout)
        word = 2 * size.hidden
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

    @classmethod
    def trained(cls, weights: Mapping[str, Tensor], labels: Labels, vocabulary: int) -> Tagger:
        """The network of a finished run, of whatever size; ready to score."""
        layers = len(weights["encoder.mix"]) - 1
        size = next(size for size in SIZES.values() if size.layers == layers)
        network = cls(size, labels, vocabulary)
        network.load_state_dict(weights)
        return network.eval()

    def words(self, pieces: Tensor, shapes: Tensor, mask: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """[batch, 1 + words, 2·hidden]: first and last piece of each word; [CLS] stands for the root."""
        hidden = self.encoder(pieces, shapes, mask)
        root = torch.zeros_like(first[:, :1])

        def pick(index: Tensor) -> Tensor:
            full = torch.cat([root, index], 1)
            return hidden.gather(1, full.unsqueeze(-1).expand(-1, -1, self.size.hidden))

        return torch.cat([pick(first), pick(last)], -1)

    def forward(
        self, pieces: Tensor, shapes: Tensor, mask: Tensor, first: Tensor, last: Tensor
    ) -> dict[str, Tensor]:
        """Scores: the tag heads [B, W, classes], `starts` [B, W, 2], `arcs` [B, W, 1+W] (head 0 = root),
        and the vectors `label_dependents` [B, W, LABEL+1], `label_heads` [B, 1+W, LABEL+1] that
        `label_scores` combines once the heads are known. `vectors` [B, W, hidden] are what the encoder
        makes of the words' first pieces."""
        seen = self.words(pieces, shapes, mask, first, last)
        words = self.dropout(seen)
        own = words[:, 1:]
        scores = {name: head(own) for name, head in self.tags.items()}
        scores["vectors"] = seen[:, 1:, : self.size.hidden]
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
