"""Each word as one letter, so that a rule over words is a regular expression.

A word's letter stands for the classes it is in (“second”: an ordinal and a unit of time). The classes of
words are in `seeds/lexicons/value_words.tsv`, those of forms with digits here.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.tables import seed_rows

BREAK = "\xff"  # between sentences and paragraphs: no rule goes over it
_FIRST = 0x100  # letters are code points from here on: none means anything to `re`

_AMOUNT = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}|\d*\.?\d+|\d*[½¼¾⅓⅔⅛])"
_SIGN = r"(?:US|CA?|AU?|NZ|HK|S|R)?\$|[€£¥₽₹₩₺₴]"
_SCALE = r"(?:million|billion|trillion|thousand|mn|mln|bn|bln|trn|tn)"
_YEAR = r"(?:1\d{3}|20\d\d)"
_HOUR = r"(?:[01]?\d|2[0-4])"

# Classes of forms with digits; the first pattern that fits a whole word decides.
_SHAPES: tuple[tuple[str, str], ...] = (
    (r"1", "digits day month_number hour"),
    (r"[2-9]", "digits day month_number hour single"),
    (r"1[0-2]", "digits day two month_number hour"),
    (r"0[1-9]", "digits day two month_number hour"),
    (r"1[3-9]|2[0-4]", "digits day two hour"),
    (r"2[5-9]|3[01]", "digits day two"),
    (r"0\d", "digits two"),
    (r"\d\d", "digits two"),
    (r"000", "digits zeros"),
    (r"19\d\d|20[0-4]\d", "digits four year recent"),
    (_YEAR, "digits four year"),
    (r"\d{4}", "digits four"),
    (rf"{_HOUR}\.[0-5]\d", "digits clock_dot"),
    (rf"[-−+~≈<>≤≥±]?{_AMOUNT}", "digits"),
    (rf"{_HOUR}:[0-5]\d(?::[0-5]\d)?", "clock"),
    (rf"{_HOUR}(?:[:.][0-5]\d)?(?:[ap]\.?m\.?|[AP]\.?M\.?)", "clock_full"),
    (rf"{_HOUR}h[0-5]\d|(?:[01]\d|2[0-4])[0-5]\dhrs", "clock_full"),
    (r"(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th)", "day_ordinal ordinal"),
    (r"\d[\d,]*(?:st|nd|rd|th)", "ordinal"),
    (r"(?:1\d|20)\d0s", "decade"),
    (r"['’]\d0s", "decade"),
    (r"\d0s", "short_decade"),
    (rf"[-−+~]?{_AMOUNT}{_SCALE}", "scaled"),
    (rf"{_AMOUNT}[kmbtKMBT]", "lettered"),
    (rf"(?:{_SIGN}){_AMOUNT}", "signed"),
    (rf"(?:{_SIGN}){_AMOUNT}(?:{_SCALE}|[kmbtKMBT])", "signed"),
    (rf"{_AMOUNT}(?:%|pc|pct)", "percented"),
    (rf"{_AMOUNT}(?:hrs?|h|mins?|secs?|s|min)", "short_span"),
    (rf"{_AMOUNT}(?:yrs?|y)", "long_span"),
    (rf"[-−]?{_AMOUNT}°?[CF]", "measured"),
    (rf"{_AMOUNT}(?:lbs?|oz|sq|ft|in|cm|mm|km|kg|mi|mph|kph|ha|MW|GW|kW|cc|m²|km²)", "measured"),
    (r"\d{4}[-/]\d\d[-/]\d\d|\d{1,2}[./]\d{1,2}[./](?:\d\d|(?:19|20)\d\d)", "full_date"),
    (rf"{_YEAR}[-–—/](?:\d\d|{_YEAR})|ca?\.{_YEAR}", "full_date"),
    (rf"(?:[Ee]arly|[Mm]id|[Ll]ate)-(?:{_YEAR}s?|\d0s)", "full_date"),
    (r"(?:[Ee]arly|[Mm]id|[Ll]ate)-\d\d?(?:st|nd|rd|th)", "part_ordinal"),
)  # fmt: skip
_DATED = re.compile(r"(?:early|mid|late)-(\w+)", re.IGNORECASE)  # “mid-March”, one token
_SHAPE = re.compile(f"(?:{'|'.join(f'({shape})' for shape, _ in _SHAPES)})\\Z")  # a group each

_OTHERS = ("word", "plural", "name", "mark")  # small letters, those with s at the end, capitals; no words
_PLAIN = "plain"  # what no list knows
_LONGEST = 40  # characters of a form that is looked at
_NUMERIC = re.compile(r"\d|[½¼¾⅓⅔⅛]")


def _spellings(word: str, as_written: bool) -> tuple[str, ...]:
    if as_written:
        return (word,)
    if word != word.lower():
        return (word, word.upper()) if len(word) > 4 else (word,)
    return (word, word.capitalize(), word.upper())


def _other(form: str) -> str:
    """The class of a form that no list knows."""
    if form.islower() and form[:1].isalpha():
        plural = form.endswith(("s", "men", "people", "children")) and not form.endswith(("ss", "us", "is"))
        return "plural" if plural else "word"
    return "name" if form[:1].isalpha() else "mark"


@cache
def words() -> dict[str, frozenset[str]]:
    """Form → classes, for every form that a list knows."""
    known: dict[str, set[str]] = {}
    for name, members, *flag in seed_rows("lexicons/value_words"):
        for member in members.split("|"):
            for form in _spellings(member, flag == ["as written"]):
                known.setdefault(form, set()).add(name)
    for kind, members in seed_rows("lexicons/roles"):
        for member in members.split("|"):
            for form in _spellings(member, member.isupper()):
                known.setdefault(form, set()).add(kind)
    for title, kind in seed_rows("gazetteers/titles"):
        last = title.split(" of ")[0].replace("-", " ").split()[-1]
        for form in (last, f"{last}.", last.upper(), f"{last.upper()}."):
            known.setdefault(form, set()).update({"title", kind})
    for demonym, _ in seed_rows("gazetteers/demonyms"):
        for member in demonym.split():
            known.setdefault(member, set()).add("nation")
    return {
        form: frozenset({*classes, "word" if "not_plural" in classes else _other(form)})
        for form, classes in known.items()
    }


@cache
def _letters() -> dict[frozenset[str], str]:
    """A letter for each combination of classes; in the order of the lists, so always the same."""
    shapes = [frozenset(classes.split()) for _, classes in _SHAPES]
    plain = [frozenset({_PLAIN, kind}) for kind in _OTHERS]
    combinations = dict.fromkeys((*plain, *shapes, frozenset({"dated"}), *words().values()))
    return {classes: chr(_FIRST + index) for index, classes in enumerate(combinations)}


def _classes(form: str) -> frozenset[str]:
    known = words().get(form)
    if known is not None:
        return known
    if len(form) > _LONGEST:
        return frozenset({_PLAIN, "name"})
    if _NUMERIC.search(form):
        shape = _SHAPE.match(form)
        return frozenset(_SHAPES[(shape.lastindex or 1) - 1][1].split() if shape else (_PLAIN, "name"))
    dated = _DATED.fullmatch(form)
    if dated and words().get(dated[1], frozenset()) & {"month", "month_unsure"}:
        return frozenset({"dated"})
    return frozenset({_PLAIN, _other(form)})


@lru_cache(maxsize=1 << 16)
def letter(form: str) -> str:
    """The letter of a word; "" for blanks, which are not words."""
    if form.isspace():
        return "" if form.count("\n") < 2 else BREAK
    return _letters()[_classes(form)]


def expression(rule: str) -> str:
    """A rule as a regular expression over letters: “<month> <day|day_ordinal>?” with blanks left out.

    Raises KeyError: a class that no word is in.
    """
    return re.sub(r"<([\w|]+)>", lambda found: letters(found[1]), re.sub(r"\s+", "", rule))


def letters(classes: str) -> str:
    """The set of the letters of words in any of the classes, which are separated by |."""
    wanted = frozenset(classes.split("|"))
    known = frozenset().union(*_letters())
    if wanted - known:
        raise KeyError(*sorted(wanted - known))
    return f"[{''.join(one for combined, one in _letters().items() if combined & wanted)}]"
