"""Make the weights of coreference again: `python -m kg.extract.training TREEBANK/gum-train.conllu.gz`.

Reads GUM but for its non-commercial genres, with its own trees. Takes a minute.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from kg.extract.coreference_weights import WEIGHTS
from kg.extract.training.antecedents import THIRD_PERSON, examples
from kg.extract.training.gum import read
from kg.extract.training.ranking import fit
from kg.language.training.corpora import NON_COMMERCIAL
from kg.tables import write_weights

# What is spoken about what all can see says little of texts: its “it” and “they” are left out.
SPOKEN = frozenset({"conversation", "vlog"})
PERSONS = ("he", "she")
COMMENT = (
    "Weights of the features of coreference_features: positive ones speak for a chain, or for staying open.",
    "Made by `python -m kg.extract.training` from the train part of GUM 11 (annotations CC BY 4.0, Zeldes",
    "2017) without its non-commercial genres, and without “it” and “they” of conversations.",
)


def main() -> None:
    """Read, fit, write."""
    parser = argparse.ArgumentParser(prog="python -m kg.extract.training", description=__doc__)
    parser.add_argument("treebank", type=Path, help="GUM train, CoNLL-U with Entity=, plain or gzipped")
    parser.add_argument("--output", type=Path, default=WEIGHTS, help="default: %(default)s")
    given = parser.parse_args()
    documents = read(given.treebank, NON_COMMERCIAL)
    found = [
        example
        for document in documents
        for example in examples(document, PERSONS if document.genre in SPOKEN else THIRD_PERSON)
    ]
    write_weights(given.output, fit(found), COMMENT)
    print(f"{len(documents)} documents, {len(found)} pronouns → {given.output.name}")


if __name__ == "__main__":
    main()
