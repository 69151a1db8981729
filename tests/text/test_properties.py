"""What holds for every text: blocks in order, apart, inside, and covering all that is not blank."""

from __future__ import annotations

import json
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.model import Document
from kg.text import Failure, document, jsonl, markdown
from kg.text.decoding import decode

_PIECES = st.sampled_from(
    [
        "\n", "\r\n", "\n\n", " ", "\t", "\u200b", "\ufeff", "\u2028", "\x85", "\x0c",
        "- ", "• ", "> ", "# ", "## ",
        "---\n", "1. ", "**", "`", "```\n", "[a](b)", "&amp;",
        "(Photo: A)", "By Jane Doe", "KYIV — ", "14:05 GMT ",
        "(Reuters) - ", "The dam held.", "the river", "Headline Without Stop",
        "👩‍👩‍👧", "é", "“", "”", ".", "|", "\\",
        "This story originally appeared in ", "© ", "Read more: ", "title: x\n", "Published: ", "3 June 2021",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.lists(_PIECES, max_size=25).map("".join),
    st.lists(st.one_of(_PIECES, st.text(max_size=5)), max_size=15).map("".join),
)


def check(found: Document) -> None:
    last = 0
    covered = [False] * len(found.text)
    for block in found.blocks:
        assert last <= block.span.start < block.span.end <= len(found.text)
        last = block.span.end
        covered[block.span.start : block.span.end] = [True] * (block.span.end - block.span.start)
        for end in (found.text[block.span.start], found.text[block.span.end - 1]):
            assert not end.isspace()
    for char, inside in zip(found.text, covered, strict=True):
        assert inside or char.isspace() or unicodedata.category(char) in ("Cf", "Cc")


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_plain(text: str) -> None:
    try:
        found = document(text, source="test")
    except InputError:
        return  # front matter that is opened and never closed
    assert found.text == text
    check(found)
    assert document(text, source="test") == found


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_markdown(text: str) -> None:
    try:
        found = markdown.read(text, source="test")
    except InputError:
        return
    check(found)


@given(st.text())
@settings(max_examples=100, deadline=None)
def test_lone_surrogates_keep_offsets(text: str) -> None:
    found = document(text + "\ud800.", source="test")
    assert len(found.text) == len(text) + 2
    found.text.encode()
    check(found)


@given(st.binary())
@settings(max_examples=200, deadline=None)
def test_bytes_are_text_or_an_error(raw: bytes) -> None:
    try:
        decode(raw, declared=True).encode()
    except InputError as error:
        assert "\n" not in str(error)


@given(
    st.lists(st.one_of(st.text(max_size=20), TEXTS.map(lambda text: json.dumps({"text": text})))).map(
        "\n".join
    )
)
@settings(max_examples=100, deadline=None)
def test_jsonl(text: str) -> None:
    for item in jsonl.read(text, source="feed"):
        if isinstance(item, Failure):
            assert item.reason.startswith("line ")
        else:
            check(item)
