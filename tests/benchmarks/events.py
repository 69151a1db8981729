"""Political events: rows with a `sentence` in, who did what to whom out, by PLOVER's root classes.

    {"sentence": "as given", "events": [{"source", "target", "root": "ASSAULT", "confidence"}]}

Claims that are no event of the scheme are left out; the most confident event comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kg.model import Argument, Claim, EntityType, Reading
from kg.pipeline import Reader
from tests.benchmarks import sentences
from tests.benchmarks.command import Command, read_json_lines, run, write_json_lines

# Where the object is a thing or a clause (“agreed to deepen ties with Brazil”), the other party
# stands behind one of these.
_PARTY_ROLES = ("against", "with", "to", "from", "on", "at", "for", "of")
_NOT_PARTIES = (EntityType.CONCEPT, EntityType.PROPOSITION)
_PRONOUNS = frozenset(
    {"he", "him", "she", "her", "it", "they", "them", "we", "us", "i", "me", "you", "who", "which"}
)


def actor(argument: Argument) -> str:
    """The words for an actor: its phrase, or the name it stands for where that is a pronoun."""
    return argument.entity.label if argument.text.casefold() in _PRONOUNS else argument.full


def target(claim: Claim) -> str:
    """The other party: the object where it is a named one, else a party among the qualifiers, else the
    object whatever it is; “” where there is none."""
    parties = [
        qualifier.argument
        for role in _PARTY_ROLES
        for qualifier in claim.qualifiers
        if qualifier.role == role and qualifier.argument.entity.type not in _NOT_PARTIES
    ]
    if claim.object and claim.object.entity.type not in _NOT_PARTIES:
        return actor(claim.object)
    if parties:
        return actor(parties[0])
    return actor(claim.object) if claim.object else ""


def events(reading: Reading) -> list[dict[str, Any]]:
    """The distinct events of a reading, most confident first."""
    kept: dict[tuple[str, ...], dict[str, Any]] = {}
    for claim in sorted(reading.claims, key=lambda claim: -claim.confidence):
        if claim.event_type is not None:
            event = {"source": actor(claim.subject), "target": target(claim), "root": claim.event_type}
            kept.setdefault(tuple(event.values()), {**event, "confidence": round(claim.confidence, 4)})
    return list(kept.values())


def answers(lines: Iterable[str], reader: Reader) -> Iterator[dict[str, Any]]:
    """The output rows for the given sentences."""
    for sentence, reading in sentences.readings(lines, reader):
        yield {"sentence": sentence, "events": events(reading)}


def main(arguments: list[str]) -> int:
    command = Command("tests.benchmarks.events", __doc__)
    command.add_argument("sentences", metavar="SENTENCES.jsonl", type=Path)
    command.add_argument("output", metavar="OUT.jsonl", type=Path)
    given = command.parse_args(arguments)
    rows = read_json_lines(given.sentences, sentence=str)
    write_json_lines(given.output, answers([row["sentence"] for row in rows], Reader()))
    return 0


if __name__ == "__main__":
    run(main)
