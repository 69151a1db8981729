"""The seeds against what should come out of them: precision and recall of edges and of whole claims.

Each file of the folder of expectations is written by hand for one seed document:

    {"document": "NN-slug.md", "sentences": [{"text": "…", "claims": [
        {"subject", "relation", "object" or null, "holder" or null, "polarity", "certainty",
         "temporality", "edge": true or false}]}]}

Within these sentences the list is meant to be complete, so precision is measured on them only.
Subject, object and holder (the innermost; null = the publisher narrates) are compared by the entity's
label or aliases, relations by their label; case and determiners do not count. An edge is a claim with
an object and `edge` true, whoever holds it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import kg.text
from kg.model import Argument, Certainty, Claim, Document, Polarity, Reading, Temporality
from kg.pipeline import Reader
from tests.benchmarks.command import Command, MalformedError, read_text, run
from tests.benchmarks.conll import Measure

_DETERMINER = re.compile(r"\b(?:a|an|the|this|that|these|those)\b\s*")
_STANCES = {"polarity": Polarity, "certainty": Certainty, "temporality": Temporality}


@dataclass(frozen=True, slots=True)
class ExpectedClaim:
    """One claim that should come out; without `object` where it has none."""

    subject: str
    relation: str
    object: str | None
    holder: str | None
    polarity: str
    certainty: str
    temporality: str
    edge: bool

    def __str__(self) -> str:
        triple = f"{self.subject} —{self.relation}→ {self.object or '∅'}"
        stance = (self.polarity, self.certainty, self.temporality, *(["edge"] if self.edge else []))
        return f"{triple} [{self.holder or 'narrated'}] {', '.join(stance)}"


@dataclass(frozen=True, slots=True)
class ExpectedDocument:
    """The sentences of one document, each with the claims that should come out of it."""

    document: str
    sentences: tuple[tuple[str, tuple[ExpectedClaim, ...]], ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """Micro-averaged measures, and what was missed or wrong, as (document, sentence, claim) lines."""

    edges: Measure
    claims: Measure
    missed_edges: tuple[str, ...]
    wrong_edges: tuple[str, ...]
    missed_claims: tuple[str, ...]
    wrong_claims: tuple[str, ...]


C = TypeVar("C", ExpectedClaim, Claim)


def read(folder: Path) -> list[ExpectedDocument]:
    """The expectations in a folder, by file name. Raises MalformedError."""
    found = [_document(path) for path in sorted(folder.glob("*.json"))]
    if not found:
        raise MalformedError(f"{folder}: no expectations (*.json) in it")
    return found


def _document(path: Path) -> ExpectedDocument:
    try:
        row = json.loads(read_text(path))
        sentences = tuple(
            (s["text"], tuple(_claim(claim) for claim in s["claims"])) for s in row["sentences"]
        )
        return ExpectedDocument(row["document"], sentences)
    except (ValueError, TypeError, KeyError) as error:
        raise MalformedError(f"{path.name}: {error!r}") from None


def _claim(row: dict[str, Any]) -> ExpectedClaim:
    claim = ExpectedClaim(**row)
    for field, values in _STANCES.items():
        values(getattr(claim, field))
    if not isinstance(claim.edge, bool):
        raise ValueError(f"“edge” must be true or false: {claim}")
    return claim


def score(readings: Iterable[Reading], expected: Iterable[ExpectedDocument]) -> Scores:
    """Compare readings of the seed documents with what was expected of them. Raises MalformedError
    where a document or sentence is not among the readings."""
    by_name = {Path(reading.document.source).name: reading for reading in readings}
    totals = {"edges": [0, 0, 0], "claims": [0, 0, 0]}
    missed: dict[str, list[str]] = {"edges": [], "claims": []}
    wrong: dict[str, list[str]] = {"edges": [], "claims": []}
    for document in expected:
        if document.document not in by_name:
            raise MalformedError(f"{document.document}: expected, but not read")
        reading = by_name[document.document]
        for text, wanted in document.sentences:
            found = _claims_in(reading, text, document.document)
            levels = {
                "edges": (_distinct(wanted, _edge_key), _distinct(found, _edge_key), _same_edge),
                "claims": (list(dict.fromkeys(wanted)), _distinct(found, _claim_key), _same_claim),
            }
            for level, (ours, theirs, same) in levels.items():
                right, lost, extra = _pair(ours, theirs, same)
                for place, count in enumerate((right, len(theirs), len(ours))):
                    totals[level][place] += count
                where = f"{document.document}: {text}\n    "
                missed[level] += [f"{where}{claim}" for claim in lost]
                wrong[level] += [f"{where}{worded(claim)}" for claim in extra]
    return Scores(
        edges=Measure(*totals["edges"]),
        claims=Measure(*totals["claims"]),
        missed_edges=tuple(missed["edges"]),
        wrong_edges=tuple(wrong["edges"]),
        missed_claims=tuple(missed["claims"]),
        wrong_claims=tuple(wrong["claims"]),
    )


def _claims_in(reading: Reading, text: str, name: str) -> list[Claim]:
    """The claims whose first evidence stands in the sentence; spaces may differ in the document."""
    pattern = r"\s+".join(re.escape(word) for word in text.split())
    place = re.search(pattern, reading.document.text)
    if place is None:
        raise MalformedError(f"{name}: no such sentence: {text}")
    starts = [(claim.evidence.spans or (claim.evidence.sentence,))[0].start for claim in reading.claims]
    return [
        claim
        for claim, start in zip(reading.claims, starts, strict=True)
        if place.start() <= start < place.end()
    ]


def _pair(
    wanted: Sequence[ExpectedClaim], found: Sequence[Claim], same: Callable[[ExpectedClaim, Claim], bool]
) -> tuple[int, list[ExpectedClaim], list[Claim]]:
    """One to one in order: how many are right, what is missed, what is wrong."""
    rest, lost = list(found), []
    for claim in wanted:
        match = next((other for other in rest if same(claim, other)), None)
        if match is None:
            lost.append(claim)
        else:
            rest.remove(match)
    return len(wanted) - len(lost), lost, rest


def _distinct(claims: Iterable[C], key: Callable[[C], Any]) -> list[C]:
    """The first claim of each key, in order; without those whose key is None."""
    kept: dict[Any, C] = {}
    for claim in claims:
        if (found := key(claim)) is not None:
            kept.setdefault(found, claim)
    return list(kept.values())


def _edge_key(claim: ExpectedClaim | Claim) -> Any:
    if not claim.edge or claim.object is None:
        return None
    if isinstance(claim, ExpectedClaim):
        return claim.subject, claim.relation, claim.object
    return claim.subject.entity.key, claim.relation.label, claim.object.entity.key if claim.object else None


def _claim_key(claim: Claim) -> Any:
    holder = claim.holders[0].source.entity.key if claim.holders else None
    target = claim.object.entity.key if claim.object else None
    return claim.subject.entity.key, claim.relation.label, target, holder, claim.stance


def _same_edge(wanted: ExpectedClaim, claim: Claim) -> bool:
    return (
        named(wanted.subject, claim.subject)
        and plain(wanted.relation) == plain(claim.relation.label)
        and named(wanted.object, claim.object)
    )


def _same_claim(wanted: ExpectedClaim, claim: Claim) -> bool:
    stance = claim.stance
    return (
        _same_edge(wanted, claim)
        and named(wanted.holder, claim.holders[0].source if claim.holders else None)
        and (wanted.polarity, wanted.certainty, wanted.temporality)
        == (stance.polarity, stance.certainty, stance.temporality)
    )


def plain(name: str) -> str:
    """A name as it is compared: case folded, without determiners.

    >>> plain("The United  States")
    'united states'
    """
    return " ".join(_DETERMINER.sub("", " ".join(name.casefold().split())).split())


def named(name: str | None, argument: Argument | None) -> bool:
    """Whether the argument's entity goes by that name; None goes with None only."""
    if name is None or argument is None:
        return name is None and argument is None
    return plain(name) in {plain(alias) for alias in (argument.entity.label, *argument.entity.aliases)}


