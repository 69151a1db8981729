"""Rules for dates, times, money, measures and numbers over classes of words (`kg.language.word_letters`).

In order: where several fit at a word, the first counts. A rule without a label (“”) says that its words are
no value. Where two values share what follows (“between 5 and 10 percent”, “10 and 25 September”) the first
has the label of the second.
"""

from __future__ import annotations

import re
from functools import cache

from kg.language.word_letters import expression

# Numbers
_SMALL = "(?: <tens> (?: <hyphen>? <one|ones> )? | <one|ones|teens> )"
_TIMES = "(?: <hyphen>? <hundred|scale|dozen> )"
_REST = f"(?: {_SMALL} {_TIMES}+ | <and> {_SMALL} (?!{_TIMES}) )"
_AND_HALF = "(?: <hyphen>? <and> <hyphen>? <a> <hyphen>? <half|part> )"
_DIGITS = f"(?: <digits> <zeros>* | <scaled|lettered> ) {_TIMES}* {_AND_HALF}?"
_FEW = "<half> <a>? | <a>? <part> <of> <a> | <a>? <few> | <a> <couple> <of>?"
_SPOKEN = f"(?: {_SMALL} | <a> | {_FEW} ) {_TIMES}+ {_REST}* {_AND_HALF}?"
_MANY = "(?: <many> | <scores> (?=<of>) ) (?: <of> <many> )*"
_FRACTION = "<month_number> <slash> <single> (?!<slash>)"
_PART = f"(?: <one|ones> <hyphen>? <part> | <a> <part> (?= <of> (?! <a> {_TIMES} ) ) | {_FRACTION} )"
_NUMBER = f"(?> {_PART} | {_DIGITS} | {_SPOKEN} | {_SMALL} {_AND_HALF}? | {_MANY} | <half> <a> (?=<unit>) )"
_RANGE = f"(?> {_DIGITS} <hyphen|dash> {_DIGITS} | {_NUMBER} )"

# Times
_OR = "<and|or|to>"
_JOIN = "<hyphen|dash>"
_PART_OF = "(?: <part_of> <hyphen>? )"
_DAY = "<day|day_ordinal>"
_DAYS = f"(?: {_DAY} (?: {_JOIN} {_DAY} )? )"
_MONTH = "<month|month_unsure|month_short>"
_WEEKDAY = "(?: <weekday|weekday_short> <dot>? <comma>? )"
_YEAR = "(?: <comma>? <year> )"
_VAGUE = f"(?: <a>? <few> | <a> <couple> <of>? | {_MANY} <of> )"
_SO_MANY = f"(?: {_RANGE} | {_VAGUE} )? <more>?"
_SPAN = "<long|long_span>"
_WITHIN_DAY = "<short|short_span>"
_ZONE = "(?: <zone> | <zone_word> <standard>? <time> )"
_CLOCK = f"(?: <hour|clock|clock_dot> <ampm> | <hour> <o_clock> <ampm>? | {_SMALL} <ampm|o_clock> )"
_AGE = f"{_RANGE} <hyphen>? (?: <long|short> <hyphen> | <single_span> ) <old>"

# Measures
_PERCENT = "(?: <percent> <point>? | <per> <cent> | <percentage> <point> )"
_CURRENCY = (
    "(?: <nation>{0,3} <currency> | <nation>? <pound> (?!<of>) | <nation> <won> | <code> (?!<digits>) )"
)
_MONEY_END = "<scale_letter>? (?: <code> (?!<digits>) )?"
_UNIT = "(?: <unit_before>? <unit> | <unit_before> <unit_short> )"
_RATE = "(?: (?: <per> | <slash> | <a> ) (?: <rate> | <unit_short> ) )"


def _span(unit: str) -> str:
    """A stretch of so many units, and whether it is counted from now."""
    some = f"{_RANGE} <hyphen>? <more>? {unit}"
    more = f"(?: <comma>? <and>? {some} )*"
    half = f"<half> <a>? <hyphen>? {unit} | <a> <half> <hyphen> {unit}"
    return f"(?: {some} {more} | {_VAGUE} <more>? {unit} | {half} ) (?: <and> <a> <half|part> )? <ago>?"


def _a(unit: str) -> str:
    """“An hour”, where it is a length and not a point."""
    one = f"<a> {unit} (?: <and> <a> <half|part> )?"
    return f"(?: {one} <ago> | (?<=<about|span_prep>) {one} (?!<of>) | <a> {unit} <and> <a> <half> )"


def _shared(second: str) -> str:
    """A number whose unit stands behind the next one."""
    return f"(?!<recent>) {_NUMBER} (?= {_OR} {_NUMBER} {second} )"


