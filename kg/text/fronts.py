"""What stands before the first sentence of a paragraph: bullet, time stamp, dateline.

    • The bridge stays closed.
    14:05 GMT Engineers have reached the dam.
    LINDOW, June 3 (Harbour News) — The river is falling.

It is cut off the paragraph, as it is no part of the sentence.
"""

from __future__ import annotations

import re

_BULLET = re.compile(r"[*+•·▪‣◦–—-]\s+(?=\S)")
_STAMP = re.compile(
    r"(?:[\[(])?(?:[01]?\d|2[0-3])(?P<clock>[:.])[0-5]\d(?P<half>\s?[ap]\.?m\b\.?)?"
    r"(?P<zone>\s(?:GMT|UTC|BST|CES?T|EES?T|MSK|[ECMP][SD]?T|local time)\b)?(?:[\])])?"
    r"(?P<rule>\s*[:|–—-])?\s+(?=[^\W\d_]|[“\"‘'])"
)
_AGENCY = r"\([^()\n]{2,40}\)"
_DASH = r"\s*(?:--|[–—])\s*|\s+-\s+"
_CAPITALS = r"[^\W\d_a-z][^\W\d_a-z’'-]+(?:[ /][^\W\d_a-z][^\W\d_a-z’'.-]+)*"  # “NEW YORK”, “LONDON/KYIV”
_DAY = r"(?:, [^\n()—–:;]{2,40}?)?"  # “, Ukraine”, “, Feb. 15”
_DATELINES = tuple(
    re.compile(form)
    for form in (
        # “KYIV — ”, “KYIV, Ukraine (AP) — ”, “KYIV, Feb 15 (Reuters) - ”
        rf"{_CAPITALS}{_DAY}(?:\s+{_AGENCY})?(?:{_DASH})(?=\S)",
        # “Kyiv (CNN) — ”, “Kyiv, Feb. 15 (Interfax) - ”
        rf"[A-Z][\w’'.-]+(?:[ /][A-Z][\w’'.-]+){{0,3}}{_DAY}\s+{_AGENCY}(?:{_DASH})(?=\S)",
        # “(Reuters) - ”
        rf"{_AGENCY}(?:{_DASH})(?=\S)",
        # “(CNN) Rivers …”, “(CNN)Rivers …”
        r"\((?:[A-Z]{2,8}|[A-Z][\w ]{2,20} News)\)\s*(?=[A-Z“\"])",
    )
)
_SHORTEST = 30  # characters of text that must follow a dateline: “UKRAINE — what we know” is a heading


def front(line: str) -> tuple[int, int]:
    """Lengths in code points of the bullet, and of the bullet with the time stamp and the dateline
    that follow it; 0 where there are none. What is left is never blank."""
    bullet = _BULLET.match(line)
    begin = bullet.end() if bullet else 0
    end = begin
    stamp = _STAMP.match(line, end)
    if stamp and _told(stamp, line):
        end = stamp.end()
    for form in _DATELINES:
        dateline = form.match(line, end)
        if dateline and len(line) - dateline.end() >= _SHORTEST and _sentence(line[dateline.end() :]):
            end = dateline.end()
            break
    return begin, end


def _told(stamp: re.Match[str], line: str) -> bool:
    """Whether the figures are a time of day: a zone, “a.m.” or a dash says so, or a colon before a
    capital. “10.30 per cent” is none, nor “14:05 GMT was the hour”."""
    following = line[stamp.end()]
    if following.islower():
        return stamp["rule"] is not None and stamp["clock"] == ":"
    return stamp["clock"] == ":" or any(stamp[group] for group in ("half", "zone"))


def _sentence(rest: str) -> bool:
    return not rest[0].islower()
