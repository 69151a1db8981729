"""The language model as a spaCy pipeline: tokens, sentences, tags, trees, lemmas, names.

The one part of the project that knows spaCy's pipelines; the stages after it read the `Doc`.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.language import annotator, other_pipelines, package
from kg.language.files import MODEL
from kg.language.other_pipelines import load_other

__all__ = ["MODEL", "Doc", "Language", "Span", "Token", "annotate", "load", "load_other", "model_hash"]


@lru_cache(maxsize=2)
def load(folder: Path = MODEL, threads: int = 1) -> Language:
    """The pipeline, loaded once in a process. Raises ModelError where the weights are missing.

    >>> [(word.text, word.dep_) for word in load()("Russia moved troops.")]
    [('Russia', 'nsubj'), ('moved', 'ROOT'), ('troops', 'obj'), ('.', 'punct')]
    """
    nlp = package.load(config={"components": {annotator.NAME: {"threads": threads}}})
    component = _annotator(nlp)
    if folder != MODEL:
        component.from_disk(folder)
    assert component.encoder  # opened now, so that what is missing is missed here
    return nlp


def annotate(nlp: Language, text: str, blocks: list[tuple[int, int]] | None = None) -> Doc:
    """The text annotated, sentences ending at the edges of `blocks` ((start, end) in code points);
    text outside them is tokenised but not read."""
    if not nlp.has_pipe(annotator.NAME):
        return other_pipelines.annotate(nlp, text, blocks)
    doc = nlp.make_doc(text)
    doc._.blocks = blocks
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def model_hash(nlp: Language) -> str:
    """What names the weights in use: their hash, or what identifies a pipeline that is not ours."""
    if annotator.NAME in nlp.pipe_names and set(nlp.pipe_names) <= set(package.components()):
        return _annotator(nlp).files.hash
    return other_pipelines.identity(nlp)


def _annotator(nlp: Language) -> annotator.Annotator:
    component = nlp.get_pipe(annotator.NAME)
    assert isinstance(component, annotator.Annotator)
    return component
