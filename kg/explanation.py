"""Why a text gives the claims it gives: for each sentence its tree, its clauses, its attributions and its
claims, and for a clause without a claim the reason. Plain data, taken from the stages of `kg.pipeline`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kg.extract import verbal
from kg.extract.clause import Clause
from kg.extract.extraction import Sentence
from kg.extract.frame import Frame
from kg.extract.phrases import phrase, surface
from kg.language import Span, Token
from kg.model import Claim, Document

if TYPE_CHECKING:
    from kg.pipeline import Reader


@dataclass(frozen=True, slots=True)
class Word:
    """A token in the dependency tree. `index` counts from 1 in its sentence, `head` is the index of the
    word it depends on, 0 for the root; `name` is the type of the name it is part of."""

    index: int
    form: str
    upos: str
    relation: str
    head: int
    lemma: str
    name: str | None


@dataclass(frozen=True, slots=True)
class ExplainedClause:
    """A clause; its arguments are given by their heads. `head` is the `Word.index` of the predicate, `open`
    are complements without a subject of their own, `rules` what completed it. `silence` says why it makes
    no claim; None where it makes one."""

    head: int
    predicate: str
    kind: str
    passive: bool
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    recipients: tuple[str, ...]
    obliques: tuple[str, ...]
    content: tuple[str, ...]
    open: tuple[str, ...]
    rules: tuple[str, ...]
    silence: str | None


@dataclass(frozen=True, slots=True)
class ExplainedFrame:
    """An attribution. `denied`: the cue is (“did not say”); `nominal`: what is attributed is a noun or an
    intention, which holds no claim."""

    sources: tuple[str, ...]
    cue: str
    content: str
    rule: str
    speech: str
    denied: bool
    nominal: bool


@dataclass(frozen=True, slots=True)
class ExplainedSentence:
    """A sentence with all that was read out of it, each part in the order of the text."""

    text: str
    words: tuple[Word, ...]
    clauses: tuple[ExplainedClause, ...]
    attributions: tuple[ExplainedFrame, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The sentences of a text that were read; `published` is the date that relative times count from."""

    published: date | None
    sentences: tuple[ExplainedSentence, ...]


def explain(reader: Reader, document: Document) -> Explanation:
    """How `reader` reads the document."""
    doc = reader.annotate(document)
    extraction = reader.extract(document, doc)
    claims = reader.resolve(document, doc, extraction).claims
    return Explanation(
        document.published,
        tuple(
            _sentence(sentence, tuple(c for c in claims if c.evidence.sentence == sentence.offsets))
            for sentence in extraction.sentences
        ),
    )


def _sentence(sentence: Sentence, claims: tuple[Claim, ...]) -> ExplainedSentence:
    clauses, frames = sentence.clauses, sentence.frames
    return ExplainedSentence(
        sentence.span.text.strip(),
        tuple(_word(token) for token in sentence.span if not token.is_space),
        tuple(_clause(c, verbal.silence(c, clauses, frames)) for c in clauses.values()),
        tuple(_frame(frame, sentence.span) for frame in frames),
        claims,
    )


def _word(token: Token) -> Word:
    root = token.head == token or token.head.is_space
    return Word(
        _index(token),
        token.text,
        token.pos_,
        "root" if root else token.dep_,
        0 if root else _index(token.head),
        token.lemma_,
        token.ent_type_ or None,
    )


def _index(token: Token) -> int:
    return token.i - int(token.sent.start) + 1


def _clause(clause: Clause, silence: str | None) -> ExplainedClause:
    return ExplainedClause(
        _index(clause.head),
        clause.head.text,
        clause.kind,
        clause.passive,
        _forms(clause.subjects),
        _forms(clause.objects),
        _forms(clause.recipients),
        tuple(f"{marker} {noun.text}" for marker, noun in clause.obliques),
        _forms(clause.content),
        _forms(clause.open),
        tuple(clause.rules),
        silence,
    )


def _forms(tokens: list[Token]) -> tuple[str, ...]:
    return tuple(token.text for token in tokens)


def _frame(frame: Frame, span: Span) -> ExplainedFrame:
    return ExplainedFrame(
        tuple(surface(phrase(source).full) for source in frame.sources),
        surface(frame.cue),
        surface(tuple(span.doc[i] for i in sorted(frame.content))),
        frame.rule,
        frame.speech,
        frame.denied,
        frame.nominal,
    )
