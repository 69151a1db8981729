"""Open information extraction: one sentence a line in, its triples out.

    {"sentence": "as given", "triples": [{"subject", "relation", "object", "extra": [], "confidence"}]}

--rendering full (default) gives a claim as one triple of whole phrases, and what its relation does not
take as `extra`; and an attribution as the triple source, cue, content. --rendering minimal gives triples
of short forms without `extra`, as a graph would show them: a claim without object gives none but those
with its qualifiers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kg.model import Claim, Qualifier, Reading
from kg.pipeline import Reader
from tests.benchmarks import sentences
from tests.benchmarks.attribution import joined
from tests.benchmarks.command import Command, read_lines, run, write_json_lines

_ATTRIBUTED = 0.8  # confidence of an attribution: between a plain claim and one on weak grounds
# Claims whose relation has taken in an object: the whole phrases and `extra` of a shorter one say the same.
_SPEECH = frozenset({"SpeechAct", "SpeechActOfInfinitive", "LightVerbSpeechAct"})


def full(claim: Claim, text: str) -> list[dict[str, Any]]:
    """One triple of whole phrases, with what its relation does not take as `extra`."""
    if claim.rules[0] in _SPEECH or set(claim.rules) & _SPEECH:
        return []
    if claim.full is None:
        target = claim.object.full if claim.object else ""
        return [{"subject": claim.subject.full, "relation": claim.relation.text, "object": target, "extra": []}]
    target, *extra = claim.full.arguments or ("",)
    return [{"subject": claim.full.subject, "relation": claim.full.relation, "object": target, "extra": extra}]


def minimal(claim: Claim, text: str) -> list[dict[str, Any]]:
    """Triples of short forms: subject and object; and for each prepositional qualifier the subject and
    its words, all between them being the relation (“met Scholz in → Moscow”)."""
    pairs = [(claim.relation.text, claim.object.text)] if claim.object else []
    verb = f"{claim.relation.text} {claim.object.text}" if claim.object else claim.relation.text
    pairs += [
        (f"{verb} {qualifier.role}", qualifier.argument.text)
        for qualifier in claim.qualifiers
        if _stands(qualifier, text)
    ]
    return [
        {"subject": claim.subject.text, "relation": relation, "object": target} for relation, target in pairs
    ]


def _stands(qualifier: Qualifier, text: str) -> bool:
    """Whether the role is a word before its phrase in the text: a preposition is, the name of a role
    such as “number” is not."""
    words = f" {qualifier.role} {qualifier.argument.full}".casefold()
    return words in f" {' '.join(text.split())}".casefold()


RENDERINGS = {"full": full, "minimal": minimal}


def triples(reading: Reading, rendering: str) -> list[dict[str, Any]]:
    """The distinct triples of a reading, in its order; of equal ones the most confident."""
    kept: dict[tuple[str, ...], dict[str, Any]] = {}
    for claim in reading.claims:
        for triple in RENDERINGS[rendering](claim, reading.document.text):
            key = (triple["subject"], triple["relation"], triple["object"], *triple.get("extra", ()))
            if key not in kept or kept[key]["confidence"] < claim.confidence:
                kept[key] = {**triple, "confidence": round(claim.confidence, 4)}
    return [*kept.values(), *(attributed(reading) if rendering == "full" else ())]


def attributed(reading: Reading) -> list[dict[str, Any]]:
    """Who says what, as triples: source, cue and content in the words of the text."""
    found = []
    for places in joined(reading.attributions):
        subject, relation, content = (
            " ".join(" ".join(reading.document.text[s.start : s.end].split()) for s in spans)
            for spans in places
        )
        if subject and relation:
            triple = {"subject": subject, "relation": relation, "object": content, "extra": []}
            found.append({**triple, "confidence": _ATTRIBUTED})
    return found


def answers(lines: Iterable[str], reader: Reader, rendering: str) -> Iterator[dict[str, Any]]:
    """The output rows for the given sentences."""
    for sentence, reading in sentences.readings(lines, reader):
        yield {"sentence": sentence, "triples": triples(reading, rendering)}


def main(arguments: list[str]) -> int:
    command = Command("tests.benchmarks.triples", __doc__)
    command.add_argument("sentences", metavar="SENTENCES.txt", type=Path)
    command.add_argument("output", metavar="OUT.jsonl", type=Path)
    command.add_argument("--rendering", choices=RENDERINGS, default="full")
    given = command.parse_args(arguments)
    lines = read_lines(given.sentences)
    write_json_lines(given.output, answers(lines, Reader(), given.rendering))
    return 0


if __name__ == "__main__":
    run(main)
