"""Quotations that run over sentences: who speaks where a quoted sentence names nobody."""

from __future__ import annotations

from kg.extract.frame import Frame
from kg.extract.quotation import in_quotes
from kg.language import Span
from kg.model import Speech


def quotations(sentences: list[Span], attributions: list[list[Frame]]) -> list[list[Frame]]:
    """The frames of each sentence, with one more for each quoted sentence that attributes nothing itself:
    it goes on with the speaker before it, or belongs to the one named behind it in the same quotation."""
    result = [list(some) for some in attributions]
    speaker: Frame | None = None
    for span, some in zip(sentences, result, strict=True):
        if direct := _direct(some):
            speaker = direct[-1]
        elif speaker is not None and _wholly_quoted(span):
            some.append(_carried(speaker, span, "QuotationContinues"))
        elif speaker is not None and speaker.cue and span.start <= speaker.cue[0].i < span.end:
            continue  # “…?” Walker asked. “…”
        else:
            speaker = None
    for index in range(len(sentences) - 2, -1, -1):
        span, following = sentences[index], sentences[index + 1]
        direct = _direct(result[index + 1])
        if direct and not _direct(result[index]) and _wholly_quoted(span) and _runs_on(span, following):
            result[index].append(_carried(direct[0], span, "QuotationPrecedes"))
    return result


def _direct(frames: list[Frame]) -> list[Frame]:
    return [f for f in frames if f.speech is not Speech.INDIRECT and f.sources and not f.nominal]


def _wholly_quoted(span: Span) -> bool:
    words = [w for w in span if not w.is_punct and not w.is_space]
    return bool(words) and all(in_quotes(w) for w in words)


def _runs_on(span: Span, following: Span) -> bool:
    """Whether the same quotation goes on: no quotation mark closes between the two sentences."""
    last = [w for w in span if not w.is_space][-1]
    first = next(w for w in following if not w.is_space)
    return last.text not in ("”", '"', "''") and in_quotes(first) and first.text not in ("“", '"', "``")


def _carried(speaker: Frame, span: Span, rule: str) -> Frame:
    content = frozenset(w.i for w in span if not w.is_space)
    return Frame(speaker.sources, speaker.cue, speaker.verb, content, rule, Speech.DIRECT)
