"""What a rule for time expressions is, and what it is given."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kg.extract import dates
from kg.extract.dates import Stretch


@dataclass(frozen=True, slots=True)
class Now:
    """From where the days are counted: the document's date, and whether the clause speaks of the future."""

    published: date | None
    future: bool = False


Reader = Callable[[re.Match[str], Now], Stretch | None]


class Grammar:
    """Rules in order: a pattern each, and the function that says which days its matches mean."""

    def __init__(self) -> None:
        self.rules: list[tuple[re.Pattern[str], Reader]] = []

    def rule(self, pattern: str, *, ignore_case: bool = False) -> Callable[[Reader], Reader]:
        """Decorator: the function reads what the pattern finds between word boundaries. It returns None where
        the words mean no time after all."""
        flags = re.IGNORECASE if ignore_case else 0
        compiled = re.compile(r"(?<![\w$€£.,-])(?:" + pattern + r")(?!\w)", flags)

        def register(read: Reader) -> Reader:
            self.rules.append((compiled, read))
            return read

        return register


def recurring(
    now: Now, make: Callable[[int], Stretch | None], year: str | None, unknown: str
) -> Stretch | None:
    """What recurs every year, in the year given or else in the year nearest to the document's date; without
    either a stretch of the granularity `unknown`."""
    if year:
        return make(int(year))
    if now.published is None:
        return Stretch(unknown)
    options = [make(now.published.year + offset) for offset in (-1, 0, 1)]
    return dates.nearest(options, now.published, future=now.future)
