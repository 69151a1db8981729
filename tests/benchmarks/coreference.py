"""Pronouns: which earlier phrase they stand for, against the mentions of a GUM treebank file.

Tokens and sentences are the file's; trees and names are the pipeline's, or with --gold-trees the file's.
Genres with non-commercial texts are left out. A pronoun counts as one with an antecedent where its gold
group has an earlier mention that is no pronoun; a phrase found for it is right where its head stands in
such a mention and the mention's head is one of its words. One JSON line a set of pronouns: precision,
recall and F1 in percent; `near`: recall where an antecedent is at most three sentences back; `open`:
pronouns without antecedent, and how many of them were resolved nevertheless. “I” and “we” count inside
quotation marks where the document names the speaker anywhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import kg.language
from kg.extract.coreference_agreement import PRONOUNS, SPEAKER
from kg.extract.extraction import extract
from kg.extract.phrases import Phrase
from kg.extract.quotation import in_quotes
from kg.extract.training import gum
from kg.language import Doc
from kg.language.training.corpora import NON_COMMERCIAL
from tests.benchmarks.command import Command, MalformedError, run
from tests.benchmarks.conll import Measure

NEAR = 3  # sentences
PERSONAL = ("PRP", "PRP$")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One pronoun: its basic form (“I” for the first person), how many sentences back its nearest antecedent
    is (None: it has none), and whether a phrase was found for it, and a right one."""

    genre: str
    pronoun: str
    distance: int | None
    found: bool
    right: bool


def outcomes(document: gum.GoldDocument, doc: Doc, antecedents: dict[int, Phrase]) -> Iterator[Outcome]:
    """The pronouns of a document, with what the antecedents found in its annotation say of them."""
    groups = gum.groups(document)
    named: dict[str, list[gum.GoldMention]] = {}
    for mention in document.mentions:
        if not mention.pronominal:
            named.setdefault(mention.group, []).append(mention)
    starts = set(document.starts)
    of = list(accumulate(index in starts for index in range(len(document.rows))))  # word → its sentence
    for index, row in enumerate(document.rows):
        word = row[1].lower()
        pronoun = PRONOUNS.get(word, "I" if word in SPEAKER else "")
        if row[4] not in PERSONAL or not pronoun or (pronoun == "I" and not in_quotes(doc[index])):
            continue
        mentions = named.get(groups.get(index, ""), [])
        if pronoun != "I":
            mentions = [m for m in mentions if m.end <= index]
        phrase = antecedents.get(index)
        fitting = {id(m) for m in gum.named_by(document, phrase)} if phrase is not None else set()
        yield Outcome(
            document.genre,
            pronoun,
            min((abs(of[index] - of[m.head]) for m in mentions), default=None),
            phrase is not None,
            any(id(m) in fitting for m in mentions),
        )


def sets(found: list[Outcome]) -> Iterator[tuple[str, list[Outcome]]]:
    """The sets of pronouns that are reported."""
    third = [o for o in found if o.pronoun != "I"]
    yield "third person", third
    for pronoun in ("he", "she", "it", "they"):
        yield pronoun, [o for o in third if o.pronoun == pronoun]
    yield "news, interviews", [o for o in third if o.genre in ("news", "interview")]
    yield "I, we", [o for o in found if o.pronoun == "I"]


def measure(found: Iterable[Outcome]) -> Measure:
    """Right phrases among those found, and among the pronouns with an antecedent."""
    rows = list(found)
    return Measure(
        sum(o.right for o in rows), sum(o.found for o in rows), sum(o.distance is not None for o in rows)
    )


def read(path: Path) -> list[gum.GoldDocument]:
    """The documents with commercial use allowed. Raises MalformedError."""
    try:
        return gum.read(path, NON_COMMERCIAL)
    except ValueError as error:
        raise MalformedError(f"{path.name}: {error}") from None


def resolved(
    documents: list[gum.GoldDocument], annotated: Callable[[gum.GoldDocument], Doc]
) -> list[Outcome]:
    """The outcomes over all documents, annotated by the function given."""
    found: list[Outcome] = []
    for document in documents:
        doc = annotated(document)
        found += outcomes(document, doc, extract(doc, None, lambda word: None).antecedents)
    return found


def by_pipeline(document: gum.GoldDocument) -> Doc:
    """The document with the tokens and sentences of the file, and everything else from the pipeline."""
    nlp = kg.language.load()
    starts: list[bool | int | None] = [index in document.starts for index in range(len(document.rows))]
    doc = Doc(nlp.vocab, words=document.words, spaces=document.spaces, sent_starts=starts)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def main(arguments: list[str]) -> int:
    command = Command("tests.benchmarks.coreference", __doc__)
    command.add_argument("gold", metavar="GUM.conllu", type=Path)
    command.add_argument("--gold-trees", action="store_true", help="keep the file's tags, trees and names")
    given = command.parse_args(arguments)
    found = resolved(read(given.gold), gum.annotated if given.gold_trees else by_pipeline)
    for name, rows in sets(found):
        m, bare = measure(rows), [o for o in rows if o.distance is None]
        near = measure(o for o in rows if o.distance is not None and o.distance <= NEAR)
        figures = {"P": m.precision, "R": m.recall, "F1": m.f1, "near": near.recall}
        row = {"pronouns": name, "antecedents": m.gold, "found": m.system, "right": m.right}
        row |= {key: round(100 * value, 1) for key, value in figures.items()}
        print(json.dumps(row | {"open": len(bare), "open, resolved": sum(o.found for o in bare)}))
    return 0


if __name__ == "__main__":
    run(main)
