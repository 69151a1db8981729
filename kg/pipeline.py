"""The recipe: a document is annotated, its claims drafted, its arguments made entities.

    Document ─ annotate → Doc ─ extract → Extraction ─ resolve → Reading

`kg.rdf` and `kg.store` take it from there.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from kg import config
from kg.extract.extraction import Extraction, extract
from kg.language import MODEL, Doc, annotate, load, load_other, model_hash
from kg.model import BlockKind, Document, Reading
from kg.resolve.attributions import attributions
from kg.resolve.claims import claims
from kg.resolve.gazetteer import demonym
from kg.resolve.referents import Referents

READ = (BlockKind.HEADLINE, BlockKind.PARAGRAPH)


class Reader:
    """Reads documents. Holds the language model, which is loaded once in a process."""

    def __init__(self, threads: int | None = None, pipeline: str | None = None) -> None:
        """`threads` of the language model; None for the machine's cores, four at most. What is read does
        not depend on it. `pipeline` names another spaCy pipeline; None for `$KG_PIPELINE`, else ours.

        Raises ModelError where the model is missing, or the pipeline cannot be used.
        """
        named = config.pipeline(pipeline)
        self._nlp = load_other(named) if named else load(MODEL, threads or min(4, os.cpu_count() or 1))

    def read(self, document: Document) -> Reading:
        """Everything that can be read out of one document: a pure function of it and the model."""
        doc = self.annotate(document)
        return self.resolve(document, doc, self.extract(document, doc))

    def pipe(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """`read` for each document, lazily, in order."""
        return map(self.read, documents)

    def annotate(self, document: Document) -> Doc:
        """First stage: sentences, trees and names of the document's headlines and paragraphs."""
        return annotate(self._nlp, document.text, _blocks(document))

    def extract(self, document: Document, doc: Doc) -> Extraction:
        """Second stage: clauses, attributions, drafts of claims."""
        return extract(doc, _blocks(document), _place_of)

    def resolve(self, document: Document, doc: Doc, extraction: Extraction) -> Reading:
        """Third stage: entities and claims."""
        referents = Referents(doc, extraction.antecedents)
        return Reading(
            document=document,
            sentences=tuple(s.offsets for s in extraction.sentences),
            mentions=tuple(referents.mentions()),
            claims=claims(document, extraction, referents),
            model=model_hash(self._nlp),
            words=sum(1 for s in extraction.sentences for w in s.span if not w.is_space),
            attributions=attributions(extraction),
        )


def _place_of(word: str) -> str | None:
    """The place that a word of nationality stands for; only adjectives and nouns written as such."""
    known = demonym(word) if word[:1].isupper() else None
    return known.label if known is not None else None


def _blocks(document: Document) -> list[tuple[int, int]]:
    return [(b.span.start, b.span.end) for b in document.blocks if b.kind in READ]
