"""Frames → attributions: who says what, as it stands in the text and in words."""

from __future__ import annotations

from kg.extract.extraction import Extraction, Sentence
from kg.extract.frame import Frame
from kg.extract.full_rendering import full
from kg.extract.minimal_rendering import attributed
from kg.extract.phrases import phrase, surface
from kg.extract.tree import SUBJECTS, children, is_relative_pronoun, set_off, subtree
from kg.language import Token
from kg.model import Attribution, Rendering
from kg.resolve.referents import spans


def attributions(extraction: Extraction) -> tuple[Attribution, ...]:
    """The attributions of a document in the order of the text. The parts of one quotation, which share source
    and cue, are one, also over sentences."""
    parts: dict[tuple[int, ...], list[tuple[Frame, Sentence]]] = {}
    for sentence in extraction.sentences:
        for frame in sentence.frames:
            if frame.sources or frame.rule != "ComplementOfCue":
                identity = (*(w.i for w in frame.cue), -1, *(w.i for w in frame.sources))
                parts.setdefault(identity, []).append((frame, sentence))
    return tuple(_joined(some) for some in parts.values())


def _joined(parts: list[tuple[Frame, Sentence]]) -> Attribution:
    # The sentence with the cue has the clause that says it; what goes on over sentences names the same cue.
    frame, sentence = next(
        (p for p in parts if p[0].cue and p[0].cue[0].sent.start == p[1].span.start), parts[0]
    )
    source = _source(frame)
    content = frozenset().union(*(part.content for part, _ in parts))
    words = tuple(sentence.span.doc[i] for i in sorted(content))
    whole, short = _renderings(frame, sentence, source, words)
    return Attribution(spans(source), spans(frame.cue), spans(words), parts[0][0].speech, whole, short)


def _source(frame: Frame) -> tuple[Token, ...]:
    """The whole phrases of the sources as they stand in the cue's own clause (“who” of a relative clause),
    without prepositions before them, clauses that only add something, the cue and the content."""
    words: dict[int, Token] = {}
    for source in frame.sources:
        pronoun = _relative_pronoun(source, frame.cue)
        if pronoun is not None:
            words[pronoun.i] = pronoun
            continue
        added = {w.i for c in children(source, "acl:relcl") if set_off(c) for w in subtree(c)}
        before = {c.i for c in children(source, "case") if c.i < source.i}
        words |= {w.i: w for w in subtree(source) if w.i not in added | before}
    cue = {w.i for w in frame.cue}
    kept = [words[i] for i in sorted(words) if i not in cue and i not in frame.content]
    while len(kept) > 1 and kept[-1].is_punct and not kept[-1].is_right_punct and not kept[-1].is_quote:
        kept.pop()
    return tuple(kept)


def _relative_pronoun(source: Token, cue: tuple[Token, ...]) -> Token | None:
    """The pronoun that stands for the source as subject of the cue."""
    verb = next((w for w in cue if w.pos_ == "VERB"), None)
    if verb is None or source not in verb.ancestors:
        return None
    return next((c for c in children(verb, *SUBJECTS) if is_relative_pronoun(c)), None)


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
