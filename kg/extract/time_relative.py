"""Rules for times counted from the document's date, for times of day and for durations.

Each function's docstring begins with an example.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from kg.extract import dates
from kg.extract.dates import SEASONS, Stretch
from kg.extract.time_grammar import Grammar, Now, recurring
from kg.extract.time_words import (
    ABOUT,
    COUNT,
    FULL_MONTH,
    HALF_OF_DAY,
    UNIT,
    VAGUE,
    WEEKDAY,
    YEAR,
    count,
    month_number,
    weekday_number,
)

GRAMMAR = Grammar()
_rule = GRAMMAR.rule

_SEASON = "(?:" + "|".join(SEASONS) + ")"


@_rule(
    r"(?:(?:early|late|earlier|later)\s+)?(?P<w>the day before yesterday|yesterday|the day after tomorrow"
    rf"|tomorrow|today|tonight|last night|this {HALF_OF_DAY}|overnight)(?:\s+{HALF_OF_DAY})?",
    ignore_case=True,
)
def _near_day(found: re.Match[str], now: Now) -> Stretch | None:
    """yesterday; this morning."""
    word = " ".join(found["w"].lower().split())
    offsets = {
        "the day before yesterday": -2,
        "yesterday": -1,
        "last night": -1,
        "overnight": -1,
        "tomorrow": 1,
    }
    offset = 2 if word == "the day after tomorrow" else offsets.get(word, 0)
    when = dates.shifted(now.published, offset) if now.published else None
    return dates.day(when) if when else Stretch("day")


@_rule(
    rf"(?:(?:[Ee]arly|[Ll]ate|[Ee]arlier|[Ll]ater)\s+(?:on\s+)?)?(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his)\s+)?(?P<d>{WEEKDAY})"
    rf"(?:\s+{HALF_OF_DAY})?(?!\s+(?:Times|Telegraph|Mirror|Mail|Express|Post|Herald|Night))(?!s\b)"
)
def _weekday(found: re.Match[str], now: Now) -> Stretch | None:
    """Tuesday; last Friday. In a report a weekday is the last one, the day itself included, unless the clause
    is of the future."""
    if now.published is None:
        return Stretch("day")
    number, which = weekday_number(found["d"]), (found["which"] or "").lower()
    if which == "last":
        when = dates.weekday(number, dates.shifted(now.published, -1) or now.published, future=False)
    elif which == "next":
        when = dates.weekday(number, dates.shifted(now.published, 1) or now.published, future=True)
    elif which == "this":
        when = dates.shifted(dates.week(now.published).start or now.published, number)
    else:
        when = dates.weekday(number, now.published, future=now.future)
    return dates.day(when) if when else Stretch("day")


def _side(whole: Stretch, which: str, published: date) -> Stretch:
    """“earlier this year” ends with the document's date, “later this year” begins with it."""
    if whole.start is None or whole.end is None or not whole.start <= published <= whole.end:
        return dates.part(whole, which) if which in ("early", "late") else whole
    if which in ("earlier", "later"):
        return replace(whole, end=published) if which == "earlier" else replace(whole, start=published)
    return dates.part(whole, which) if which else whole


@_rule(
    r"(?:(?P<part>earlier|later|early|late)\s+)?(?P<which>last|this|next|the coming|the current|the past)\s+"
    rf"(?P<u>week|weekend|fortnight|month|quarter|year|decade|century|{_SEASON}|(?-i:{FULL_MONTH}))",
    ignore_case=True,
)
def _last_this_next(found: re.Match[str], now: Now) -> Stretch | None:
    """last week; earlier this year; next spring; last May."""
    unit = found["u"]
    granularity = "month" if unit[0].isupper() else "season" if unit.lower() in SEASONS else unit.lower()
    if now.published is None:
        return Stretch(granularity)
    which = found["which"].lower().split()[-1]
    steps = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(which, 0)
    if granularity == unit.lower():
        whole = dates.around(granularity, now.published, steps)
        return _side(whole, (found["part"] or "").lower(), now.published) if whole else None

    def make(year: int) -> Stretch | None:
        return (
            dates.month(year, month_number(unit)) if unit[0].isupper() else dates.season(unit.lower(), year)
        )

    around = [
        one
        for one in (make(now.published.year + y) for y in (-2, -1, 0, 1, 2))
        if one and one.start and one.end
    ]
    if steps < 0:
        return next((one for one in reversed(around) if one.end and one.end < now.published), None)
    if steps > 0:
        return next((one for one in around if one.start and one.start > now.published), None)
    return dates.nearest([*around], now.published, future=now.future)


@_rule(rf"{ABOUT}(?P<n>{COUNT})\s+(?P<u>{UNIT})s?\s+ago", ignore_case=True)
def _ago(found: re.Match[str], now: Now) -> Stretch | None:
    """three days ago; a year ago."""
    unit = found["u"].lower().replace("centurie", "century")
    if now.published is None or unit in ("second", "minute", "hour"):
        return Stretch(unit)
    return dates.around(unit, now.published, -count(found["n"])) or Stretch(unit)


