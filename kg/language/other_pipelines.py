"""Another spaCy pipeline in place of ours: loaded by its name, checked, named in the graph.

It must set sentence boundaries, universal tags and a tree of Universal Dependencies (version 2). The rules
over its `Doc` also look at Penn Treebank tags and lemmas, and do worse without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256

import numpy as np
import spacy
from spacy.attrs import DEP, HEAD
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ModelError
from kg.language import annotator, other_labels, package

_PROBE = "The mayor of Lima sold boats to Chile. She left the town on Monday."
_CLEARNLP = frozenset({"dobj", "nsubjpass", "pobj", "prep"})
_BLANKS = re.compile(r"\s*")


@lru_cache(maxsize=2)
def load_other(name: str) -> Language:
    """The pipeline that `spacy.load(name)` gives, to be used with `annotate`; loaded once in a process.

    Raises ModelError where it cannot be loaded or does not set what is needed.
    """
    try:
        nlp = spacy.load(name)
    except Exception as error:  # whatever the code of others raises
        raise ModelError(f"pipeline “{name}”: cannot be loaded ({_line(error)})") from None
    if nlp.has_pipe(annotator.NAME):
        return nlp
    identity(nlp)  # now: what is in memory changes with every text
    _check(name, nlp)
    nlp.add_pipe(other_labels.NAME)
    for own in package.components():
        if own != annotator.NAME:
            nlp.add_pipe(own)
    return nlp


@lru_cache(maxsize=4)
def identity(nlp: Language) -> str:
    """Language, name and version of a pipeline, and a hash over its files (over what it serialises to
    where it was not loaded from files)."""
    digest = sha256()
    if nlp.path is None:
        digest.update(nlp.to_bytes())
    else:
        for file in sorted(file for file in nlp.path.rglob("*") if file.is_file()):
            content = sha256(file.read_bytes()).hexdigest()
            digest.update(f"{file.relative_to(nlp.path).as_posix()} {content}\n".encode())
    meta = nlp.meta
    return f"{meta['lang']}_{meta['name']}-{meta['version']}-{digest.hexdigest()[:16]}"


def annotate(nlp: Language, text: str, blocks: list[tuple[int, int]] | None) -> Doc:
    """As `kg.language.annotate`. Each block is read by itself, so that no sentence goes over its edges."""
    parts = list(_parts(text, [(0, len(text))] if blocks is None else blocks))
    read = nlp.pipe([part for part, inside in parts if inside])
    docs = [next(read) if inside else _flat(nlp.make_doc(part)) for part, inside in parts]
    doc = Doc.from_docs(  # None where there is nothing
        docs,
        ensure_whitespace=False,
        exclude=["tensor", "user_data"],  # type: ignore[call-arg]
    ) or nlp.make_doc("")
    doc._.blocks = blocks
    return doc


def _check(name: str, nlp: Language) -> None:
    try:
        doc = nlp(_PROBE)
    except Exception as error:  # as above
        raise ModelError(f"pipeline “{name}”: fails on a sentence ({_line(error)})") from None
    labels = {word.dep_ for word in doc} | {label for some in nlp.pipe_labels.values() for label in some}
    if not doc.has_annotation("SENT_START"):
        raise ModelError(f"pipeline “{name}”: sets no sentence boundaries")
    if not doc.has_annotation("POS"):
        raise ModelError(f"pipeline “{name}”: sets no universal part-of-speech tags")
    if wrong := sorted(labels & _CLEARNLP):
        raise ModelError(
            f"pipeline “{name}”: labels dependencies as spaCy's English pipelines do ({', '.join(wrong)}); "
            "labels of Universal Dependencies are needed (nsubj, obj, obl, case)"
        )
    if "nsubj" not in labels or labels.isdisjoint({"obl", "case"}):
        raise ModelError(f"pipeline “{name}”: sets no labels of Universal Dependencies (nsubj, obl, case)")


def _line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def _parts(text: str, blocks: list[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """The text in order, and what of it lies in blocks; blanks belong to what is before them."""
    done = 0
    for start, end in sorted(blocks):
        start = max(start, done)
        if start < end:
            if start > done:
                yield text[done:start], False
            blanks = _BLANKS.match(text, end)
            done = blanks.end() if blanks else end
            yield text[start:done], True
    if done < len(text):
        yield text[done:], False


def _flat(doc: Doc) -> Doc:
    """What nobody reads, as one sentence without structure."""
    places = np.arange(len(doc))
    deps = np.where(places, doc.vocab.strings.add("dep"), doc.vocab.strings.add("ROOT"))
    rows = np.stack([(-places).astype(np.uint64), deps.astype(np.uint64)], axis=1)
    return doc.from_array([HEAD, DEP], rows)  # type: ignore[arg-type]  # spaCy's stub asks for int
