"""One annotated document → drafts of claims, attributions, and what pronouns stand for."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract import event_nouns, nominal, verbal
from kg.extract.attribution import frames
from kg.extract.clause import Clause
from kg.extract.clauses import clauses
from kg.extract.coreference import Coreference
from kg.extract.draft import Draft
from kg.extract.frame import Frame
from kg.extract.phrases import Phrase
from kg.extract.punctuation_cues import speakers
from kg.extract.speakers import quotations
from kg.language import Doc, Span
from kg.model import Span as Offsets


@dataclass(frozen=True, slots=True)
class Sentence:
    """What one sentence gave, with the clauses and frames it came from."""

    span: Span
    clauses: dict[int, Clause]
    frames: list[Frame]
    drafts: list[Draft]

    @property
    def offsets(self) -> Offsets:
        """From its first word to its last, without the blanks that spaCy counts to it."""
        words = [w for w in self.span if not w.is_space]
        return Offsets(words[0].idx, words[-1].idx + len(words[-1]))


@dataclass(frozen=True, slots=True)
class Extraction:
    """A document's sentences, and the antecedents of its pronouns by token index."""

    sentences: list[Sentence]
    antecedents: dict[int, Phrase]


def extract(doc: Doc, blocks: list[tuple[int, int]] | None, place_of: nominal.PlaceOf) -> Extraction:
    """Read every sentence inside `blocks` ((start, end) in code points; None = all)."""
    read = [span for span in doc.sents if _is_read(span, blocks)]
    found = [clauses(span) for span in read]
    attributions = [frames(span, c) for span, c in zip(read, found, strict=True)]
    for index, frame in speakers(read, found):
        attributions[index].append(frame)
    attributions = quotations(read, attributions)
    coreference = Coreference()
    sentences: list[Sentence] = []
    for span, its_clauses, its_frames in zip(read, found, attributions, strict=True):
        coreference.read([w for w in span if not w.is_space], its_frames)
        drafts = [
            d for clause in its_clauses.values() for d in verbal.drafts(clause, its_clauses, its_frames)
        ]
        drafts += nominal.drafts(span, its_frames, place_of)
        drafts += event_nouns.drafts(span, its_frames, place_of)
        sentences.append(Sentence(span, its_clauses, its_frames, drafts))
    return Extraction(sentences, coreference.links)


def _is_read(span: Span, blocks: list[tuple[int, int]] | None) -> bool:
    first = next((w for w in span if not w.is_space), None)
    return first is not None and (blocks is None or any(start <= first.idx < end for start, end in blocks))
