"""Frames → attributions: who says what, as it stands in the text and in words."""

from __future__ import annotations

from kg.extract.extraction import Extraction, Sentence
from kg.extract.frame import Frame
from kg.extract.full_rendering import full
from kg.extract.minimal_rendering import attributed
from kg.extract.phrases import phrase, surface
from kg.language import Token
from kg.model import Attribution, Rendering
from kg.resolve.referents import spans


def attributions(extraction: Extraction) -> tuple[Attribution, ...]:
    """The attributions of a document in the order of its sentences."""
    return tuple(one for sentence in extraction.sentences for one in _of_sentence(sentence))


def _of_sentence(sentence: Sentence) -> list[Attribution]:
    """The parts of one quotation, which share source and cue, are one attribution."""
    parts: dict[tuple[int, ...], list[Frame]] = {}
    for frame in sentence.frames:
        if frame.sources or frame.rule != "ComplementOfCue":
            parts.setdefault((*(w.i for w in frame.cue), -1, *(w.i for w in frame.sources)), []).append(frame)
    found = []
    for some in parts.values():
        first, doc = some[0], sentence.span.doc
        source = _source(first)
        words = tuple(doc[i] for i in sorted(frozenset().union(*(frame.content for frame in some))))
        whole, short = _renderings(first, sentence, source, words)
        found.append(Attribution(spans(source), spans(first.cue), spans(words), first.speech, whole, short))
    return found


def _source(frame: Frame) -> tuple[Token, ...]:
    """The whole phrases of the sources, without prepositions before them and without the cue."""
    words = {w.i: w for source in frame.sources for w in source.subtree if not w.is_space}
    for source in frame.sources:
        for child in source.children:
            if child.dep_ == "case" and child.i < source.i:
                words.pop(child.i, None)
    for word in frame.cue:
        words.pop(word.i, None)
    return tuple(words[i] for i in sorted(words))


def _renderings(
    frame: Frame, sentence: Sentence, source: tuple[Token, ...], content: tuple[Token, ...]
) -> tuple[tuple[Rendering, ...], tuple[Rendering, ...]]:
    """In whole phrases and in few words: of a cue verb its clause, of another cue source, cue and content."""
    clause = sentence.clauses.get(frame.cue[0].i) if frame.cue else None
    if frame.nominal or not frame.sources:
        return (), ()  # a claim says it, or nobody does
    if clause is None:
        return (Rendering(surface(source), surface(frame.cue), (surface(content),)),), ()
    sources = [phrase(token) for token in frame.sources]
    return (
        tuple(full(clause, one, None) for one in sources),
        tuple(fact for one in sources for fact in attributed(clause, one, sentence.clauses)),
    )
