"""An explained text as lines: trees drawn with box characters, clauses, attributions and claims below."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from kg.commands.claim_line import stance_words, time_words
from kg.commands.output import one_line
from kg.model import Claim, Rendering

if TYPE_CHECKING:
    from kg.explanation import ExplainedClause, ExplainedFrame, ExplainedSentence, Explanation, Word

_WIDEST = 40  # columns of the tree before the tags; deeper words push them to the right
_BELOW = {"": "", "├─ ": "│  ", "└─ ": "   "}  # what stands under a branch

Facts = list[tuple[str, str | None]]


def lines(explanation: Explanation) -> Iterator[str]:
    """The whole explanation, sentence by sentence; claims are numbered through."""
    claims = [claim for sentence in explanation.sentences for claim in sentence.claims]
    numbers = {claim.id: number for number, claim in enumerate(claims, start=1)}
    for count, sentence in enumerate(explanation.sentences):
        if count:
            yield ""
        yield from _sentence(sentence, numbers)


def _sentence(sentence: ExplainedSentence, numbers: dict[str, int]) -> Iterator[str]:
    yield one_line(sentence.text)
    yield ""
    yield from _tree(sentence.words)
    yield from _section("Clauses", [_clause(clause) for clause in sentence.clauses])
    yield from _section("Attributions", [_frame(frame) for frame in sentence.attributions])
    yield from _section("Claims", [_claim(claim, numbers) for claim in sentence.claims])


def _section(heading: str, entries: list[tuple[str, Facts]]) -> Iterator[str]:
    yield ""
    yield heading if entries else f"{heading}: none"
    for title, facts in entries:
        yield f"  {one_line(title)}"
        for name, value in facts:
            if value:
                yield f"    {name:<11}{one_line(value)}"


def _tree(words: tuple[Word, ...]) -> Iterator[str]:
    """A word a line, dependents in the order of the text below their head: form, universal tag, relation,
    lemma, and the type of a name."""
    drawn = [(f"{branch}{one_line(word.form)}", word) for branch, word in _branches(words)]
    widths = [
        min(_WIDEST, max((len(cell) for cell, _ in drawn), default=0)),
        max((len(word.upos) for word in words), default=0),
        max((len(word.relation) for word in words), default=0),
        min(_WIDEST, max((len(word.lemma) for word in words), default=0)),
    ]
    for cell, word in drawn:
        columns = (cell, word.upos, word.relation, one_line(word.lemma))
        padded = [f"{text:<{width}}" for text, width in zip(columns, widths, strict=True)]
        yield "  " + "  ".join([*padded, word.name or ""]).rstrip()


def _branches(words: tuple[Word, ...]) -> Iterator[tuple[str, Word]]:
    below: dict[int, list[Word]] = {}
    for word in words:
        below.setdefault(word.head, []).append(word)
    waiting = [("", "", root) for root in reversed(below.get(0, []))]
    while waiting:
        stem, branch, word = waiting.pop()
        yield stem + branch, word
        dependents = below.get(word.index, [])
        inner = stem + _BELOW[branch]
        waiting += [(inner, "├─ " if one != dependents[-1] else "└─ ", one) for one in reversed(dependents)]


def _clause(clause: ExplainedClause) -> tuple[str, Facts]:
    facts: Facts = [
        ("kind", f"{clause.kind}, passive" if clause.passive else clause.kind),
        ("subjects", ", ".join(clause.subjects)),
        ("objects", ", ".join(clause.objects)),
        ("recipients", ", ".join(clause.recipients)),
        ("obliques", ", ".join(clause.obliques)),
        ("content", ", ".join(clause.content)),
        ("open", ", ".join(clause.open)),
        ("rules", ", ".join(clause.rules)),
        ("no claim", clause.silence),
    ]
    return clause.predicate, facts


def _frame(frame: ExplainedFrame) -> tuple[str, Facts]:
    held = "no claim: what is attributed is a noun or an intention" if frame.nominal else None
    facts: Facts = [
        ("source", "; ".join(frame.sources) or "nobody named"),
        ("content", frame.content),
        ("speech", f"{frame.speech}, denied" if frame.denied else frame.speech),
        ("holds", held),
        ("rule", frame.rule),
    ]
    return frame.cue or "no cue but punctuation", facts


def _claim(claim: Claim, numbers: dict[str, int]) -> tuple[str, Facts]:
    target = f" {claim.object.entity.label}" if claim.object is not None else ""
    title = f"{numbers[claim.id]}  {claim.subject.entity.label} —{claim.relation.label}→{target}"
    stance, when = claim.stance, claim.when
    holders = [
        f"{h.source.entity.label} ({f'“{h.cue}”, ' if h.cue else ''}{h.speech})" for h in claim.holders
    ]
    facts: Facts = [
        ("holders", "; ".join(holders) or "the text, narrating"),
        ("stance", stance_words(stance.polarity, stance.certainty, stance.temporality, stance.conditional)),
        ("plain edge", "affirmed" if claim.edge else "none"),
        ("time", time_words(when.text, _iso(when.start), _iso(when.end)) if when is not None else None),
        ("contains", ", ".join(str(numbers[id]) for id in claim.content if id in numbers)),
        ("rules", ", ".join(claim.rules)),
        ("confidence", f"{claim.confidence:.2f}"),
        ("full", _rendering(claim.full) if claim.full is not None else None),
        *(("minimal", _rendering(rendering)) for rendering in claim.minimal),
    ]
    return title, facts


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _rendering(rendering: Rendering) -> str:
    return " | ".join([rendering.subject, rendering.relation, *rendering.arguments])