def worded(claim: Claim) -> str:
    """A claim as an expected one would be written."""
    return str(
        ExpectedClaim(
            subject=claim.subject.entity.label,
            relation=claim.relation.label,
            object=claim.object.entity.label if claim.object else None,
            holder=claim.holders[0].source.entity.label if claim.holders else None,
            polarity=str(claim.stance.polarity),
            certainty=str(claim.stance.certainty),
            temporality=str(claim.stance.temporality),
            edge=claim.edge,
        )
    )


def readings(folder: Path, expected: Iterable[ExpectedDocument]) -> list[Reading]:
    """The expected documents of the folder, read."""
    paths = [folder / document.document for document in expected]
    return list(Reader().pipe(read for read in kg.text.read(paths) if isinstance(read, Document)))


def main(arguments: list[str]) -> int:
    command = Command("tests.benchmarks.expected", __doc__)
    command.add_argument(
        "--documents", type=Path, default=Path("seeds/documents"), help="default: %(default)s"
    )
    command.add_argument("--expected", type=Path, default=Path("seeds/expected"), help="default: %(default)s")
    command.add_argument("--missed", action="store_true", help="print what was expected and not found")
    command.add_argument("--wrong", action="store_true", help="print what was found and not expected")
    given = command.parse_args(arguments)
    expected = read(given.expected)
    scores = score(readings(given.documents, expected), expected)
    for wish, title, lists in (
        (given.missed, "missed", {"edges": scores.missed_edges, "claims": scores.missed_claims}),
        (given.wrong, "wrong", {"edges": scores.wrong_edges, "claims": scores.wrong_claims}),
    ):
        for level, lines in lists.items():
            if wish:
                print(f"{title} {level} ({len(lines)})", *lines, sep="\n  ", end="\n\n")
    for level, measure in (("edges", scores.edges), ("claims", scores.claims)):
        print(
            f"{level:7} P {measure.precision:.3f}  R {measure.recall:.3f}  F1 {measure.f1:.3f}"
            f"  ({measure.right} right, {measure.system} found, {measure.gold} expected)"
        )
    return 0


if __name__ == "__main__":
    run(main)
