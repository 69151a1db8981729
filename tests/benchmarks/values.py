"""Times and numbers (`doc.spans["values"]`) against an IOB2 file (token<TAB>tag), tokens as given.

A value is right when its words are exactly those of the file; a leading “the” counts on neither side, as
files disagree about it. One JSON line: precision, recall and F1 of times (TIME or `time` in the file against
DATE and TIME) and of numbers (NUM against MONEY, PERCENT, QUANTITY, CARDINAL, ORDINAL), where the file has
them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

import kg.language
from kg.language.values import KEY, values
from tests.benchmarks.command import Command, run
from tests.benchmarks.conll import Measure
from tests.benchmarks.names import GROUP, Sentence, read

GOLD = {"TIME": "times", "NUM": "numbers"}
OURS = {
    "DATE": "times", "TIME": "times",
    "MONEY": "numbers", "PERCENT": "numbers", "QUANTITY": "numbers",
    "CARDINAL": "numbers", "ORDINAL": "numbers",
}  # fmt: skip
NO_BREAK = {"_": "\u00a0"}  # how the file writes a no-break space

Value = tuple[int, int, int, str]  # sentence, first word, word after the last, “times” or “numbers”


def gold_values(sentences: list[Sentence]) -> Iterator[Value]:
    """The times and numbers of the file."""
    for index, (words, tags) in enumerate((sentence.words, sentence.tags) for sentence in sentences):
        begin = 0
        for end, (tag, following) in enumerate(zip(tags, (*tags[1:], "O"), strict=True), 1):
            if tag.startswith("B-"):
                begin = end - 1
            kind = GOLD.get(tag[2:].upper())
            if kind and following != "I-" + tag[2:]:
                article = words[begin].lower() == "the" and end - begin > 1
                yield index, begin + article, end, kind


def found_values(nlp: Language, sentences: list[Sentence]) -> Iterator[Value]:
    """The times and numbers that the rules find in the same words."""
    for first in range(0, len(sentences), GROUP):
        group = sentences[first : first + GROUP]
        words = [NO_BREAK.get(word, word) for sentence in group for word in sentence.words]
        places = [(first + n, i) for n, sentence in enumerate(group) for i in range(len(sentence.words))]
        doc = Doc(nlp.vocab, words=words, sent_starts=[i == 0 for _, i in places])
        for _, component in nlp.pipeline:
            doc = component(doc)
        for value in values(doc).spans[KEY]:
            if value.label_ in OURS:
                sentence, begin = places[value.start]
                yield sentence, begin, begin + len(value), OURS[value.label_]


def score(gold: list[Value], found: list[Value]) -> dict[str, Measure]:
    """The measures of one file, of the kinds it has."""
    ours, theirs = set(found), set(gold)
    measures = {}
    for kind in GOLD.values():
        mine, right = {v for v in ours if v[3] == kind}, {v for v in theirs if v[3] == kind}
        if right:
            measures[kind] = Measure(len(mine & right), len(mine), len(right))
    return measures


def scores(nlp: Language, path: Path) -> dict[str, Measure]:
    """The measures of the pipeline and the rules on one IOB2 file. Raises MalformedError."""
    sentences = read(path)
    return score(list(gold_values(sentences)), list(found_values(nlp, sentences)))


def main(arguments: list[str]) -> int:
    command = Command("tests.benchmarks.values", __doc__)
    command.add_argument("gold", metavar="GOLD.iob2", type=Path)
    given = command.parse_args(arguments)
    measures = scores(kg.language.load(), given.gold)
    print(json.dumps({name: measure.row() for name, measure in measures.items()}))
    return 0


if __name__ == "__main__":
    run(main)
