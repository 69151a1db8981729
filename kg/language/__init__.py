"""The language model as a spaCy pipeline: tokens, sentences, tags, trees, lemmas, names.

The one part of the project that knows spaCy's pipelines; the stages after it read the `Doc`.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.language import annotator, sentences, tokenizer

MODEL = Path(__file__).parent / "model"

__all__ = ["MODEL", "Doc", "Language", "Span", "Token", "annotate", "load", "model_hash"]


@lru_cache(maxsize=2)
def load(folder: Path = MODEL, threads: int = 1) -> Language:
    """The pipeline, loaded once in a process. Raises ModelError where the weights are missing.

    >>> [(word.text, word.dep_) for word in load()("Russia moved troops.")]
    [('Russia', 'nsubj'), ('moved', 'ROOT'), ('troops', 'obj'), ('.', 'punct')]
    """
    nlp = spacy.blank("en")
    nlp.max_length = 10**9  # windows bound the memory, not the text
    tokenizer.install(nlp)
    nlp.add_pipe(sentences.NAME)
    nlp.add_pipe(annotator.NAME, config={"folder": str(folder), "threads": threads})
    return nlp


def annotate(nlp: Language, text: str, blocks: list[tuple[int, int]] | None = None) -> Doc:
    """The text annotated, sentences ending at the edges of `blocks` ((start, end) in code points);
    text outside them is tokenised but not read."""
    doc = nlp.make_doc(text)
    doc._.blocks = blocks
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def model_hash(nlp: Language) -> str:
    """The hash that names the weights in use."""
    component = nlp.get_pipe(annotator.NAME)
    assert isinstance(component, annotator.Annotator)
    return component.encoder.hash
