"""HTML: the article of a saved page, without menus, comments and boilerplate, by trafilatura.

Nothing is fetched. The title, then one heading, paragraph or list item a unit, blank lines between:
that is the text whose code points offsets count. A page whose article cannot be told from the rest is
an error, not an empty document.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import trafilatura
from lxml.etree import _Element

from kg.errors import InputError
from kg.model import BlockKind, Document, Span
from kg.text import blocks, dates
from kg.text.identity import identify, unpaired
from kg.text.layout import Unit
from kg.text.metadata import Metadata

# reasons come with the failure; trafilatura's own notes have no place on a user's screen
for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

# what the page's metadata and markup say; the bound is fixed, as the default one is the day of the run
_DATES = {
    "original_date": True,
    "extensive_search": False,
    "max_date": "2999-12-31",
}
_BLOCKS = frozenset(("p", "head", "list", "item", "quote", "div", "lb"))
_LEFT_OUT = frozenset(("table", "code", "graphic", "figure", "comments"))


@dataclass(frozen=True, slots=True)
class _Part:
    words: str
    kind: BlockKind | None
    prose: bool
    apart: bool


def read(text: str, *, source: str) -> Document:
    """The document of a page, given as decoded text.

    Raises InputError where no article is found in it.
    """
    body, metadata = _article(text.removeprefix("\ufeff"))
    parts = list(_parts(body))
    if not parts:
        raise InputError("no article found in the page")
    title = " ".join(unpaired(metadata.title or "").split())
    if title:
        same = next((number for number, part in enumerate(parts[:3]) if _same(part.words, title)), None)
        headline = _Part(
            parts.pop(same).words if same is not None else title, BlockKind.HEADLINE, False, True
        )
        parts.insert(0, headline)
    cleaned = ""
    units: list[Unit] = []
    for part in parts:
        if units:
            cleaned += "\n\n" if part.apart else "\n"
        start = len(cleaned)
        cleaned += part.words
        units.append(Unit(Span(start, len(cleaned)), part.apart, part.kind, part.prose))
    return identify(cleaned, blocks.mark(cleaned, units, title=title), source=source, metadata=metadata)


def _article(page: str) -> tuple[_Element, Metadata]:
    try:
        found = trafilatura.bare_extraction(
            page,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params=dict(_DATES),
        )
    except Exception as error:  # whatever markup does to the extractor, it is this page's failure only
        raise InputError(f"is no HTML that can be read ({type(error).__name__})") from error
    if found is None or isinstance(found, dict) or found.body is None:
        raise InputError("no article found in the page")
    return found.body, Metadata(title=found.title, publisher=found.sitename, published=_date(found.date))


def _date(value: str | None) -> date | None:
    try:
        return dates.read(value) if value else None
    except ValueError:
        return None


def _parts(body: _Element) -> Iterator[_Part]:
    """The units of trafilatura's tree, in order; a line break parts them, but not by a blank line."""
    words: list[str] = []
    kind: BlockKind | None = None
    prose, apart = False, True
    for step, kind_here, prose_here in _steps(body, None, False):
        if step in ("block", "line"):
            line = " ".join(unpaired("".join(words)).split())
            if line:
                yield _Part(line, kind, prose, apart)
                apart = step == "block"
            apart = apart or step == "block"
            words = []
            kind, prose = kind_here, prose_here
        else:
            words.append(step.removeprefix("text:"))


def _steps(
    element: _Element, kind: BlockKind | None, prose: bool
) -> Iterator[tuple[str, BlockKind | None, bool]]:
    """A walk over the tree: “text:…” for words, “block” and “line” for where units begin and end."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag == "head":
        kind = BlockKind.SECTION
    inner = (kind, prose or tag in ("item", "quote"))
    block = tag in _BLOCKS or tag == "body"
    if block:
        yield ("line" if tag == "lb" else "block", *inner)
    if tag and tag not in _LEFT_OUT:
        if element.text:
            yield (f"text:{element.text}", *inner)
        for child in element:
            yield from _steps(child, *inner)
            if child.tail:
                yield (f"text:{child.tail}", *inner)
    if block and tag != "lb":
        yield ("block", kind if tag != "head" else None, prose)


def _same(words: str, title: str) -> bool:
    return _letters(words) == _letters(title)


def _letters(words: str) -> str:
    return "".join(char for char in words.casefold() if char.isalnum())
