"""`python -m kg.language.training DATA [--settings FILE] [--out DIR]`: train, score, export.

Each stage writes into the run folder and picks up where it was interrupted.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from kg.language.labels import read_labels
from kg.language.training.batches import label_sets
from kg.language.training.data import dev_sentences, read_settings, training_sentences
from kg.language.training.encoder_weights import read_tokenizer, vocabulary_file
from kg.language.training.export import export
from kg.language.training.loop import train
from kg.language.training.network import Tagger
from kg.language.training.report import Report, card, line
from kg.language.training.score import score


def main() -> None:
    here = Path(__file__).parent
    parser = argparse.ArgumentParser(prog="python -m kg.language.training", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with treebank/ and ner/ as the settings name them")
    parser.add_argument("--settings", type=Path, default=here / "teacher.toml")
    parser.add_argument(
        "--out", type=Path, default=Path("runs/small"), help="run folder (checkpoints, model)"
    )
    tables = here.parents[2] / "seeds/gazetteers"
    parser.add_argument("--gazetteers", type=Path, default=tables, help="tables that narrow types of names")
    parser.add_argument(
        "--teacher", type=Path, action="append", default=[],
        help="finished run to learn from (repeat for several)",
    )  # fmt: skip
    parser.add_argument("--start", type=Path, help="finished run whose weights to begin with")
    parser.add_argument("--sentences", type=int, help="train on this many sentences only (smoke test)")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)

    settings = read_settings(arguments.settings)
    sentences = training_sentences(settings, arguments.data, arguments.gazetteers)[: arguments.sentences]
    vocabulary = vocabulary_file()
    tokenizer = read_tokenizer(vocabulary)
    label_file = arguments.out / "labels.json"
    if not label_file.exists():
        label_sets(sentences).write(label_file)
    labels = read_labels(label_file.read_bytes())
    dev = dev_sentences(arguments.data, arguments.gazetteers)
    print(f"{len(sentences)} sentences, {sum(len(s.forms) for s in sentences)} words")

    report = Report(arguments.out, settings, sentences, arguments.device)

    def after_epoch(network: Tagger, epoch: int, seconds: float) -> None:
        scores = {
            name: score(network, some, labels, tokenizer, settings.window, arguments.device)
            for name, some in dev.items()
        }
        report.add(epoch, seconds, scores)
        for name, found in scores.items():
            print(f"epoch {epoch}  {name}: {line(found)}", flush=True)

    network = train(
        settings, sentences, labels, tokenizer, arguments.out, arguments.device,
        arguments.teacher, arguments.start, after_epoch, log=lambda line: print(line, flush=True),
    )  # fmt: skip
    hashes = export(network.to("cpu"), sentences, labels, vocabulary, arguments.out / "model")
    arguments.out.joinpath("card.md").write_text(card(report.content, hashes) + "\n", "utf-8")
    print(f"exported to {arguments.out / 'model'}; what the model card says of the run is in card.md")


if __name__ == "__main__":
    main()
