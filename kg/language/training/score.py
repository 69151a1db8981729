"""Dev scores on gold tokens: attachment, tags, lemmas, sentence starts, names. While training, or alone:

    python -m kg.language.training.score RUN DATA [--window PIECES]

scores the checkpoint of a run, in full precision, on each dev set, with so much context (1: each
sentence alone).
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from kg.language.labels import COARSE, Labels, apply_lemma_script, read_labels
from kg.language.names import spans
from kg.language.training.batches import IGNORED, Example, batches, encode, specials, tensors
from kg.language.training.corpora import Sentence
from kg.language.training.data import dev_sentences
from kg.language.training.encoder_weights import read_tokenizer, vocabulary_file
from kg.language.training.network import Tagger
from kg.language.training.precision import autocast
from kg.language.tree import heads_of

TASKS = ("UAS", "LAS", "UPOS", "feats", "lemma")
Counts = Counter[str]


@torch.no_grad()
def score(
    network: Tagger, sentences: list[Sentence], labels: Labels, tokenizer: Tokenizer, window: int, device: str
) -> dict[str, float]:
    """UAS, LAS, UPOS, FEATS, lemma accuracy (without lexicon), F1 of sentence starts that no paragraph
    shows, F1 of names by coarse type and of spans whatever the type; in percent."""
    network.eval()
    right: Counts = Counter()
    total: Counts = Counter()
    examples = [e for s in sentences if (e := encode(s, labels, tokenizer)) is not None]
    for group in batches(examples, 4000, window):
        inputs, targets = tensors(group, specials(tokenizer))
        with autocast(device):
            scores = network(**{k: v.to(device) for k, v in inputs.items()})
        scores = {k: v.float() for k, v in scores.items()}
        asked = targets["starts"] != IGNORED
        starts, found = targets["starts"] == 1, (scores["starts"].argmax(-1).cpu() == 1) & asked
        right["starts"] += int((starts & found).sum())
        total["starts"] += int(starts.sum())
        total["found starts"] += int(found.sum())
        for row, some in enumerate(group):
            offset = 0
            own = {k: v[row] for k, v in scores.items()}
            for example in some:
                _tree(network, example, own, offset, labels, right, total)
                _names(example, own["names"][offset : offset + len(example.first)], labels, right, total)
                offset += len(example.first)
    scored = {task: 100 * right[task] / total[task] for task in TASKS if total[task]}
    for task in ("starts", "names", "spans"):
        if total[task]:
            scored[task] = 200 * right[task] / (total[task] + total["found " + task])
    return {task: round(value, 2) for task, value in scored.items()}


def _tree(
    network: Tagger, example: Example, scores: dict[str, Tensor], offset: int, labels: Labels,
    right: Counts, total: Counts,
) -> None:  # fmt: skip
    sentence = example.sentence
    if not (sentence.heads and sentence.upos and sentence.feats and sentence.lemmas and sentence.deprels):
        return
    n = len(sentence.forms)
    own = slice(offset, offset + n)
    columns = [0, *range(offset + 1, offset + n + 1)]
    heads = heads_of(scores["arcs"][own][:, columns].float().cpu().numpy())
    governors = [head and head + offset for head in heads]
    pairs = network.label_scores(scores["label_dependents"][own], scores["label_heads"][governors])
    deprels = pairs.argmax(-1).tolist()
    best = {task: scores[task][own].argmax(-1).tolist() for task in ("upos", "feats", "scripts")}
    for i in range(n):
        attached = heads[i] == sentence.heads[i]
        right["UAS"] += attached
        right["LAS"] += attached and labels.deprels[deprels[i]] == sentence.deprels[i]
        right["UPOS"] += labels.upos[best["upos"][i]] == sentence.upos[i]
        right["feats"] += labels.feats[best["feats"][i]] == sentence.feats[i]
        lemma = apply_lemma_script(sentence.forms[i], labels.scripts[best["scripts"][i]])
        right["lemma"] += lemma == sentence.lemmas[i]
    for task in TASKS:
        total[task] += n


def _names(example: Example, scores: Tensor, labels: Labels, right: Counts, total: Counts) -> None:
    """Names of PER, ORG and LOC by type; spans of any type but NORP, which few corpora mark."""
    if example.sentence.names is None:
        return
    gold = _gold_spans(example.sentence)
    inside = np.zeros(len(scores), dtype=np.bool_)
    named = spans(scores.cpu().numpy(), example.sentence.forms, labels.names, inside)
    found = {(begin, end, COARSE[kind]) for begin, end, kind in named}
    for task, kept in (("names", ("PER", "ORG", "LOC")), ("spans", tuple({*COARSE.values()} - {"NORP"}))):
        ours, theirs = ({s for s in some if s[2] in kept} for some in (found, gold))
        if task == "spans":
            ours, theirs = ({(b, e, "") for b, e, _ in some} for some in (ours, theirs))
        right[task] += len(ours & theirs)
        total[task] += len(theirs)
        total[f"found {task}"] += len(ours)


def _gold_spans(sentence: Sentence) -> set[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for index, tags in enumerate(sentence.names or ()):
        if len(tags) > 1 and "O" in tags:
            continue  # not annotated
        tag = min(tags)
        if tag.startswith("B-"):
            found.append((index, index + 1, COARSE[tag[2:]]))
        elif tag.startswith("I-") and found:
            found[-1] = (found[-1][0], index + 1, found[-1][2])
    return set(found)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m kg.language.training.score")
    parser.add_argument("run", type=Path, help="run folder (labels.json, checkpoint.pt)")
    parser.add_argument("data", type=Path, help="folder with treebank/ and ner/")
    parser.add_argument("--window", type=int, default=160, help="longest run of sentences, in wordpieces")
    parser.add_argument("--gazetteers", type=Path, default=Path("seeds/gazetteers"))
    arguments = parser.parse_args()
    labels = read_labels((arguments.run / "labels.json").read_bytes())
    tokenizer = read_tokenizer(vocabulary_file())
    saved = torch.load(arguments.run / "checkpoint.pt", weights_only=True)
    network = Tagger.trained(saved["network"], labels, tokenizer.get_vocab_size())
    for name, sentences in dev_sentences(arguments.data, arguments.gazetteers).items():
        print(f"{name}: {score(network, sentences, labels, tokenizer, arguments.window, 'cpu')}", flush=True)


if __name__ == "__main__":
    main()
