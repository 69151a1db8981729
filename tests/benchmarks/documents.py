"""Whole documents: for each file its entities and claims, with offsets into the file as given.

    {"id": "file name",
     "entities": [{"id": IRI, "name", "type", "mentions": [{"begin", "end", "text"}]}],
     "claims": [{"id", "subject": SLOT, "relation": SLOT, "object": SLOT or null, "polarity", "certainty",
                 "temporality", "conditional", "holders": [{"name", "spans", "cue"}], "time", "event_type",
                 "confidence", "evidence": [[b, e]]}]}
    SLOT = {"text", "spans": [[b, e]], "entity": IRI or null, "name": canonical name or null}

Holders are innermost first; [] means that the publisher narrates. A file that cannot be read is named
on stderr; the others are read, and the exit code is 2.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kg.text
from kg.config import BASE
from kg.model import Argument, Claim, Document, Entity, Reading, Relation, Span, When
from kg.pipeline import Reader
from kg.rdf.iris import Iris
from tests.benchmarks.command import Command, MalformedError, read_text, run, write_json_lines
from tests.benchmarks.places import Places

IRIS = Iris(BASE)


def answer(name: str, given: str, reading: Reading) -> dict[str, Any]:
    """The output row for one file: `given` is its text as it stands in the file."""
    places = Places(reading.document.text, given)
    return {
        "id": name,
        "entities": [_entity(entity, spans, places, given) for entity, spans in _mentions(reading).items()],
        "claims": [_claim(claim, places) for claim in reading.claims],
    }


def _mentions(reading: Reading) -> dict[Entity, list[Span]]:
    """Every entity of the document, in order of first appearance, with where it is mentioned; one that
    is only an argument (a clause, a common noun) is mentioned where the argument stands."""
    found: dict[Entity, list[Span]] = {}
    for mention in reading.mentions:
        found.setdefault(mention.entity, []).append(mention.span)
    mentioned = set(found)
    for claim in reading.claims:
        sources = [holder.source for holder in claim.holders]
        for argument in (claim.subject, *([claim.object] if claim.object else []), *sources):
            if argument.entity not in mentioned and argument.spans:
                whole = Span(min(s.start for s in argument.spans), max(s.end for s in argument.spans))
                found.setdefault(argument.entity, []).append(whole)
    return {entity: sorted(set(spans)) for entity, spans in found.items()}


def _entity(entity: Entity, spans: list[Span], places: Places, given: str) -> dict[str, Any]:
    pairs = [places.pair(span) for span in spans]
    return {
        "id": IRIS.entity(entity.key),
        "name": entity.label,
        "type": str(entity.type),
        "mentions": [{"begin": begin, "end": end, "text": given[begin:end]} for begin, end in pairs],
    }


def _claim(claim: Claim, places: Places) -> dict[str, Any]:
    return {
        "id": claim.id,
        "subject": _argument(claim.subject, places),
        "relation": _relation(claim.relation, places),
        "object": _argument(claim.object, places) if claim.object else None,
        "polarity": str(claim.stance.polarity),
        "certainty": str(claim.stance.certainty),
        "temporality": str(claim.stance.temporality),
        "conditional": claim.stance.conditional,
        "holders": [
            {
                "name": holder.source.entity.label,
                "spans": places.pairs(holder.source.spans),
                "cue": places.pairs(holder.cue_spans),
            }
            for holder in claim.holders
        ],
        "time": _time(claim.when, places) if claim.when else None,
        "event_type": claim.event_type,
        "confidence": round(claim.confidence, 4),
        "evidence": places.pairs(claim.evidence.spans),
    }


def _argument(argument: Argument, places: Places) -> dict[str, Any]:
    return {
        "text": argument.text,
        "spans": places.pairs(argument.spans),
        "entity": IRIS.entity(argument.entity.key),
        "name": argument.entity.label,
    }


def _relation(relation: Relation, places: Places) -> dict[str, Any]:
    return {
        "text": relation.text,
        "spans": places.pairs(relation.spans),
        "entity": IRIS.relation(relation.label),
        "name": relation.label,
    }


def _time(when: When, places: Places) -> dict[str, Any]:
    return {
        "spans": places.pairs(when.spans),
        "start": when.start.isoformat() if when.start else None,
        "end": when.end.isoformat() if when.end else None,
        "resolved": when.resolved,
    }


def documents(folder: Path, failed: list[str]) -> Iterator[tuple[str, str, Document]]:
    """The folder's files by name: name, text as given, document. Names of unreadable ones go to `failed`."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    if not files:
        raise MalformedError(f"{folder}: no files in it")
    for path in files:
        found = list(kg.text.read([path]))
        if len(found) == 1 and isinstance(found[0], Document):
            yield path.name, _as_given(path, found[0]), found[0]
            continue
        failures = [read.reason for read in found if isinstance(read, kg.text.Failure)]
        failed.append(path.name)
        print(f"{path.name}: {failures[0] if failures else 'holds several documents'}", file=sys.stderr)


def _as_given(path: Path, document: Document) -> str:
    """The file's text; where it is no UTF-8, as the document's reader decoded it."""
    try:
        return read_text(path)
    except MalformedError:
        return document.text


def main(arguments: list[str]) -> int:
    command = Command("tests.benchmarks.documents", __doc__)
    command.add_argument("folder", metavar="TEXTS_DIR", type=Path)
    command.add_argument("output", metavar="OUT.jsonl", type=Path)
    given = command.parse_args(arguments)
    failed: list[str] = []
    rows, reader = documents(given.folder, failed), Reader()
    write_json_lines(
        given.output, (answer(name, text, reader.read(document)) for name, text, document in rows)
    )
    return 2 if failed else 0


if __name__ == "__main__":
    run(main)
