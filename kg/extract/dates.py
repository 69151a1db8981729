"""Stretches of days: the arithmetic under time expressions. Both ends are inclusive; weeks begin on
Monday."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `start` to `end`, as exact as `granularity` says ("day", "week", "month", …). None is an open end;
    both None where the days are not known."""

    granularity: str
    start: date | None = None
    end: date | None = None


def day(when: date) -> Stretch:
    """One day."""
    return Stretch("day", when, when)


def shifted(when: date, days: int) -> date | None:
    """The date `days` later, or None beyond the calendar's ends."""
    try:
        return when + timedelta(days=days)
    except OverflowError:
        return None


def exact(year: int, month: int, number: int) -> Stretch | None:
    """The day of that date, or None if there is no such date."""
    try:
        return day(date(year, month, number))
    except ValueError:
        return None


def week(when: date) -> Stretch:
    """Monday to Sunday around a date; cut off at the calendar's ends."""
    monday = shifted(when, -when.weekday()) or date.min
    return Stretch("week", monday, shifted(monday, 6) or date.max)


def weekend(when: date) -> Stretch:
    """Saturday and Sunday of the week of a date."""
    end = week(when).end or when
    return Stretch("weekend", shifted(end, -1), end)


def month(year: int, number: int) -> Stretch | None:
    """A month; `number` may run over, 13 is January of the next year."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    if not date.min.year <= year <= date.max.year:
        return None
    return Stretch("month", date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def months(granularity: str, year: int, first: int, count: int) -> Stretch | None:
    """`count` months from month `first` of a year."""
    begin, end = month(year, first), month(year, first + count - 1)
    return Stretch(granularity, begin.start, end.end) if begin and end else None


def years(granularity: str, first: int, count: int = 1) -> Stretch | None:
    """`count` years from the year `first`."""
    return months(granularity, first, 1, 12 * count)


SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # first month, northern hemisphere


def season(name: str, year: int) -> Stretch | None:
    """A season of the northern hemisphere; winter belongs to the year in which it begins."""
    return months("season", year, SEASONS[name], 3)


def weekday(number: int, around: date, *, future: bool) -> date | None:
    """The nearest date on that weekday (Monday is 0): not after `around`, or with `future` not before it."""
    if future:
        return shifted(around, (number - around.weekday()) % 7)
    return shifted(around, -((around.weekday() - number) % 7))


def nearest(options: list[Stretch | None], around: date, *, future: bool) -> Stretch | None:
    """Of stretches that recur, the one nearest to a date (of equals the earlier); with `future` only those
    that have not ended before it."""

    def distance(one: Stretch) -> int:
        start, end = one.start or around, one.end or around
        return max((start - around).days, (around - end).days, 0)

    known = [one for one in options if one is not None]
    if future:
        known = [one for one in known if one.end is None or one.end >= around] or known
    return min(known, key=distance, default=None)


def part(of: Stretch, which: str) -> Stretch:
    """“early”, “mid”, “late”: the first, second, third third of a stretch; “end”, “start”, “middle” likewise,
    but the ends are its last and first day."""
    if of.start is None or of.end is None:
        return of
    third = ((of.end - of.start).days + 1) // 3
    if which in ("end", "close"):
        return replace(of, start=of.end)
    if which in ("start", "beginning"):
        return replace(of, end=of.start)
    if which == "early":
        return replace(of, end=of.start + timedelta(days=max(third - 1, 0)))
    if which == "late":
        return replace(of, start=of.end - timedelta(days=max(third - 1, 0)))
    return replace(of, start=of.start + timedelta(days=third), end=of.end - timedelta(days=third))


def around(unit: str, published: date, steps: int) -> Stretch | None:
    """The day, week, month, … that lies `steps` of them from the one of a date."""
    if unit in ("day", "night"):
        when = shifted(published, steps)
        return day(when) if when else None
    if unit in ("week", "fortnight", "weekend"):
        when = shifted(published, steps * (14 if unit == "fortnight" else 7))
        return None if when is None else weekend(when) if unit == "weekend" else week(when)
    if unit == "month":
        return month(published.year, published.month + steps)
    if unit == "quarter":
        return months("quarter", published.year, (published.month - 1) // 3 * 3 + 1 + 3 * steps, 3)
    if unit == "year":
        return years("year", published.year + steps)
    if unit == "decade":
        return years("decade", published.year // 10 * 10 + 10 * steps, 10)
    if unit == "century":
        return years("century", (published.year - 1) // 100 * 100 + 1 + 100 * steps, 100)
    return None
