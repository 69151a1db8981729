"""Rules for dates of the calendar: days, months, years, seasons. Each function's docstring is an example.

Where the year is left out it is that nearest to the document's date.
"""

from __future__ import annotations

import re

from kg.extract import dates
from kg.extract.dates import SEASONS, Stretch
from kg.extract.time_grammar import Grammar, Now, recurring
from kg.extract.time_words import (
    FULL_MONTH,
    MONTH,
    ORDINAL_DAY,
    WEEKDAY,
    YEAR,
    month_number,
)

GRAMMAR = Grammar()
_rule = GRAMMAR.rule

_SEASON = "(?:" + "|".join(SEASONS) + ")"
_PREPOSITION = (
    r"(?:in|since|until|till|by|of|from|to|during|through|before|after|for|between|last|next|this|and)"
)


def _number(text: str) -> int:
    """20 for “20th”."""
    return int(text.rstrip("stndrh"))


@_rule(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?")
def _iso(found: re.Match[str], now: Now) -> Stretch | None:
    """2022-02-15, also with a time."""
    return dates.exact(*(int(part) for part in found.groups()))


@_rule(r"(\d{1,2})[./](\d{1,2})[./]((?:19|20)\d\d)")
def _numeric(found: re.Match[str], now: Now) -> Stretch | None:
    """15/02/2022. “05/06/2022” is one day in Europe and another in the United States: not resolved."""
    first, second, year = (int(part) for part in found.groups())
    readings = {one for one in (dates.exact(year, first, second), dates.exact(year, second, first)) if one}
    return Stretch("day") if len(readings) == 2 else readings.pop() if readings else None


_WEEKDAY_BEFORE = rf"(?:{WEEKDAY}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?),?\s+"


@_rule(
    rf"(?:{_WEEKDAY_BEFORE})?(?:the\s+)?(?P<d>{ORDINAL_DAY})\s+(?:of\s+)?(?P<m>{MONTH})(?:,?\s+(?P<y>{YEAR}))?"
)
@_rule(rf"(?:{_WEEKDAY_BEFORE})?(?P<m>{MONTH})\s+(?:the\s+)?(?P<d>{ORDINAL_DAY})(?:,?\s+(?P<y>{YEAR}))?")
def _day_of_month(found: re.Match[str], now: Now) -> Stretch | None:
    """15 February 2022; Tuesday, Feb. 15."""
    number, of = _number(found["d"]), month_number(found["m"])
    if not found["y"] and now.published is None:
        return Stretch("day") if dates.exact(2000, of, number) else None
    return recurring(now, lambda year: dates.exact(year, of, number), found["y"], "day")


@_rule(
    rf"(?:from|between)\s+(?P<a>{ORDINAL_DAY})\s+(?:to|and|until|through)\s+(?P<b>{ORDINAL_DAY})\s+(?P<m>{MONTH})"
    rf"(?:,?\s+(?P<y>{YEAR}))?"
)
@_rule(rf"(?P<a>{ORDINAL_DAY})\s?[-–]\s?(?P<b>{ORDINAL_DAY})\s+(?P<m>{MONTH})(?:,?\s+(?P<y>{YEAR}))?")
@_rule(
    rf"(?P<m>{MONTH})\s+(?P<a>{ORDINAL_DAY})\s?(?:[-–]|to|through)\s?(?P<b>{ORDINAL_DAY})(?:,?\s+(?P<y>{YEAR}))?"
)
def _days_of_month(found: re.Match[str], now: Now) -> Stretch | None:
    """from 4 to 20 February; Feb. 4–20, 2022."""
    first, last, of = _number(found["a"]), _number(found["b"]), month_number(found["m"])

    def make(year: int) -> Stretch | None:
        begin, end = dates.exact(year, of, first), dates.exact(year, of, last)
        return Stretch("day", begin.start, end.end) if begin and end and first <= last else None

    return recurring(now, make, found["y"], "day")


@_rule(
    rf"(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate)[\s-]+)?(?P<m>{MONTH}),?\s+(?:of\s+)?(?P<y>{YEAR})(?!\s?[-–]\s?\d)"
)
@_rule(rf"(?P<part>[Ee]arly|[Mm]id|[Ll]ate)[\s-]+(?P<m>{FULL_MONTH})(?P<y>)")
@_rule(rf"(?P<part>)(?P<m>(?!April|August|June|March|May){FULL_MONTH})(?P<y>)(?!\s+[A-Z])")
@_rule(r"(?<=\b)(?P<part>)(?P<y>)(?P<m>April|August|June|March|May)(?!\s+(?!and\b|or\b)[A-Z])")
def _month(found: re.Match[str], now: Now) -> Stretch | None:
    """February 2022; in May. Names of months that are words or first names need a preposition before them."""
    if found["m"] in ("April", "August", "June", "March", "May") and not (found["y"] or found["part"]):
        before = found.string[: found.start()].rstrip()
        if not re.search(rf"\b{_PREPOSITION}$", before, re.IGNORECASE):
            return None
    stretch = recurring(
        now, lambda year: dates.month(year, month_number(found["m"])), found["y"] or None, "month"
    )
    return dates.part(stretch, found["part"].lower()) if stretch and found["part"] else stretch


_NO_YEAR_BEHIND = r"(?!\s+(?:men|people|children|women|[a-z]+s\b(?<!is)(?<!was)(?<!has)))"
_COUNTED = re.compile(r"\s+(?:men|people|children|women|[a-z]+s\b(?<!is)(?<!was)(?<!has))")


@_rule(
    r"(?:(?<=\bin )|(?<=\bsince )|(?<=\bduring )|(?<=\buntil )|(?<=\btill )|(?<=\bbefore )|(?<=\bafter )"
    rf"|(?<=\byear ))(?P<y>{YEAR})(?!\s?[-–/]\s?\d)",
    ignore_case=True,
)
@_rule(
    rf"(?:(?<=\bof )|(?<=\bby )|(?<=\bfrom )|(?<=\bthrough )|(?<=\bfor ))(?P<y>{YEAR}){_NO_YEAR_BEHIND}"
    r"(?!\s?[-–/]\s?\d)",
    ignore_case=True,
)
@_rule(rf"(?P<part>early|mid|late)[\s-]+(?P<y>{YEAR})(?!s)", ignore_case=True)
@_rule(rf"(?<=\()(?P<y>{YEAR})(?=\))")
def _year(found: re.Match[str], now: Now) -> Stretch | None:
    """in 2014; late 2021. A number alone is no year: “2022 troops”."""
    year = int(found["y"])
    if year < 1900 and _COUNTED.match(found.string, found.end()):
        return None  # “in 1500 villages”
    stretch = dates.years("year", year)
    which = found.groupdict().get("part")
    return dates.part(stretch, which.lower()) if stretch and which else stretch


@_rule(
    rf"(?:from|between)\s+(?P<a>{YEAR})\s+(?:to|and|until|through)\s+(?P<b>{YEAR}){_NO_YEAR_BEHIND}",
    ignore_case=True,
)
@_rule(r"(?P<a>(?:1[89]|20)\d\d)\s?[-–/]\s?(?P<b>(?:(?:1[89]|20)\d\d|\d\d))(?![\d-])")
def _years(found: re.Match[str], now: Now) -> Stretch | None:
    """between 2014 and 2019; 2014–15."""
    first, last = int(found["a"]), int(found["b"])
    if last < 100:
        last += first // 100 * 100
    return dates.years("year", first, last - first + 1) if first < last else None


@_rule(
    r"(?:the\s+)?(?:(?P<part>early|mid|late)[\s-]+)?(?:(?P<y>(?:1[0-9]|20)\d0)|['’](?P<s>\d0))['’]?s",
    ignore_case=True,
)
def _decade(found: re.Match[str], now: Now) -> Stretch | None:
    """the 1990s; the late ’80s."""
    first = int(found["y"]) if found["y"] else 1900 + int(found["s"])
    stretch = dates.years("decade", first, 10)
    return dates.part(stretch, found["part"].lower()) if stretch and found["part"] else stretch


@_rule(
    r"(?:the\s+)?(?:(?P<part>early|mid|late)[\s-]+)?(?P<n>\d\d?)(?:st|nd|rd|th)[\s-]century", ignore_case=True
)
def _century(found: re.Match[str], now: Now) -> Stretch | None:
    """the 19th century."""
    return dates.years("century", 100 * int(found["n"]) - 99, 100) if 0 < int(found["n"]) < 30 else None


@_rule(rf"(?:the\s+)?(?P<s>{_SEASON})\s+(?:of\s+)?(?P<y>{YEAR})", ignore_case=True)
@_rule(
    rf"(?:(?<=\bin the )|(?<=\bsince )|(?<=\bby )|(?<=\buntil ))(?P<y>)(?P<s>(?!fall){_SEASON})(?!\s+of\b)"
)
def _season(found: re.Match[str], now: Now) -> Stretch | None:
    """spring 2021; in the spring."""
    return recurring(now, lambda year: dates.season(found["s"].lower(), year), found["y"] or None, "season")


@_rule(
    rf"(?:the\s+)?(?P<n>first|second|third|fourth|final|last)\s+(?P<u>quarter|half)\s+of\s+(?P<y>{YEAR})",
    ignore_case=True,
)
@_rule(rf"(?P<u>Q)(?P<n>[1-4])\s+(?P<y>{YEAR})")
def _quarter(found: re.Match[str], now: Now) -> Stretch | None:
    """the first quarter of 2022; Q3 2021."""
    size = 6 if found["u"].lower() == "half" else 3
    names = ("first", "second", "third", "fourth")
    number = found["n"].lower()
    index = (
        int(number) - 1 if number.isdigit() else names.index(number) if number in names else 12 // size - 1
    )
    granularity = "half" if size == 6 else "quarter"
    return dates.months(granularity, int(found["y"]), size * index + 1, size) if index < 12 // size else None
