"""Dates, times and addresses that stand alone: “Published 14 February 2022, 10:15 GMT”, “5 min read”."""

from __future__ import annotations

import re

_LABEL = r"(?:(?:first |last )?(?:published|posted|updated|modified|issued|date)(?: on| at)?[:|]? )?"
_TOKEN = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)?|(?:19|20)\d\d|(?:[01]?\d|2[0-3])[:.][0-5]\d(?:[:.][0-5]\d)?(?:[ap]\.?m\.?)?|\d{1,2}[ap]m"
    r"|(?:19|20)\d\d-\d\d-\d\d(?:t[\d:.]+(?:z|[+-][\d:]+)?)?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|[ap]\.?m\.?|at|on|of"
    r"|gmt|utc|bst|cet|cest|eet|eest|msk|[ecmp][sd]?t|(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
    r"|jan(?:uary)?\.?|feb(?:ruary)?\.?|mar(?:ch)?\.?|apr(?:il)?\.?|may|june?\.?|july?\.?|aug(?:ust)?\.?"
    r"|sept?(?:ember)?\.?|oct(?:ober)?\.?|nov(?:ember)?\.?|dec(?:ember)?\.?"
)
_SEPARATORS = re.compile(r"[\s,|•·–—()]+|-(?=\s)")
_OTHER = re.compile(
    r"\d{1,3}[ -]min(?:ute)?s?[ -]read(?:ing time)?|reading time:? .{1,20}"
    r"|\d+ (?:minutes?|mins?|hours?|days?) ago|(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w.-]{1,200}\.\w+"
)


def matches(line: str) -> bool:
    """Whether `line` is a date, a time, both, or an address, and nothing else. A bare number is none."""
    lowered = line.lower()
    if _OTHER.fullmatch(lowered):
        return True
    label = re.match(_LABEL, lowered)
    rest = lowered[label.end() :] if label else lowered
    tokens = [token.rstrip(".") for token in _SEPARATORS.split(rest) if token.rstrip(".")]
    if not tokens or not any(char.isdigit() for char in rest):
        return False
    if len(tokens) == 1 and rest == lowered and not re.search(r"\d[:/.-]\d|\d[ap]", tokens[0]):
        return False
    return all(_TOKEN.fullmatch(token) for token in tokens)
