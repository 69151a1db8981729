"""Who says what: documents in (`id`, `text`), their attributions out, as offsets into `text`.

    {"id": "as given", "attributions": [{"source": [[b, e]], "cue": [[b, e]], "content": [[b, e]]}]}

Where no source is named, or nothing but quotation marks attributes, that list is empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import kg.text
from kg.model import Attribution, Document, Reading, Span
from kg.pipeline import Reader
from tests.benchmarks.command import Command, read_json_lines, run, write_json_lines
from tests.benchmarks.places import Places


def joined(
    attributions: Iterable[Attribution],
) -> list[tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]]:
    """One (source, cue, content) for each distinct source and cue, with all the content under them."""
    content: dict[tuple[tuple[Span, ...], tuple[Span, ...]], list[Span]] = {}
    for attribution in attributions:
        content.setdefault((attribution.source, attribution.cue), []).extend(attribution.content)
    return [(source, cue, _union(spans)) for (source, cue), spans in content.items()]


def _union(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, overlapping ones made one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return tuple(merged)


def answer(row: dict[str, Any], reading: Reading) -> dict[str, Any]:
    """The output row for one document."""
    places = Places(reading.document.text, row["text"])
    found = [
        {"source": places.pairs(source), "cue": places.pairs(cue), "content": places.pairs(content)}
        for source, cue, content in joined(reading.attributions)
    ]
    return {"id": row["id"], "attributions": found}


def answers(rows: list[dict[str, Any]], reader: Reader) -> Iterator[dict[str, Any]]:
    """The output rows for documents given as {"id", "text"}."""
    documents: Iterator[Document] = (kg.text.document(row["text"], source=row["id"]) for row in rows)
    for row, reading in zip(rows, reader.pipe(documents), strict=True):
        yield answer(row, reading)


def main(arguments: list[str]) -> int:
    command = Command("tests.benchmarks.attribution", __doc__)
    command.add_argument("documents", metavar="DOCS.jsonl", type=Path)
    command.add_argument("output", metavar="OUT.jsonl", type=Path)
    given = command.parse_args(arguments)
    rows = list(read_json_lines(given.documents, id=str, text=str))
    write_json_lines(given.output, answers(rows, Reader()))
    return 0


if __name__ == "__main__":
    run(main)
