"""Fine types of names against the IOB2 files that annotate them: a name is right when its words are exactly
those of the file and its type is of the same group. One JSON line: precision, recall and F1 of each group.
"""

from __future__ import annotations

import json
from pathlib import Path

import kg.language
from tests.benchmarks import names
from tests.benchmarks.command import Command, MalformedError, run
from tests.benchmarks.conll import Measure

# By corpus and group: the types of the corpus, and ours. A group is left out where the corpus mixes it with
# others (Re-DocRED and WNUT have countries and cities as locations).
GROUPS: dict[str, dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "crossner": {
        "country": (("country",), ("COUNTRY",)),
        "other place": (("location",), ("CITY", "LOC", "FAC")),
        "event": (("election", "event"), ("EVENT",)),
        "organisation": (("organisation", "politicalparty"), ("ORG", "GOV", "MIL")),
        "person": (("person", "politician"), ("PER",)),
    },
    "wnut17": {
        "product": (("product",), ("PRODUCT",)),
        "work": (("creative-work",), ("WORK",)),
    },
    "gum": {
        "event": (("event",), ("EVENT",)),
        "time": (("time",), ("TIME",)),
    },
}


def corpus(path: Path) -> str:
    """The corpus that a file is part of, by its name."""
    return path.name.partition("-")[0]


def scores(path: Path) -> dict[str, Measure]:
    """The measures of the pipeline on one IOB2 file. Raises MalformedError for an unknown corpus."""
    groups = GROUPS.get(corpus(path))
    if groups is None:
        raise MalformedError(f"{path.name}: begins with none of {', '.join(GROUPS)}")
    theirs = {kind: group for group, (kinds, _) in groups.items() for kind in kinds}
    ours = {kind: group for group, (_, kinds) in groups.items() for kind in kinds}
    sentences = names.read(path)
    gold = {(*span, theirs[kind]) for *span, kind in names.gold_names(sentences, str) if kind in theirs}
    read = names.found_names(kg.language.load(), sentences, str)
    found = {(*span, ours[kind]) for *span, kind in read if kind in ours}
    measures = {}
    for group in groups:
        mine, right = ({name for name in some if name[3] == group} for some in (found, gold))
        measures[group] = Measure(len(mine & right), len(mine), len(right))
    return measures


def main(arguments: list[str]) -> int:
    command = Command("tests.benchmarks.fine_names", __doc__)
    command.add_argument("gold", metavar="GOLD.iob2", type=Path)
    given = command.parse_args(arguments)
    print(json.dumps({name: measure.row() for name, measure in scores(given.gold).items()}))
    return 0


if __name__ == "__main__":
    run(main)
