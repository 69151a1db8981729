"""Markdown: verbatim without inline markup, cleaned with it."""

from __future__ import annotations

import pytest

from kg.errors import InputError
from kg.text import markdown
from tests.text.shown import shown

PLAIN = """---
title: Dam
date: 2021-06-03
---
# Dam holds as river falls

Engineers said the dam
had held.

## What next

- The bridge stays closed.
- Schools open.

> We were lucky.

The bridge at Lindow.
(Photo: Mara Quill)

```
code = 1
```
"""


def test_verbatim() -> None:
    found = markdown.read(PLAIN, source="dam.md")
    assert found.text == PLAIN
    assert found.title == "Dam"
    assert [item for item in shown(found) if item[0] != "metadata"] == [
        ("headline", "Dam holds as river falls"),
        ("paragraph", "Engineers said the dam\nhad held."),
        ("section", "What next"),
        ("paragraph", "The bridge stays closed."),
        ("paragraph", "Schools open."),
        ("paragraph", "We were lucky."),
        ("caption", "The bridge at Lindow."),
        ("caption", "(Photo: Mara Quill)"),
    ]


def test_inline_markup_is_taken_out() -> None:
    text = (
        "# Dam *holds*\n\nThe [dam](https://example.org) **held** &amp; `stood`.\n\n"
        "> It\n> rained.\n\n![A dam](a.png)\n"
    )
    found = markdown.read(text, source="dam.md")
    assert shown(found) == [
        ("headline", "Dam holds"),
        ("paragraph", "The dam held & stood."),
        ("paragraph", "It\nrained."),
        ("caption", "A dam"),
    ]
    assert found.text == "Dam holds\n\nThe dam held & stood.\n\nIt\nrained.\n\nA dam"


def test_windows_line_ends_stay() -> None:
    text = "# Dam holds\r\n\r\nThe dam\r\nheld.\r\n"
    found = markdown.read(text, source="dam.md")
    assert found.text == text
    assert ("paragraph", "The dam\r\nheld.") in shown(found)


def test_malformed_date_names_the_line() -> None:
    with pytest.raises(InputError, match=r"^line 3: date “soon”"):
        markdown.read("---\ntitle: Dam\ndate: soon\n---\nIt held.", source="dam.md")


def test_nothing_but_markup() -> None:
    with pytest.raises(InputError, match="no text"):
        markdown.read("```\ncode\n```\n", source="dam.md")
