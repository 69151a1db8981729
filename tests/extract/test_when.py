"""Time expressions: what is found, and which days it means in a report of Wednesday, 16 February 2022."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.when import find_times

PUBLISHED = date(2022, 2, 16)

CASES = [
    # sentence, expression, granularity, start, end
    ("They met on Tuesday.", "Tuesday", "day", "2022-02-15", "2022-02-15"),
    ("They met Wednesday.", "Wednesday", "day", "2022-02-16", "2022-02-16"),
    ("They met on Thursday.", "Thursday", "day", "2022-02-10", "2022-02-10"),
    ("They left last Wednesday.", "last Wednesday", "day", "2022-02-09", "2022-02-09"),
    ("They leave next Tuesday.", "next Tuesday", "day", "2022-02-22", "2022-02-22"),
    ("They meet this Friday.", "this Friday", "day", "2022-02-18", "2022-02-18"),
    ("It was heard late on Monday night.", "late on Monday night", "day", "2022-02-14", "2022-02-14"),
    ("Signed on Feb. 15, 2022, in Minsk", "Feb. 15, 2022", "day", "2022-02-15", "2022-02-15"),
    ("Signed on Tuesday, 12 February 2015", "Tuesday, 12 February 2015", "day", "2015-02-12", "2015-02-12"),
    ("on 20 February", "20 February", "day", "2022-02-20", "2022-02-20"),
    ("on the 24th of December", "the 24th of December", "day", "2021-12-24", "2021-12-24"),
    ("updated 2022-02-15T10:30Z", "2022-02-15T10:30Z", "day", "2022-02-15", "2022-02-15"),
    ("on 15/02/2022", "15/02/2022", "day", "2022-02-15", "2022-02-15"),
    ("in February 2022", "February 2022", "month", "2022-02-01", "2022-02-28"),
    ("in late January", "late January", "month", "2022-01-22", "2022-01-31"),
    ("He resigned in May.", "May", "month", "2022-05-01", "2022-05-31"),
    ("He resigned last May.", "last May", "month", "2021-05-01", "2021-05-31"),
    ("It was annexed in 2014.", "2014", "year", "2014-01-01", "2014-12-31"),
    ("(1991)", "1991", "year", "1991-01-01", "1991-12-31"),
    ("in the 1990s", "the 1990s", "decade", "1990-01-01", "1999-12-31"),
    ("in the 19th century", "the 19th century", "century", "1801-01-01", "1900-12-31"),
    ("in spring 2021", "spring 2021", "season", "2021-03-01", "2021-05-31"),
    ("in the winter of 2013", "the winter of 2013", "season", "2013-12-01", "2014-02-28"),
    ("in the first quarter of 2022", "the first quarter of 2022", "quarter", "2022-01-01", "2022-03-31"),
    ("in the second half of 2021", "the second half of 2021", "half", "2021-07-01", "2021-12-31"),
    ("Today it rains", "Today", "day", "2022-02-16", "2022-02-16"),
    ("he said yesterday", "yesterday", "day", "2022-02-15", "2022-02-15"),
    ("he goes the day after tomorrow", "the day after tomorrow", "day", "2022-02-18", "2022-02-18"),
    ("three days ago", "three days ago", "day", "2022-02-13", "2022-02-13"),
    ("about two months ago", "about two months ago", "month", "2021-12-01", "2021-12-31"),
    ("last week", "last week", "week", "2022-02-07", "2022-02-13"),
    ("over the weekend", "the weekend", "weekend", "2022-02-12", "2022-02-13"),
    ("next month", "next month", "month", "2022-03-01", "2022-03-31"),
    ("earlier this year", "earlier this year", "year", "2022-01-01", "2022-02-16"),
    ("later this week", "later this week", "week", "2022-02-16", "2022-02-20"),
    ("in the past three days", "the past three days", "day", "2022-02-13", "2022-02-16"),
    ("since last spring", "since last spring", "season", "2021-03-01", "2022-02-16"),
    ("since 2014", "since 2014", "year", "2014-01-01", "2022-02-16"),
    ("by the end of the year", "by the end of the year", "year", "2022-02-16", "2022-12-31"),
    ("by Friday", "by Friday", "day", "2022-02-16", "2022-02-18"),
    ("until 20 February", "until 20 February", "day", "2022-02-16", "2022-02-20"),
    ("before 2014", "before 2014", "year", None, "2013-12-31"),
    ("after Feb. 1", "after Feb. 1", "day", "2022-02-01", None),
    ("from 4 to 20 February", "from 4 to 20 February", "day", "2022-02-04", "2022-02-20"),
    ("on Feb. 4–6, 2022", "Feb. 4–6, 2022", "day", "2022-02-04", "2022-02-06"),
    ("between 2014 and 2019", "between 2014 and 2019", "year", "2014-01-01", "2019-12-31"),
    ("in 2014–15", "2014–15", "year", "2014-01-01", "2015-12-31"),
    ("from Monday to Tuesday", "from Monday to Tuesday", "day", "2022-02-14", "2022-02-15"),
    ("from 1 December to 5 January", "from 1 December to 5 January", "day", "2021-12-01", "2022-01-05"),
    ("at 14:05 GMT", "at 14:05 GMT", "minute", "2022-02-16", "2022-02-16"),
    ("at 5:30 a.m. on Tuesday", "at 5:30 a.m. on Tuesday", "minute", "2022-02-15", "2022-02-15"),
    ("Feb. 10 at noon", "Feb. 10 at noon", "minute", "2022-02-10", "2022-02-10"),
]


@pytest.mark.parametrize(("sentence", "expression", "granularity", "start", "end"), CASES)
def test_days(sentence: str, expression: str, granularity: str, start: str | None, end: str | None) -> None:
    (when,) = find_times(sentence, PUBLISHED)
    assert (when.text, when.granularity, when.resolved) == (expression, granularity, True)
    assert (str(when.start), str(when.end)) == (str(start), str(end))
    (span,) = when.spans
    assert sentence[span.start : span.end] == expression


@pytest.mark.parametrize(
    "words",
    [
        "He may march in.",
        "May said no.",
        "They march on.",
        "2,000 troops and 2022 troops arrived",
        "of 2000 troops",
        "It cost $2014.",
        "It rose by 3.14 percent",
        "a second attempt, in a second wave, for a second time",
        "The Sun shone on April Smith.",
        "the Sunday Times",
        "an august body",
        "They fall back in spring water",
        "on Feb. 30",
        "",
    ],
)
def test_no_time(words: str) -> None:
    assert find_times(words, PUBLISHED) == []


@pytest.mark.parametrize(
    ("words", "granularity"),
    [
        ("in recent weeks", "week"),
        ("several days ago", "day"),
        ("two years earlier", "year"),
        ("for six days", "duration"),
        ("for more than a year", "duration"),
        ("on 05/06/2022", "day"),
    ],
)
def test_vague_expressions_and_durations_stay_unresolved(words: str, granularity: str) -> None:
    (when,) = find_times(words, PUBLISHED)
    assert (when.granularity, when.resolved, when.start, when.end) == (granularity, False, None, None)


@pytest.mark.parametrize(
    "words",
    ["on Tuesday", "today", "last week", "since last spring", "15 February", "in May", "three days ago"],
)
def test_nothing_is_counted_from_today(words: str) -> None:
    (when,) = find_times(words, None)
    assert (when.resolved, when.start, when.end) == (False, None, None)


@pytest.mark.parametrize(
    ("words", "start"), [("in 2014", 2014), ("on 15 February 2022", 2022), ("in the 1990s", 1990)]
)
def test_absolute_dates_need_no_published_date(words: str, start: int) -> None:
    (when,) = find_times(words, None)
    assert when.resolved and when.start is not None and when.start.year == start


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("on Tuesday", "2022-02-22"),
        ("on Wednesday", "2022-02-16"),
        ("in January", "2023-01-01"),
        ("in three days", "2022-02-19"),
        ("over the weekend", "2022-02-19"),
    ],
)
def test_in_a_clause_of_the_future_what_is_to_come(words: str, start: str) -> None:
    (when,) = find_times(words, PUBLISHED, future=True)
    assert str(when.start) == start


def test_several_in_order() -> None:
    found = find_times("On Monday he met her, and in April and May of 2021 both spoke.", PUBLISHED)
    assert [when.text for when in found] == ["Monday", "April", "May of 2021"]


PIECES = [
    "from",
    "to",
    "between",
    "and",
    "since",
    "by",
    "Feb.",
    "May",
    "31",
    "9999",
    "2014",
    "-",
    "the",
    "last",
]
PIECES += [
    "next",
    "Tuesday",
    "at",
    "14:05",
    "weeks",
    "999",
    "centuries",
    "ago",
    "in",
    "end of",
    "'80s",
    "early",
    ",",
]


@given(
    st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map(" ".join)),
    st.one_of(st.none(), st.dates(), st.sampled_from([date.min, date.max])),
    st.booleans(),
)
def test_never_raises_and_is_in_order(text: str, published: date | None, future: bool) -> None:
    found = find_times(text, published, future=future)
    spans = [when.spans[0] for when in found]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for when in found:
        assert text[when.spans[0].start : when.spans[0].end] == when.text
        assert when.resolved == (when.start is not None or when.end is not None)
        assert when.start is None or when.end is None or when.start <= when.end
        assert not isinstance(when.start, datetime)
