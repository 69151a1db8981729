"""Dev scores on gold tokens while training: attachment, tags, lemmas, names (exact spans and types)."""

from __future__ import annotations

from collections import Counter

import torch
from tokenizers import Tokenizer
from torch import Tensor

from kg.language.labels import Labels, apply_lemma_script
from kg.language.names import spans
from kg.language.training.batches import batches, encode, tensors
from kg.language.training.corpora import Sentence
from kg.language.training.network import Tagger
from kg.language.tree import heads_of


@torch.no_grad()
def score(
    network: Tagger, sentences: list[Sentence], labels: Labels, tokenizer: Tokenizer, device: str
) -> str:
    """UAS, LAS, UPOS, FEATS, lemma accuracy (without lexicon), name F1, as one line in percent."""
    network.eval()
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    encoded = [(s, e) for s in sentences if (e := encode(s, labels, tokenizer)) is not None]
    by_example = {id(e): s for s, e in encoded}
    for group in batches([e for _, e in encoded], 4000):
        inputs, _ = tensors(group)
        scores = network(**{k: v.to(device) for k, v in inputs.items()})
        for row, example in enumerate(group):
            _count(
                network,
                by_example[id(example)],
                {k: v[row] for k, v in scores.items()},
                labels,
                right,
                total,
            )
    line = [
        f"{task} {100 * right[task] / max(1, total[task]):.2f}"
        for task in ("UAS", "LAS", "UPOS", "feats", "lemma")
    ]
    if total["gold names"]:
        precision = right["names"] / max(1, total["names"])
        recall = right["names"] / total["gold names"]
        line.append(f"names {200 * precision * recall / max(1e-9, precision + recall):.2f}")
    return "  ".join(line)


def _count(
    network: Tagger,
    sentence: Sentence,
    scores: dict[str, Tensor],
    labels: Labels,
    right: Counter[str],
    total: Counter[str],
) -> None:
    n = len(sentence.forms)
    if sentence.heads and sentence.upos and sentence.feats and sentence.lemmas and sentence.deprels:
        heads = heads_of(scores["arcs"][:n, : n + 1].cpu().numpy())
        pairs = network.label_scores(scores["label_dependents"][:n], scores["label_heads"][heads])
        deprels = pairs.argmax(-1).tolist()
        best = {task: scores[task][:n].argmax(-1).tolist() for task in ("upos", "feats", "scripts")}
        for i in range(n):
            attached = heads[i] == sentence.heads[i]
            right["UAS"] += attached
            right["LAS"] += attached and labels.deprels[deprels[i]] == sentence.deprels[i]
            right["UPOS"] += labels.upos[best["upos"][i]] == sentence.upos[i]
            right["feats"] += labels.feats[best["feats"][i]] == sentence.feats[i]
            right["lemma"] += (
                apply_lemma_script(sentence.forms[i], labels.scripts[best["scripts"][i]])
                == sentence.lemmas[i]
            )
        for task in ("UAS", "LAS", "UPOS", "feats", "lemma"):
            total[task] += n
    if sentence.names is not None:
        gold = set(_gold_spans(sentence))
        found = set(spans(scores["names"][:n].float().cpu().numpy(), labels.names))
        right["names"] += len(gold & found)
        total["names"] += len(found)
        total["gold names"] += len(gold)


def _gold_spans(sentence: Sentence) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for index, tags in enumerate(sentence.names or ()):
        tag = next(iter(tags))
        if tag.startswith("B-"):
            found.append((index, index + 1, tag[2:]))
        elif tag.startswith("I-") and found:
            found[-1] = (found[-1][0], index + 1, found[-1][2])
    return found
