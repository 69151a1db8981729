"""Words of time in English and the numbers they stand for, and pieces of pattern built from them."""

from __future__ import annotations

_MONTHS = "January February March April May June July August September October November December"
_SHORT = {
    "Sept": 9,
    "Jan": 1,
    "Feb": 2,
    "Mar": 3,
    "Apr": 4,
    "Jun": 6,
    "Jul": 7,
    "Aug": 8,
    "Sep": 9,
    "Oct": 10,
}
MONTHS = {
    **{name: number for number, name in enumerate(_MONTHS.split(), 1)},
    **_SHORT,
    "Nov": 11,
    "Dec": 12,
}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "ninety": 90, "a hundred": 100, "a dozen": 12,
}  # fmt: skip

FULL_MONTH = "(?:" + _MONTHS.replace(" ", "|") + ")"
# The abbreviations stand before or behind a day or a year only: “Mar” and “Dec” are words too.
MONTH = "(?:" + _MONTHS.replace(" ", "|") + "|(?:" + "|".join((*_SHORT, "Nov", "Dec")) + r")\b\.?)"
WEEKDAY = "(?:" + "|".join(DAYS) + ")"
YEAR = r"(?:1[0-9]{3}|20[0-9]{2})(?![\d%]|[.,]\d)"
ORDINAL_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,:]\d)"
COUNT = r"(?:\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
VAGUE = r"(?:several|a few|few|some|many|a couple of|a number of|(?:tens|dozens|hundreds|scores) of|recent)"
ABOUT = (
    r"(?:(?:about|around|almost|nearly|over|more than|less than|at least|up to|some|roughly|only|just"
    r"|another)\s+)?"
)
UNIT = r"(?:second|minute|hour|day|night|week|fortnight|weekend|month|quarter|year|decade|century|centurie)"
HALF_OF_DAY = r"(?:morning|afternoon|evening|night|lunchtime)"


def month_number(word: str) -> int:
    """1 for “January”, “Jan.”."""
    return MONTHS[word.rstrip(".")]


def weekday_number(word: str) -> int:
    """0 for “Monday”."""
    return DAYS.index(word)


def count(word: str) -> int:
    """12 for “12”, “twelve”, “a dozen”."""
    return int(word) if word.isdigit() else NUMBERS[" ".join(word.lower().split())]
