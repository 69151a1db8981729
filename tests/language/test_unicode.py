"""Offsets are exact, and trees are trees, for whatever stands in a text."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.language import Doc, annotate, load
from kg.language.annotator import FUNCTIONAL
from kg.language.labels import NAME_TYPES
from kg.language.tokenizer import LONGEST

PIECES = st.sampled_from(
    [
        "The dam held.", "Peru", "said", "that", "“", "”", '"', "'", "’s", "(", ")", "—", "-", "…", ".", "?",
        "Mr.", "U.S.", "re-elected", "3.5%", "1–2", "http://example.org/a?b=c", "a/b/c", "@", "#", "$5",
        "not", "n't", "x" * 200, "(" * (LONGEST + 1), "é" * (LONGEST + 1),
        # blanks of all kinds, and what only looks like one
        "\n", "\r\n", "\n\n", " ", "  ", "\t", "\v", "\f", "\r", "\x1c", "\x85", "\u00a0", "\u2003", "\u2028",
        "\u2029", "\u3000", "\u180e", "\u200b", "\u2060", "\ufeff", "\x00", "\x07",
        # joiners, directions, soft hyphens, variation selectors, tags
        "\u200c", "\u200d", "\u200e", "\u200f", "\u202e", "\u2066", "co\u00adoperate", "\ufe0f", "\U000e0067",
        # composed, decomposed, combining marks alone; what changes its length in another case
        "é", "e\u0301", "\u0301", "\u0301\u0327\u0301", "\u20dd", "ﬁ", "İ", "ß", "ŉ",
        # emoji of one and of several code points
        "👩‍👩‍👧", "👨🏽‍🚒", "🇵🇪", "🏴\U000e0067\U000e0062\U000e007f", "1️⃣", "🏽",
        # other scripts
        "汉字", "עברית", "مرحبا", "ภาษาไทย", "हिन्दी", "한국어", "𝔘𝔫𝔦", "𐍈",
        # private use, not characters, the last one
        "\ue000", "\U000f0000", "\ufffe", "\ufdd0", "\ufffd", "\U0010ffff",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.lists(PIECES, max_size=30).map("".join),
    st.lists(PIECES, max_size=30).map(" ".join),
)


@given(TEXTS)
@example("")
@example("\u0301")
@example(" \n\t ")
@settings(max_examples=150, deadline=None)
def test_any_text(text: str) -> None:
    doc = annotate(load(), text)
    exact(doc, text)
    for token in doc:
        assert token.is_space or (token.pos_ and token.tag_ and token.lemma_)
    for name in doc.ents:
        assert name[0].sent == name[-1].sent
        assert name.label_ in NAME_TYPES
        assert not all(word.pos_ in FUNCTIONAL for word in name)


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
@settings(max_examples=60, deadline=None)
def test_any_block_of_any_text(text: str, start: int, length: int) -> None:
    block = (min(start, len(text)), min(start + length, len(text)))
    exact(annotate(load(), text, [block]), text)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a \ud800 b", "a \ufffd b"),
        ("\udc00", "\ufffd"),
        ("\ud83d\ude00 held.", "\ufffd\ufffd held."),  # a pair, but as two code points
        ("x\udfff" + "y" * LONGEST, "x\ufffd" + "y" * LONGEST),
    ],
    ids=ascii,
)
def test_a_lone_surrogate_is_replaced_and_no_offset_moves(text: str, seen: str) -> None:
    exact(annotate(load(), text), seen)
    exact(load()(text), seen)


@pytest.mark.parametrize("text", [" ", "\n", "\r\n\r\n", "\t \u00a0\u2028", " " * 400, "\n" * 400])
def test_only_blanks(text: str) -> None:
    doc = annotate(load(), text)
    exact(doc, text)
    assert all(token.is_space for token in doc)
    assert doc.ents == ()


def test_nothing() -> None:
    doc = annotate(load(), "")
    assert (len(doc), list(doc.sents), doc.ents) == (0, [], ())


@pytest.mark.parametrize("unit", ["(", "'", "x", "汉", "e\u0301", "👩‍", "a-", "$"])
def test_stretches_without_blanks_are_cut(unit: str) -> None:
    text = f"It is {unit * 3000} here.\n"
    doc = load().make_doc(text)
    assert "".join(token.text_with_ws for token in doc) == text
    assert max(len(token) for token in doc) <= LONGEST // 3
    assert [token.text for token in doc][:2] == ["It", "is"]
    assert [token.text for token in doc][-3:] == ["here", ".", "\n"]
    exact(annotate(load(), text, [(0, 9)]), text)


def test_what_is_not_too_long_is_left_whole() -> None:
    word = "x" * LONGEST
    assert [token.text for token in load().make_doc(f"a {word} b")] == ["a", word, "b"]


def test_no_text_is_too_long() -> None:
    text = f"The dam held.{' ' * 1_000_000}It rained."
    doc = load()(text)
    assert doc.text == text
    assert [(doc[-3].text, doc[-3].idx)] == [("It", len(text) - 10)]


def exact(doc: Doc, text: str) -> None:
    """Tokens stand where the text has them; sentences follow one another and are one tree each."""
    assert "".join(token.text_with_ws for token in doc) == doc.text == text
    for token in doc:
        assert text[token.idx : token.idx + len(token)] == token.text
        assert token.dep_
    ends = [(sentence.start, sentence.end) for sentence in doc.sents]
    assert [start for start, _ in ends] == [0, *(end for _, end in ends)][: len(ends)]
    assert not len(doc) or ends[-1][1] == len(doc)
    for sentence in doc.sents:
        assert [w for w in sentence if w.head == w] == [sentence.root]
        assert all(w.head.sent == sentence for w in sentence)
        assert {w.i for w in sentence.root.subtree} == set(range(sentence.start, sentence.end))
