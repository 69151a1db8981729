"""The cases of `tests/extract/cases`: readable documents, read and run.

A case is a heading, the text as a quotation, its parse, and a list of the claims that must come out, all
of them. A row of the parse is: index, form, lemma, UPOS, XPOS, features, head (0 = root), relation, name
tag; sentences are numbered anew. A claim is written on one line:

    - Subject —relation→ Object | holders | polarity certainty temporality | edge | Rule Rule

Holders are innermost first, `A (cue, indirect) < B (cue, direct)`, or `publisher`; a claim without an
object has ∅; stance may end with `conditional`; the rules named are among those that fired. A line

    - attributed: source | cue | content | indirect | Rule

is an attribution that must be found, whether or not it holds claims; sources are given by their heads.
Lines

    - full: subject | predicate | argument | argument
    - minimal: subject | predicate | argument

are renderings that must be among those of the claims and attributions.
`- nothing` says that no claim comes, `- attributed: nothing` that no attribution does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import spacy
from spacy.vocab import Vocab

from kg.extract.extraction import Extraction, extract
from kg.language import Doc, Token
from kg.model import Attribution, Claim, Document
from kg.resolve.attributions import attributions
from kg.resolve.claims import claims
from kg.resolve.gazetteer import demonym
from kg.resolve.referents import Referents

FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """One case. `parse` holds the sentences' rows, `expected` its lines of claims and attributions,
    `note` what the heading does not say."""

    file: str
    title: str
    text: str
    parse: tuple[tuple[tuple[str, ...], ...], ...]
    expected: tuple[str, ...]
    note: str = ""

    def __str__(self) -> str:
        return f"{self.file}: {self.title}"


@dataclass(frozen=True)
class Found:
    """What came out of a case: claims as lines, each with the rules that made it; attributions and renderings
    as lines; all rules that fired."""

    claims: tuple[tuple[str, tuple[str, ...]], ...]
    attributed: tuple[str, ...]
    rendered: tuple[str, ...]
    rules: frozenset[str]


def cases(folder: Path = FOLDER) -> Iterator[Case]:
    """All cases, file by file. Raises ValueError for a case that is not written as it must be."""
    for path in sorted(folder.glob("*.md")):
        for block in path.read_text("utf-8").split("\n## ")[1:]:
            yield read(block, path.stem)


def read(block: str, file: str) -> Case:
    """A case from its heading onwards."""
    lines = block.splitlines()
    text = " ".join(line[1:].strip() for line in lines if line.startswith(">"))
    _, fence, rest = block.partition("```parse\n")
    if not text or not fence:
        raise ValueError(f"{file}: “{lines[0]}” lacks its text or its parse")
    sentences = rest.split("\n```")[0].split("\n\n")
    parse = tuple(tuple(tuple(row.split()) for row in s.splitlines() if row.strip()) for s in sentences)
    if wrong := [row for sentence in parse for row in sentence if len(row) != 9]:
        raise ValueError(f"{file}: “{lines[0]}” has a row that is no row: {wrong[0]}")
    expected = tuple(line[2:].strip() for line in lines if line.startswith("- "))
    note = block.partition("\n")[2].partition("\n>")[0].strip()
    return Case(file, lines[0].strip(), text, parse, expected, note)


@cache
def _vocab() -> Vocab:
    return spacy.blank("en").vocab


def stored(case: Case) -> Doc:
    """The document with the stored parse. Raises ValueError where its forms are not those of the text."""
    rows = [row for sentence in case.parse for row in sentence]
    spaces, place = [], 0
    for row in rows:
        if not case.text.startswith(row[1], place):
            raise ValueError(f"{case}: “{row[1]}” does not stand at {place}")
        place += len(row[1])
        spaces.append(case.text.startswith(" ", place))
        place += spaces[-1]
    heads: list[int] = []
    for sentence in case.parse:
        start = len(heads)
        heads += [start + (int(row[6]) or int(row[0])) - 1 for row in sentence]
    doc = Doc(
        _vocab(),
        words=[row[1] for row in rows],
        spaces=spaces,
        lemmas=[row[2] for row in rows],
        pos=[row[3] for row in rows],
        tags=[row[4] for row in rows],
        morphs=["" if row[5] == "_" else row[5] for row in rows],
        heads=heads,
        deps=["ROOT" if row[6] == "0" else row[7] for row in rows],
        ents=[row[8] for row in rows],
    )  # fmt: skip
    doc._.blocks = None
    return doc


def run(case: Case) -> Found:
    """Claims and attributions from the stored parse, as the recipe in `kg.pipeline` makes them."""
    doc = stored(case)
    extraction = extract(doc, None, _place_of)
    document = Document("case", doc.text, "case")
    found = claims(document, extraction, Referents(doc, extraction.antecedents))
    return Found(
        tuple((line(claim), tuple(sorted(set(claim.rules)))) for claim in found),
        _attributed(extraction),
        tuple(dict.fromkeys(_rendered([*found, *attributions(extraction)]))),
        frozenset(_rules(extraction)),
    )


def _rendered(found: list[Claim | Attribution]) -> Iterator[str]:
    for one in found:
        whole = one.full if isinstance(one, Attribution) else (one.full,)
        for kind, renderings in (("full", whole), ("minimal", one.minimal)):
            for r in (r for r in renderings if r is not None):
                yield " | ".join([f"{kind}: {r.subject}", r.relation, *r.arguments])


def _rules(extraction: Extraction) -> Iterator[str]:
    for sentence in extraction.sentences:
        yield from (frame.rule for frame in sentence.frames)
        yield from (rule for clause in sentence.clauses.values() for rule in clause.rules)
        yield from (rule for draft in sentence.drafts for rule in draft.rules)


def _place_of(word: str) -> str | None:
    known = demonym(word) if word[:1].isupper() else None
    return known.label if known is not None else None


def line(claim: Claim) -> str:
    """A claim as a case writes it, without its rules."""
    holders = [f"{h.source.entity.label} ({h.cue}, {h.speech})" for h in claim.holders]
    stance = [claim.stance.polarity, claim.stance.certainty, claim.stance.temporality]
    target = claim.object.entity.label if claim.object is not None else "∅"
    return " | ".join(
        [
            f"{claim.subject.entity.label} —{claim.relation.label}→ {target}",
            " < ".join(holders) or "publisher",
            " ".join([*stance, *(["conditional"] if claim.stance.conditional else [])]),
            "edge" if claim.edge else "no edge",
        ]
    )


def _attributed(extraction: Extraction) -> tuple[str, ...]:
    return tuple(
        " | ".join(
            [
                "attributed: " + (", ".join(source.text for source in frame.sources) or "∅"),
                _words(list(frame.cue)),
                _words([w for w in sentence.span if w.i in frame.content]),
                frame.speech,
                frame.rule,
            ]
        )
        for sentence in extraction.sentences
        for frame in sentence.frames
    )


def _words(tokens: list[Token]) -> str:
    return " ".join(w.text for w in tokens if not w.is_punct)
