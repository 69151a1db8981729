"""Dates as metadata write them. No guessing: no relative dates, no two-digit years, no day/month
order left open, no clock."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_TIME = (
    r"(?:,?\s+(?:at\s+)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:[A-Z]{2,4}|[+-]\d{2}:?\d{2})?)?"
)
_ISO = re.compile(
    r"(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})(?:[T ][\d:.,]+\s*(?:Z|UTC|[+-][\d:]+)?)?"
)
_DAY_FIRST = re.compile(
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>\d{{4}}){_TIME}", re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_TIME}", re.IGNORECASE
)
_LABEL = re.compile(r"(?:first\s+)?(?:published|posted)(?:\s+on)?\s*:?\s+", re.IGNORECASE)


def read(value: str) -> date:
    """The date written in `value`: ISO 8601 (a time is ignored), “15 February 2022”, “Feb. 15, 2022”,
    or the mail form “Tue, 15 Feb 2022 10:00:00 GMT”; the day is the one written, in its own zone.

    Raises ValueError for anything else.

    >>> read("Feb. 15, 2022")
    datetime.date(2022, 2, 15)
    """
    value = value.strip()
    for form in (_ISO, _DAY_FIRST, _MONTH_FIRST):
        match = form.fullmatch(value)
        if match:
            groups = match.groupdict()
            month = int(groups["number"]) if "number" in groups else _month(groups["month"])
            return date(int(groups["year"]), month, int(groups["day"]))
    raise ValueError(f"“{value[:40]}” is not a date such as 2022-02-15")


def stated(lines: Iterable[str]) -> date | None:
    """The date of the first line that is nothing but a date, or “Published” and a date."""
    for line in lines:
        label = _LABEL.match(line.strip())
        try:
            return read(line.strip()[label.end() :] if label else line)
        except ValueError:
            continue
    return None


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1
