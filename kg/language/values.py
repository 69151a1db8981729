"""The spaCy component that finds titles, dates, times, sums of money, percentages, measures and numbers."""

from __future__ import annotations

from bisect import bisect_right

from spacy.attrs import ORTH, SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.language import titles
from kg.language.value_rules import grammar
from kg.language.word_letters import BREAK, letter

KEY = "values"
# A number inside a name is part of the name (“Boeing 737”, “Second World War”), but a date says when the
# event was (“2014 World Cup”).
_DATED = frozenset({"EVENT"})
_TIMES = frozenset({"TIME", "DATE"})
_COUNTS = frozenset({"CARDINAL", "ORDINAL"})

NAME = "kg_values"


@Language.component(NAME)
def values(doc: Doc) -> Doc:
    """Set `doc.spans["values"]`: spans in text order, without overlap, labelled DATE, TIME, MONEY, PERCENT,
    QUANTITY, CARDINAL and ORDINAL as in OntoNotes, and TITLE. Works on any tokens; sentences, names and the
    tree are used where they are set. Text outside `doc._.blocks` has none. Never raises.

    >>> import spacy
    >>> doc = values(spacy.blank("en")("Some 130,000 men left on 12 March."))
    >>> [(value.text, value.label_) for value in doc.spans["values"]]
    [('130,000', 'CARDINAL'), ('12 March', 'DATE')]
    """
    written, places = _letters(doc)
    found = titles.find(doc, written, places)
    taken = {index for span in found for index in range(span.start, span.end)}
    pattern, labels = grammar()
    for match in pattern.finditer(written):
        label = labels[match.lastindex or 0]
        start, end = places[match.start()], places[match.end() - 1] + 1
        if label and taken.isdisjoint(range(start, end)):
            found.append(Span(doc, start, end, label=label))
    found.sort(key=lambda span: span.start)
    doc.spans[KEY] = [span for span in _inside_blocks(doc, _outside_names(doc, found)) if not _pronoun(span)]
    return doc


def _letters(doc: Doc) -> tuple[str, list[int]]:
    """A letter for each word, and the word's place in the document."""
    written: list[str] = []
    places: list[int] = []
    strings = doc.vocab.strings
    orths, starts = doc.to_array([ORTH, SENT_START]).T
    for index, (orth, start) in enumerate(zip(orths.tolist(), starts.tolist(), strict=True)):
        if start == 1:
            written.append(BREAK)
            places.append(index)
        one = letter(strings[orth])
        if one:
            written.append(one)
            places.append(index)
    return "".join(written), places


def _outside_names(doc: Doc, found: list[Span]) -> list[Span]:
    """Those that are not part of a name."""
    names = [(name.start, name.end, name.label_) for name in doc.ents]
    starts = [start for start, _, _ in names]
    kept = []
    for span in found:
        before = bisect_right(starts, span.start) - 1
        start, end, kind = names[before] if before >= 0 else (0, 0, "")
        inside = start <= span.start and span.end <= end
        apart = kind in _TIMES or (kind in _DATED and span.label_ not in _COUNTS)
        if span.label_ == "TITLE" or apart or not inside:
            kept.append(span)
    return kept


def _inside_blocks(doc: Doc, found: list[Span]) -> list[Span]:
    """Those in a block that is read; all where no blocks are set."""
    if doc._.blocks is None:
        return found
    blocks = sorted(doc._.blocks)
    starts = [start for start, _ in blocks]
    before = (bisect_right(starts, span.start_char) - 1 for span in found)
    return [
        span for span, at in zip(found, before, strict=True) if at >= 0 and span.end_char <= blocks[at][1]
    ]


def _pronoun(span: Span) -> bool:
    """“One” for somebody, where tags tell."""
    return span.label_ == "CARDINAL" and span.text.lower() == "one" and span[0].tag_ not in ("", "CD")
