"""Named entities against an IOB2 file (token<TAB>tag), tokens and sentences as given.

A name is right when its words are exactly those of the file, and its type too. One JSON line:
precision, recall and F1 of PER, ORG, LOC, of these three together (“names”), and of spans whatever
their type (“spans”; where the file knows PER, ORG and LOC only, spans of other types are not asked for).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

import kg.language
from tests.benchmarks.command import Command, MalformedError, read_lines, run
from tests.benchmarks.conll import Measure

COARSE = {
    "PER": "PER", "PERSON": "PER", "POLITICIAN": "PER",
    "ORG": "ORG", "ORGANIZATION": "ORG", "ORGANISATION": "ORG", "CORPORATION": "ORG", "GROUP": "ORG",
    "POLITICALPARTY": "ORG",
    "GOV": "ORG", "MIL": "ORG",
    "LOC": "LOC", "PLACE": "LOC", "LOCATION": "LOC", "COUNTRY": "LOC", "GPE": "LOC", "CITY": "LOC",
    "FAC": "LOC",
}  # fmt: skip
# What a corpus calls words of nationality that we call NORP; most count them as no name.
NATIONALITIES = {"redocred": "LOC", "wikigold": "OTHER", "crossner": "OTHER"}
TYPES = ("PER", "ORG", "LOC")
NUMBERS = "NUM"  # quantities are no names
GROUP = 40  # sentences the pipeline reads at a time

Name = tuple[int, int, int, str]  # sentence, first word, word after the last, type


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words and their tags, as in the file."""

    words: tuple[str, ...]
    tags: tuple[str, ...]


def read(path: Path) -> list[Sentence]:
    """The sentences of an IOB2 file. Raises MalformedError."""
    sentences: list[Sentence] = []
    rows: list[tuple[str, str]] = []
    for number, line in enumerate([*read_lines(path), ""], 1):
        word, tab, tag = line.rpartition("\t")
        if tab:
            if tag != "O" and tag[:2] not in ("B-", "I-"):
                raise MalformedError(f"{path.name}:{number}: “{tag}” is no IOB2 tag")
            rows.append((word, tag))
        elif line.strip() and not line.startswith("# "):
            raise MalformedError(f"{path.name}:{number}: not “token<TAB>tag”")
        elif not line.strip() and rows:
            sentences.append(Sentence(*(tuple(column) for column in zip(*rows, strict=True))))
            rows = []
    if not sentences:
        raise MalformedError(f"{path.name}: no sentences in it")
    return sentences


def coarse(kind: str, nationality: str | None = None) -> str:
    """PER, ORG or LOC, or OTHER; for NORP `nationality`, or “NORP”."""
    return nationality or "NORP" if kind == "NORP" else COARSE.get(kind.upper(), "OTHER")


def gold_names(sentences: list[Sentence], typed: Callable[[str], str] = coarse) -> Iterator[Name]:
    """The names of the file, without quantities; `typed` gives the type that stands for the file's."""
    for index, sentence in enumerate(sentences):
        begin, before = 0, "O"
        for end, (tag, following) in enumerate(zip(sentence.tags, (*sentence.tags[1:], "O"), strict=True), 1):
            if tag.startswith("B-") or before[2:] != tag[2:]:
                begin = end - 1
            before = tag
            if tag != "O" and following != "I-" + tag[2:] and tag[2:] != NUMBERS:
                yield index, begin, end, typed(tag[2:])


def found_names(nlp: Language, sentences: list[Sentence], typed: Callable[[str], str]) -> Iterator[Name]:
    """The names the pipeline finds in the same words; `typed` gives the type that stands for ours."""
    for first in range(0, len(sentences), GROUP):
        group = sentences[first : first + GROUP]
        words = [word for sentence in group for word in sentence.words]
        starts: list[bool | int | None] = [
            index == 0 for sentence in group for index in range(len(sentence.words))
        ]
        doc = Doc(nlp.vocab, words=words, sent_starts=starts)
        for _, component in nlp.pipeline:
            doc = component(doc)
        places = [(first + n, i) for n, sentence in enumerate(group) for i in range(len(sentence.words))]
        for name in doc.ents:
            sentence, begin = places[name.start]
            yield sentence, begin, begin + len(name), typed(name.label_)


def score(gold: list[Name], found: list[Name]) -> dict[str, Measure]:
    """The measures of one file."""
    asked = {kind for *_, kind in gold}
    kept = TYPES if asked <= set(TYPES) else (*TYPES, "OTHER")
    found = [name for name in found if name[3] in kept]
    ours, theirs = set(found), set(gold)

    def measure(kinds: tuple[str, ...]) -> Measure:
        mine, right = {n for n in ours if n[3] in kinds}, {n for n in theirs if n[3] in kinds}
        return Measure(len(mine & right), len(mine), len(right))

    spans, right_spans = {name[:3] for name in ours}, {name[:3] for name in theirs}
    return {
        **{kind: measure((kind,)) for kind in TYPES},
        "names": measure(TYPES),
        "spans": Measure(len(spans & right_spans), len(spans), len(right_spans)),
    }


def scores(nlp: Language, path: Path) -> dict[str, Measure]:
    """The measures of the pipeline on one IOB2 file."""
    sentences = read(path)
    nationality = NATIONALITIES.get(path.name.partition("-")[0])
    return score(
        list(gold_names(sentences)), list(found_names(nlp, sentences, lambda kind: coarse(kind, nationality)))
    )


def main(arguments: list[str]) -> int:
    command = Command("tests.benchmarks.names", __doc__)
    command.add_argument("gold", metavar="GOLD.iob2", type=Path)
    given = command.parse_args(arguments)
    measures = scores(kg.language.load(), given.gold)
    print(json.dumps({name: measure.row() for name, measure in measures.items()}))
    return 0


if __name__ == "__main__":
    run(main)