# A label, and patterns of which one must fit.
_RULES: tuple[tuple[str, ...], ...] = (
    # 16-year-old; seven-month-olds; one day they will
    ("", _AGE, "(?<!<about|span_prep>) <one> <the_day|daypart>"),
    # weighs 200 pounds; pounds are money otherwise
    ("QUANTITY", f"(?: (?<=<weigh>) | (?<=<weigh><about>) ) {_RANGE} <pound>"),
    # $1.5 billion; US$5-10 million; €40m; $5-million
    (
        "MONEY",
        f"<sign> {_NUMBER} (?: {_JOIN} (?: <sign>? {_NUMBER} | <signed> {_TIMES}* ) )? {_MONEY_END}",
        f"<signed> {_TIMES}* {_MONEY_END}",
    ),
    # 3 million euros; five US dollars; tens of millions of pounds; 500 million won
    (
        "MONEY",
        f"{_RANGE} <scale_letter>? <hyphen>? {_CURRENCY}",
        f"{_MANY} <of> {_CURRENCY}",
        f"(?: {_DIGITS} {_TIMES} | {_SPOKEN} ) <won>",
        _shared(f"<scale_letter>? {_CURRENCY}"),
    ),
    # 3.5%; five to ten per cent; half a percentage point
    (
        "PERCENT",
        f"{_RANGE} <hyphen>? {_PERCENT}",
        f"<percented> | <half> <a> {_PERCENT}",
        _shared(_PERCENT),
    ),
    # 2022-03-12; 12/03/2022; 12-Mar-22
    (
        "DATE",
        "<year> <hyphen> <day> <hyphen> <day> | <day> <slash> <day> <slash> <year|two> | <full_date>",
        f"{_DAY} <hyphen> {_MONTH} <hyphen> <year|two>",
    ),
    # Tuesday, 12 March 2022; the 5th of May; 4–6 June; 10 and 25 September
    (
        "DATE",
        f"(?: {_WEEKDAY} <the>? )? (?: {_DAYS} <of>? | <ordinal> <of> ) {_MONTH} {_YEAR}?",
        f"{_DAY} (?= {_OR} {_DAY} {_MONTH} )",
    ),
    # March 12, 2022; Tuesday, Feb. 15; May 4–6; May 4 to 6; but: in May 4 people
    (
        "DATE",
        f"(?<=<in>) {_MONTH} (?= <digits> <plural> )",
        f"{_WEEKDAY}? {_MONTH} <the>? {_DAYS} (?! <scale|percent|slash> ) {_YEAR}?",
        f"(?<={_MONTH}{_DAY}{_OR}) {_DAY} (?!<plural>)",
    ),
    # March 2022; late March; summer of 2021; winter 2021–22; in May; in the summer
    (
        "DATE",
        f"{_PART_OF}? (?: {_MONTH} | <season> | <dated> ) <comma|of>? <year> (?: {_JOIN} <two> )?",
        f"<month|dated> | {_PART_OF} <month|month_unsure|season>",
        "(?<=<month_prep>) <month_unsure|month_short>",
        "(?: (?<=<season_prep>) | (?<=<in><the>) ) <season>",
    ),
    # the first quarter of 2022; the second half of last year; Q3 2021; fiscal 2021
    (
        "DATE",
        f"<ordinal|rel> <half_year> <of> (?: <fiscal>? <year> | <the|rel> {_SPAN} | <the>? <decade> )",
        "<quarter_name> <of>? <year>? | <fiscal> <long>? <year>",
    ),
    # 9 a.m. GMT; 14:05; 1400 GMT; nine o'clock; half past nine; noon; 5–6 p.m.
    (
        "TIME",
        f"(?: {_CLOCK} | <clock|clock_full|noon> ) {_ZONE}? | <four|clock_dot> {_ZONE}",
        f"<hour|clock> (?= {_JOIN} (?: <hour|clock> <ampm> | <clock_full> ) )",
        f"(?: <half> | <a>? <part> ) <past> (?: {_SMALL} | <hour> )",
    ),
    # last Tuesday night; this morning; early in the morning; tonight
    (
        "TIME",
        f"{_PART_OF}? <rel>? <weekday|near_day> {_PART_OF}? <daypart> | <part_of>? <night>",
        f"<rel> {_PART_OF}? <daypart> | {_PART_OF} <daypart>",
        "(?: (?<=<daypart_prep>) | (?<=<in><the>) | (?<=<at>) ) <daypart>",
        f"<rel> {_SO_MANY} <short>",
    ),
    # last Friday; the day before yesterday; earlier this week; the next three years; recent weeks; Mon–Fri
    (
        "DATE",
        f"<the_day> <before> <near_day> | {_PART_OF}? (?: <rel>? <weekday> | <near_day> )",
        f"{_PART_OF}? <rel> {_SO_MANY} <long|season|month|month_unsure|holiday>",
        f"<weekday_short> (?= {_JOIN} <weekday_short> ) | (?<=<weekday_short>{_JOIN}) <weekday_short>",
    ),
    # two weeks; 16 years; a few days ago; for years; a two-year deal
    ("DATE", _span(_SPAN), _a(_SPAN), _shared(_SPAN), "<long_span>"),
    ("DATE", "(?<=<span_prep>) <long_plural> | <long_plural> <ago>"),
    # 30 minutes; half an hour; for hours; a 30-second clip
    ("TIME", _span(_WITHIN_DAY), _a(_WITHIN_DAY), _shared(_WITHIN_DAY), "<short_span>"),
    ("TIME", "(?<=<span_prep>) <short_plural> | <short_plural> <ago>"),
    ("TIME", f"(?: {_NUMBER} <hyphen> | <one> ) <second>"),
    # the late 1990s; the nineties; the 18th and 19th centuries; 500 BC; AD 79; 2014–15
    (
        "DATE",
        f"{_PART_OF}? (?: <decade> | <quote> <short_decade> | (?<=<the>) <short_decade|decade_word> )",
        f"{_PART_OF}? <ordinal|part_ordinal> (?: {_JOIN} <ordinal> )? <hyphen>? <century> <era>?",
        f"{_PART_OF}? <ordinal> (?= <hyphen>? {_OR} <the>? {_PART_OF}? <ordinal> <hyphen>? <century> )",
        f"<digits> (?: {_JOIN} <digits> )? <era|ma> | <ad> <digits>",
        f"<year> <hyphen|dash|slash> <two> (?! {_JOIN} <digits> )",
    ),
    # Christmas Eve; Labor Day; New Year's Day; the Middle Ages
    (
        "DATE",
        "<holiday> <eve>? | <feast> <possessive>? <eve> | <new> <year_name> (?: <possessive>? <eve> )?",
        "<epoch> | <age_name> <age>",
    ),
    # 10 km; 60 miles per hour; 5 ft 10 in; -5 °C; half a mile
    (
        "QUANTITY",
        f"{_RANGE} <hyphen>? {_UNIT} <unit_after|celsius>? {_RATE}? (?: <and>? {_NUMBER} <unit> )*",
        f"{_DIGITS} (?: {_JOIN} {_DIGITS} )? <hyphen>? <unit_short> <celsius|unit_short>? {_RATE}?"
        " (?: <digits> <unit_short|in> )*",
        f"<measured> <unit_short>? | {_RANGE} <pound> | (?<=<about>) <a> <unit>",
        _shared(f"(?: {_UNIT} | <unit_short> )"),
    ),
    # in 2014; the 2016 election; 1763–1799; dating back to 1810; but: 2000 people
    (
        "DATE",
        f"{_PART_OF} <year> | (?<=<the|possessive|in>) <recent> | <recent> (?!<plural>)",
        "(?<=<year_prep>) <year> (?!<plural>) | (?<=<back><to>) <year> | (?<=<comma>) <year> (?=<closing>)",
        f"<year> (?= {_JOIN} (?: <year> | {_DAY}? {_MONTH} ) ) | (?<=<year><hyphen|dash|and|or|to>) <year>",
    ),
    # telephone numbers, 24/7, footnotes, Article 5, G-7; no one, at first
    (
        "",
        f"<digits> (?: <hyphen> <digits> ){{2,}} | (?!{_FRACTION}) <digits> <slash> <digits>",
        f"(?<=<bracket>) <digits> | (?: (?<=<label|hash>) | (?<=<no><dot>) ) {_DIGITS}",
        f"(?<=<number>) {_RANGE}",
        f"(?<=<word|plural|name><hyphen>) {_NUMBER}",
        f"(?<=<no_one>) <one> (?!{_TIMES}) | <one> <after_one> | (?<=<at>) <ordinal>",
    ),
    # the first; the twenty-first
    ("ORDINAL", "(?: <tens> <hyphen>? )? <ordinal> | <part_ordinal>"),
    # 130,000; two dozen; hundreds of thousands; two-thirds; half of; but: three-way
    ("CARDINAL", f"{_RANGE} (?! <hyphen> <word|plural|name> )", "(?<!<ordinal>) <half> (?=<of|the>)"),
    ("", f"{_RANGE} <hyphen> <word|plural|name>"),
)


@cache
def grammar() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """One pattern over letters for all rules, a group each, and the label of each group (from 1)."""
    rules = "|".join(f"({expression('|'.join(patterns))})" for _, *patterns in _RULES)
    return re.compile(f"{expression('(?!<plain>)')}(?:{rules})"), ("", *(label for label, *_ in _RULES))
