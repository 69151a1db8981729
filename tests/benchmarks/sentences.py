"""Sentences of a benchmark as documents: each is read alone, as one paragraph, unchanged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.model import Block, BlockKind, Document, Reading, Span
from kg.pipeline import Reader


def document(sentence: str, number: int) -> Document:
    """A document of one paragraph; what would be a caption in an article is a sentence here."""
    return Document(
        id=f"sentence-{number}",
        text=sentence,
        source=f"sentence-{number}",
        blocks=(Block(Span(0, len(sentence)), BlockKind.PARAGRAPH),),
    )


def distinct(sentences: Iterable[str]) -> Iterator[str]:
    """The sentences in order, without blank ones and without those that differ from an earlier one
    in spaces and punctuation only: the scorers take a sentence once, and compare them so."""
    seen: set[str] = set()
    for sentence in sentences:
        key = re.sub(r"[\W_]+", "", sentence.casefold())
        if sentence.strip() and key not in seen:
            seen.add(key)
            yield sentence


def readings(sentences: Iterable[str], reader: Reader) -> Iterator[tuple[str, Reading]]:
    """Each distinct sentence with its reading."""
    kept = list(distinct(sentences))
    documents = (document(sentence, number) for number, sentence in enumerate(kept, 1))
    yield from zip(kept, reader.pipe(documents), strict=True)
