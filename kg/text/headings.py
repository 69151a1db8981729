"""Headings by their place: which of the lines without a full stop are headline and section labels."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import BlockKind
from kg.text.layout import Unit

_HEADING_LENGTH = 200  # characters
_HEADLINE_WORDS = 4  # fewer make a headline only where no longer line is at hand
_DECK_WORDS = 6  # from here on a line under the headline is text: a standfirst
_SECTION_WORDS = 12
_CAPITAL_WORDS = 3  # “FULL TEXT.”: so few words in capitals are a label even with a full stop
_LAST_LABEL_WORDS = 3
_MOST_HEADS = 6  # lines before the first paragraph; more are a list
_MOST_SECTIONS = 3  # headings in a row within the text
_STOPS = ".!?…:;,。！？"
_CLOSERS = "\"'”’»)]›* "


def headings(
    units: Sequence[Unit], words: Sequence[str], kinds: Sequence[BlockKind | None], title: str | None
) -> list[BlockKind]:
    """`kinds`, with headline, section or paragraph in place of each None.

    Nothing is a heading that no paragraph follows, so a text of bare lines is all paragraphs.
    """
    result = list(kinds)
    open_ = [number for number, kind in enumerate(kinds) if kind is None]
    titled = next(
        (number for number in open_[:_MOST_HEADS] if title and _letters(words[number]) == _letters(title)),
        None,
    )
    if titled is not None and BlockKind.HEADLINE not in kinds:
        result[titled] = BlockKind.HEADLINE
    like = {number: number == titled or _heading_like(units[number], words[number]) for number in open_}
    if open_ and not like[open_[0]] and _title_case_question(words[open_[0]]):
        like[open_[0]] = True
    body = [number for number in open_ if not like[number]]
    if body:
        heads = [number for number in open_ if number < body[0]]
        _head(heads, words, result, _DECK_WORDS if title else _HEADLINE_WORDS)
        _sections([number for number in open_ if number > body[0]], words, result, like)
    return [kind or BlockKind.PARAGRAPH for kind in result]


def _head(
    heads: Sequence[int], words: Sequence[str], result: list[BlockKind | None], headline_words: int
) -> None:
    """Marks the lines before the first paragraph: labels, the headline, a standfirst. Where the
    metadata give another title, only a line of many words is a second headline."""
    if len(heads) > _MOST_HEADS:
        return
    if BlockKind.HEADLINE in result:
        headline = result.index(BlockKind.HEADLINE)
    else:
        long = [number for number in heads if len(words[number].split()) >= headline_words]
        headline = next(iter(long or (heads if headline_words == _HEADLINE_WORDS else ())), -1)
        if headline >= 0:
            result[headline] = BlockKind.HEADLINE
    for number in heads:
        if result[number] is None and (number < headline or len(words[number].split()) < _DECK_WORDS):
            result[number] = BlockKind.SECTION


def _sections(
    numbers: Sequence[int], words: Sequence[str], result: list[BlockKind | None], like: dict[int, bool]
) -> None:
    """Marks the headings within the text, and a closing label."""
    run: list[int] = []
    for number in numbers:
        if like[number]:
            run.append(number)
            continue
        if len(run) <= _MOST_SECTIONS:
            for heading in run:
                if len(words[heading].split()) <= _SECTION_WORDS:
                    result[heading] = BlockKind.SECTION
        run = []
    if len(run) == 1 and len(words[run[0]].split()) <= _LAST_LABEL_WORDS:
        result[run[0]] = BlockKind.SECTION


def _heading_like(unit: Unit, line: str) -> bool:
    if unit.prose or len(line) > _HEADING_LENGTH:
        return False
    letters = [char for char in line if char.isalpha()]
    if letters and all(char.isupper() for char in letters) and len(line.split()) <= _CAPITAL_WORDS:
        return True
    if line[0] in '“"‘«' and line[-1] in '”"’»':
        return False
    return not line.rstrip(_CLOSERS).endswith(tuple(_STOPS))


def _title_case_question(line: str) -> bool:
    """“Will the Dam Hold?”: headlines may end so; the capitals tell them from sentences."""
    if not line.endswith(("?", "!")) or len(line) > _HEADING_LENGTH:
        return False
    long = [word for word in line.split() if len(word) > 3]
    return len(long) > 1 and all(word[0].isupper() or not word[0].isalpha() for word in long)


def _letters(line: str) -> str:
    return "".join(char for char in line.casefold() if char.isalnum())