@_rule(rf"(?:{ABOUT}{VAGUE}\s+)?(?P<u>{UNIT})s\s+ago", ignore_case=True)
@_rule(
    rf"(?:the\s+)?(?:last|past|next|coming|recent|previous)\s+(?:{VAGUE}\s+)?(?P<u>{UNIT})s", ignore_case=True
)
@_rule(rf"(?:{COUNT}|{VAGUE})\s+(?P<u>{UNIT})s?\s+(?:earlier|later|before|after)", ignore_case=True)
@_rule(r"the\s+(?:following|previous|next|same)\s+(?P<u>day|week|month|year|night)", ignore_case=True)
def _vague(found: re.Match[str], now: Now) -> Stretch | None:
    """recent weeks; several days ago; two years earlier: its days cannot be known."""
    return Stretch(found["u"].lower().replace("centurie", "century"))


@_rule(rf"(?:the\s+)?(?P<which>last|past|next|coming)\s+(?P<n>{COUNT})\s+(?P<u>{UNIT})s?", ignore_case=True)
def _last_few(found: re.Match[str], now: Now) -> Stretch | None:
    """the past three weeks; the next two days: from then to the document's date, or the reverse."""
    unit = found["u"].lower().replace("centurie", "century")
    steps = count(found["n"]) * (-1 if found["which"].lower() in ("last", "past") else 1)
    if now.published is None:
        return Stretch(unit)
    days = {"day": 1, "night": 1, "week": 7, "fortnight": 14, "weekend": 7, "month": 30, "quarter": 91}.get(
        unit
    )
    if unit in ("second", "minute", "hour"):
        return Stretch(unit)
    other = dates.shifted(now.published, steps * (days or {"year": 365, "decade": 3652}.get(unit, 36524)))
    first, last = sorted((now.published, other or now.published))
    return Stretch(unit, first, last)


@_rule(r"(?:the|this)\s+weekend", ignore_case=True)
def _weekend(found: re.Match[str], now: Now) -> Stretch | None:
    """(over) the weekend: the last that has begun, or in a clause of the future the next."""
    if now.published is None:
        return Stretch("weekend")
    saturday = dates.weekday(5, now.published, future=now.future)
    return dates.weekend(saturday) if saturday else Stretch("weekend")


@_rule(rf"in\s+{ABOUT}(?P<n>{COUNT})\s+(?P<u>{UNIT})s?(?:['’]s?\s+time)?", ignore_case=True)
def _in_some_time(found: re.Match[str], now: Now) -> Stretch | None:
    """in three days, counted from now in a clause of the future; elsewhere how long it took."""
    unit = found["u"].lower()
    if unit == "second":  # “in a second wave”
        return None
    if not now.future:
        return Stretch("duration")
    return (dates.around(unit, now.published, count(found["n"])) if now.published else None) or Stretch(unit)


@_rule(
    rf"(?:for|within|over|throughout)\s+(?:the\s+(?:past|last)\s+)?{ABOUT}(?:(?:{COUNT}|{VAGUE})\s+)?(?:{UNIT}s|century)",
    ignore_case=True,
)
@_rule(
    rf"(?:for|within|throughout)\s+{ABOUT}(?:a|an|one|another|the)\s+(?:whole\s+|entire\s+)?{UNIT}",
    ignore_case=True,
)
def _duration(found: re.Match[str], now: Now) -> Stretch | None:
    """for six days; for more than a year; but not “for a second time”."""
    return None if found.group().endswith("second") else Stretch("duration")


@_rule(
    r"(?:the\s+)?(?P<part>end|close|start|beginning|middle)\s+of\s+(?:the|this|next|last)\s+"
    r"(?P<u>week|month|quarter|year|decade|century)",
    ignore_case=True,
)
@_rule(rf"(?:the\s+)?(?P<part>end|start|beginning|middle)\s+of\s+(?P<m>{FULL_MONTH})(?:,?\s+(?P<y>{YEAR}))?")
@_rule(rf"(?:the\s+)?(?P<part>end|start|beginning|middle)\s+of\s+(?P<y>{YEAR})")
def _part_of(found: re.Match[str], now: Now) -> Stretch | None:
    """the end of the year; the beginning of May."""
    groups = found.groupdict()
    if groups.get("u"):
        unit = found["u"].lower()
        words = found.group().lower().split()
        steps = 1 if "next" in words else -1 if "last" in words else 0
        whole = dates.around(unit, now.published, steps) if now.published else Stretch(unit)
    elif groups.get("m"):
        whole = recurring(now, lambda year: dates.month(year, month_number(found["m"])), found["y"], "month")
    else:
        whole = dates.years("year", int(found["y"]))
    return dates.part(whole, found["part"].lower()) if whole else None


_ZONE = (
    r"(?:\s*(?:GMT|UTC|CET|CEST|EET|EEST|MSK|BST|EST|EDT|CST|PST|PDT|ET|PT|IST|JST)"
    r"|\s+(?:local|Moscow|Kyiv|Kiev) time)"
)


@_rule(
    rf"(?:at\s+)?(?:[01]?\d|2[0-3])[:.][0-5]\d(?!\d)\s*(?:[ap]\.?m\b\.?)?{_ZONE}?(?<![.]\d\d)",
    ignore_case=True,
)
@_rule(rf"(?:at\s+)?(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)?\s*[ap]\.?m\b\.?{_ZONE}?", ignore_case=True)
@_rule(rf"(?:at\s+)?(?:[01]\d|2[0-3])[0-5]\d{_ZONE}")
@_rule(r"at\s+(?:noon|midnight|midday|dawn|dusk)", ignore_case=True)
def _time_of_day(found: re.Match[str], now: Now) -> Stretch | None:
    """at 14:05 GMT; 2 p.m.; at noon: of the document's day, where no other day stands beside it."""
    return Stretch("minute", now.published, now.published)
