"""`python -m kg.language.training DATA [--settings FILE] [--out DIR]`: train, score, export.

Each stage writes into the run folder and picks up where it was interrupted.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from tokenizers import Tokenizer

from kg.language.labels import read_labels
from kg.language.training.batches import label_sets
from kg.language.training.data import dev_sentences, read_settings, training_sentences
from kg.language.training.encoder_weights import encoder_files
from kg.language.training.export import export
from kg.language.training.loop import train
from kg.language.training.network import Tagger
from kg.language.training.score import score


def main() -> None:
    here = Path(__file__).parent
    parser = argparse.ArgumentParser(prog="python -m kg.language.training", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with treebank/ and ner/ as the settings name them")
    parser.add_argument("--settings", type=Path, default=here / "small.toml")
    parser.add_argument(
        "--out", type=Path, default=Path("runs/small"), help="run folder (checkpoints, model)"
    )
    parser.add_argument("--demonyms", type=Path, default=here.parents[2] / "seeds/gazetteers/demonyms.tsv")
    parser.add_argument("--sentences", type=int, help="train on this many sentences only (smoke test)")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)

    settings = read_settings(arguments.settings)
    sentences = training_sentences(settings, arguments.data, arguments.demonyms)[: arguments.sentences]
    weights, vocabulary = encoder_files()
    tokenizer = Tokenizer.from_file(str(vocabulary))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    label_file = arguments.out / "labels.json"
    if not label_file.exists():
        label_sets(sentences).write(label_file)
    labels = read_labels(label_file)
    dev = dev_sentences(arguments.data, arguments.demonyms)
    print(f"{len(sentences)} sentences, {sum(len(s.forms) for s in sentences)} words")

    def after_epoch(network: Tagger, epoch: int) -> None:
        for name, some in dev.items():
            print(
                f"epoch {epoch}  {name}: {score(network, some, labels, tokenizer, arguments.device)}",
                flush=True,
            )

    network = train(
        settings, sentences, labels, tokenizer, weights, arguments.out, arguments.device, after_epoch,
        log=lambda line: print(line, flush=True),
    )  # fmt: skip
    export(network.to("cpu"), sentences, labels, vocabulary, arguments.out / "model")


if __name__ == "__main__":
    main()
