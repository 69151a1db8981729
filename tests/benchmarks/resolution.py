"""How well names are grouped into entities.

`python -m tests.benchmarks.resolution DOCRED.jsonl[.gz] [--no-types] [--no-demonyms]`

Reads documents in Re-DocRED's form (one JSON object a line: `sentences`, lists of tokens; `entities` with
`type` and `mentions`: `sentence`, `begin`, `end`, `name`), gives the gold names to `kg.resolve.resolve`,
and compares its groups with the gold ones, beside the baseline of equal strings. Times and numbers are left
out. Prints, in percent, B³ over all mentions, and pairwise precision and recall over all pairs of mentions
and over pairs of different strings (those that need a rule).
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from kg.resolve import NameMention, resolve
from kg.resolve.gazetteer import demonym

NOT_NAMES = ("TIME", "NUM")


def documents(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a file of lines, packed with gzip or not."""
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for line in text.decode("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def names_of(
    document: dict[str, Any], types: bool = True, demonyms: bool = True
) -> tuple[list[NameMention], list[int]]:
    """The names of a document in order, and the number of the gold entity of each."""
    starts: list[list[int]] = []
    offset = 0
    for sentence in document["sentences"]:
        starts.append([])
        for token in sentence:
            starts[-1].append(offset)
            offset += len(token) + 1
    found = [
        (starts[mention["sentence"]][mention["begin"]], mention["name"], entity["type"], number)
        for number, entity in enumerate(document["entities"])
        if entity["type"] not in NOT_NAMES
        for mention in entity["mentions"]
        if demonyms or not demonym(mention["name"])
    ]
    found.sort()
    return (
        [NameMention(name, kind if types else None, None, place) for place, name, kind, _ in found],
        [number for *_, number in found],
    )


class Score:
    """Sums over documents; a cluster is any hashable label."""

    def __init__(self) -> None:
        self.mentions = 0
        self.b_cubed = [0.0, 0.0]
        self.pairs = {"pairs": Counter[str](), "pairs of different strings": Counter[str]()}

    def add(self, gold: Sequence[int], system: Sequence[Hashable], names: Sequence[str]) -> None:
        """Count one document: for each mention its gold cluster, its system cluster and its string."""
        in_gold, in_system, in_both = Counter(gold), Counter(system), Counter(zip(gold, system, strict=True))
        self.mentions += len(gold)
        for g, s in zip(gold, system, strict=True):
            self.b_cubed[0] += in_both[g, s] / in_system[s]
            self.b_cubed[1] += in_both[g, s] / in_gold[g]
        for i, j in combinations(range(len(gold)), 2):
            same_gold, same_system = gold[i] == gold[j], system[i] == system[j]
            for kind, count in self.pairs.items():
                if kind == "pairs" or names[i] != names[j]:
                    count.update(gold=same_gold, system=same_system, both=same_gold and same_system)

    def lines(self) -> Iterator[str]:
        """One line a measure."""
        n = self.mentions or 1
        rates = {"B3": (self.b_cubed[0] / n, self.b_cubed[1] / n)}
        for kind, count in self.pairs.items():
            rates[kind] = (count["both"] / (count["system"] or 1), count["both"] / (count["gold"] or 1))
        for kind, (p, r) in rates.items():
            f = 2 * p * r / (p + r) if p + r else 0.0
            yield f"  {kind:<28} P {100 * p:5.1f}  R {100 * r:5.1f}  F1 {100 * f:5.1f}"


def main() -> None:
    """Score `kg.resolve` and the baseline on the documents given."""
    parser = argparse.ArgumentParser(description="Score the grouping of names into entities.")
    parser.add_argument("documents", type=Path)
    parser.add_argument("--no-types", action="store_true", help="do not give the gold types as guesses")
    parser.add_argument(
        "--no-demonyms",
        action="store_true",
        help="leave out words of nationality: gold groups “French” with “France” in some documents only",
    )
    options = parser.parse_args()
    ours, strings = Score(), Score()
    for document in documents(options.documents):
        names, gold = names_of(document, not options.no_types, not options.no_demonyms)
        texts = [name.text for name in names]
        ours.add(gold, [entity.key for entity in resolve(names)], texts)
        strings.add(gold, texts, texts)
    print(f"{ours.mentions} names")
    for title, score in (("kg.resolve", ours), ("equal strings", strings)):
        print(title, *score.lines(), sep="\n")


if __name__ == "__main__":
    main()
