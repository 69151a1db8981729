"""Time expressions of a sentence, and the days they mean.

An own grammar (`kg.extract.time_absolute`, `kg.extract.time_relative`) and not a date parser: those guess a
date from any words and take today for what is missing, while here an expression must be found where it
stands, a verb “may” must not become a month, and days are counted from the document's date or not at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from kg.extract import time_absolute, time_relative
from kg.extract.dates import Stretch, shifted
from kg.extract.time_grammar import Now
from kg.model import Span, When

_RULES = (*time_absolute.GRAMMAR.rules, *time_relative.GRAMMAR.rules)
# Every expression holds one of these: most sentences without time are done with at once.
_ANY = re.compile(
    r"\d|day|night|week|month|year|decade|centur|quarter|season|spring|summer|autumn|fall|winter|hour|minute|second"
    r"|noon|dawn|dusk|morrow|morning|afternoon|evening|lunchtime|January|February|March|April|May|June|July|August"
    r"|September|October|November|December",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\b(since|until|till|by|before|after|from|between)\s+(?:early\s+|late\s+)?$", re.IGNORECASE
)
_JOIN = re.compile(r"\s+(?:to|until|till|and|through)\s+|\s?[-–]\s?")
_AT = re.compile(r",?\s+(?:on\s+|at\s+)?")


@dataclass(frozen=True, slots=True)
class _Found:
    begin: int
    end: int
    stretch: Stretch


def _matches(text: str, now: Now) -> list[_Found]:
    """What the rules find, in order and without overlap: the earliest first, of those that begin together the
    longest."""
    found = []
    for pattern, read in _RULES:
        for match in pattern.finditer(text):
            lead = _LEAD.search(text[: match.start()])
            ahead = lead is not None and lead[1].lower() == "by"
            stretch = read(match, replace(now, future=now.future or ahead))
            if stretch is not None:
                found.append(_Found(match.start(), match.end(), stretch))
    found.sort(key=lambda one: (one.begin, -one.end))
    kept: list[_Found] = []
    for one in found:
        if not kept or one.begin >= kept[-1].end:
            kept.append(one)
    return kept


def _day_and_time(text: str, found: list[_Found]) -> list[_Found]:
    """“at 14:05 GMT on Tuesday”, “Tuesday at noon”: one expression, to the minute, of that day."""
    joined: list[_Found] = []
    for one in found:
        before = joined[-1] if joined else None
        kinds = {before.stretch.granularity, one.stretch.granularity} if before else set()
        if before and kinds == {"minute", "day"} and _AT.fullmatch(text[before.end : one.begin]):
            days = before.stretch if before.stretch.granularity == "day" else one.stretch
            joined[-1] = _Found(before.begin, one.end, replace(days, granularity="minute"))
        else:
            joined.append(one)
    return joined


def _ranges(text: str, found: list[_Found]) -> list[_Found]:
    """“from Feb. 10 to next Sunday”, “between January 2014 and May 2015”: from the first to the second."""
    joined: list[_Found] = []
    for one in found:
        before = joined[-1] if joined else None
        lead = _LEAD.search(text[: before.begin]) if before else None
        opened = lead is not None and lead[1].lower() in ("from", "between")
        if before and lead and opened and _JOIN.fullmatch(text[before.end : one.begin]):
            first, last = before.stretch.start, one.stretch.end
            if first and last and 0 < (first - last).days < 7:  # “from Friday to Sunday”, said on Saturday
                last = shifted(last, 7)
            known = first is not None and last is not None and first <= last
            granularity = one.stretch.granularity
            both = Stretch(granularity, first, last) if known else Stretch(granularity)
            joined[-1] = _Found(lead.start(), one.end, both)
        else:
            joined.append(one)
    return joined


def _bounded(text: str, one: _Found, published: date | None) -> _Found:
    """With the preposition that makes a point a bound: “since” it, “until” it; to or from the document's date
    where that fits, else open."""
    lead = _LEAD.search(text[: one.begin])
    days = one.stretch
    if not lead or days.granularity in ("duration", "minute"):
        return one
    word = lead[1].lower()
    if days.start is None and days.end is None:
        return one if word in ("from", "between") else _Found(lead.start(), one.end, days)
    start, end = days.start, days.end
    if word in ("since", "from"):
        bound = Stretch(
            days.granularity, start, published if published and start and published >= start else None
        )
    elif word in ("until", "till", "by"):
        bound = Stretch(days.granularity, published if published and end and published <= end else None, end)
    elif word == "before":
        bound = Stretch(days.granularity, None, shifted(start, -1) if start else None)
    elif word == "after":
        bound = Stretch(days.granularity, start, None)
    else:
        return one
    return _Found(lead.start(), one.end, bound)


def find_times(text: str, published: date | None, *, future: bool = False) -> list[When]:
    """The time expressions of one sentence in order, without overlap; their spans are offsets into `text`.

    Days are counted from `published`, the document's date; what needs it is left unresolved without it, as
    are vague expressions (“recent weeks”) and durations (granularity “duration”). A bare weekday is the
    last one not after `published`; where `future` says that the clause speaks of what is to come, the next
    one not before it. “Since”, “until”, “by”, “before” and “after” belong to the expression and make one of
    its ends the document's date, or leave it open (None). Never raises.

    >>> [(w.text, str(w.start)) for w in find_times("They met on Tuesday.", date(2022, 2, 16))]
    [('Tuesday', '2022-02-15')]
    >>> find_times("They may meet in May.", None)[0].resolved
    False
    """
    if not _ANY.search(text):
        return []
    found = _ranges(text, _day_and_time(text, _matches(text, Now(published, future))))
    times = []
    for one in found:
        one = _bounded(text, one, published)
        start, end = one.stretch.start, one.stretch.end
        times.append(
            When(
                text[one.begin : one.end],
                (Span(one.begin, one.end),),
                one.stretch.granularity,
                start is not None or end is not None,
                start,
                end,
            )
        )
    return times
