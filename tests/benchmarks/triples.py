"""Open information extraction: one sentence a line in, its triples out.

    {"sentence": "as given", "triples": [{"subject", "relation", "object", "extra": [], "confidence"}]}

--rendering full (default) gives a claim as one triple of whole phrases, with all further arguments of its
clause as `extra`; --rendering minimal gives atomic facts of few words. What somebody says is a triple of
the source, the cue verb and what is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kg.model import Reading, Rendering
from kg.pipeline import Reader
from tests.benchmarks import sentences
from tests.benchmarks.command import Command, read_lines, run, write_json_lines

_ATTRIBUTED = 0.7  # the share of their words that is right, on the dev part of CaRB
# Claims that somebody says something: the attribution gives them.
SPEECH = frozenset({"SpeechAct", "SpeechActOfInfinitive", "LightVerbSpeechAct"})
_CLITIC_OR_DASH = re.compile(r"(?<=\w)(['’]s\b)|([–—])")


def full(reading: Reading) -> Iterator[tuple[Rendering, float]]:
    """The renderings in whole phrases, with their confidence."""
    for claim in reading.claims:
        if claim.full is not None and not SPEECH & set(claim.rules):
            yield claim.full, claim.confidence
    for attribution in reading.attributions:
        yield from ((rendering, _ATTRIBUTED) for rendering in attribution.full)


def minimal(reading: Reading) -> Iterator[tuple[Rendering, float]]:
    """The atomic facts, as the gold data's tokeniser cuts them, with their confidence."""
    for claim in reading.claims:
        if not SPEECH & set(claim.rules):
            yield from ((_cut(fact), claim.confidence) for fact in claim.minimal)
    for attribution in reading.attributions:
        yield from ((_cut(fact), _ATTRIBUTED) for fact in attribution.minimal)


def _cut(fact: Rendering) -> Rendering:
    """Clitics and dashes as words of their own."""
    subject, relation, *arguments = (
        " ".join(_CLITIC_OR_DASH.sub(r" \1\2 ", words).split())
        for words in (fact.subject, fact.relation, *fact.arguments)
    )
    return Rendering(subject, relation, tuple(arguments))


RENDERINGS = {"full": full, "minimal": minimal}


def triples(reading: Reading, rendering: str) -> list[dict[str, Any]]:
    """The distinct triples of a reading, in its order; of equal ones the most confident."""
    kept: dict[Rendering, float] = {}
    for found, confidence in RENDERINGS[rendering](reading):
        kept[found] = max(confidence, kept.get(found, 0.0))
    return [_row(found, rendering, confidence) for found, confidence in kept.items()]


def _row(found: Rendering, rendering: str, confidence: float) -> dict[str, Any]:
    target, *extra = found.arguments or ("",)
    row: dict[str, Any] = {"subject": found.subject, "relation": found.relation, "object": target}
    return row | ({"extra": extra} if rendering == "full" else {}) | {"confidence": round(confidence, 4)}


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
