"""What holds for the annotation of every text, and the model's own sanity on a few sentences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.language import MODEL, Doc, annotate, load, model_hash

_PIECES = st.sampled_from(
    [
        "\n", "\r\n", "\n\n", " ", "  ", "\t", "\u00a0", "\u200b", "\ufeff", "\u2028", "\x00", "\x85",
        "The dam held.", "Peru", "said", "that", "“", "”", '"', "'", "’s", "(", ")", "—", "-", "…", ".", "?",
        "Mr.", "U.S.", "re-elected", "3.5%", "1–2", "http://example.org/a?b=c", "👩‍👩‍👧", "é", "e\u0301",
        "ﬁ", "İ", "ß", "汉字", "עברית", "x" * 200, "a/b/c", "@", "#", "$5", "not", "n't",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.lists(_PIECES, max_size=30).map("".join),
    st.lists(_PIECES, max_size=30).map(" ".join),
)
BLOCKS = "Peru signed the accord.\n\n(Photo: A. Nobody)\n\nChile left it."


def rows(doc: Doc) -> list[tuple[object, ...]]:
    """Everything the annotation says, as plain values."""
    return [
        (w.idx, w.text, w.lemma_, w.pos_, w.tag_, str(w.morph), w.dep_, w.head.i, w.is_sent_start, w.ent_iob_,
         w.ent_type_)
        for w in doc
    ]  # fmt: skip


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_any_text(text: str) -> None:
    doc = annotate(load(), text)
    assert "".join(token.text_with_ws for token in doc) == text
    for token in doc:
        assert text[token.idx : token.idx + len(token)] == token.text
        assert token.dep_
        assert token.is_space or (token.pos_ and token.tag_ and token.lemma_)
    ends = [(sentence.start, sentence.end) for sentence in doc.sents]
    assert [start for start, _ in ends] == [0, *(end for _, end in ends)][: len(ends)]
    assert not len(doc) or ends[-1][1] == len(doc)
    for sentence in doc.sents:
        assert [w for w in sentence if w.head == w] == [sentence.root]
        assert all(w.head.sent == sentence for w in sentence)
        assert {w.i for w in sentence.root.subtree} == set(range(sentence.start, sentence.end))
    for name in doc.ents:
        assert name[0].sent == name[-1].sent
        assert name.label_ in ("PER", "ORG", "LOC", "EVENT", "TIME", "MISC")


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
@settings(max_examples=60, deadline=None)
def test_any_block_of_any_text(text: str, start: int, length: int) -> None:
    block = (min(start, len(text)), min(start + length, len(text)))
    doc = annotate(load(), text, [block])
    assert doc.text == text
    for sentence in doc.sents:
        assert [w for w in sentence if w.head == w] == [sentence.root]


def test_what_lies_outside_the_blocks_is_not_annotated() -> None:
    first, last = BLOCKS.index("\n\n("), BLOCKS.index("Chile")
    doc = annotate(load(), BLOCKS, [(0, first), (last, len(BLOCKS))])
    outside = [w for w in doc if first < w.idx < last and not w.is_space]
    assert len(outside) > 3
    assert {(w.pos_, w.tag_, w.ent_type_, str(w.morph)) for w in outside} == {("", "", "", "")}
    inside = [w for w in doc if not w.is_space and w not in outside]
    assert all(w.pos_ and w.tag_ for w in inside)
    assert [name.text for name in doc.ents] == ["Peru", "Chile"]


def test_no_block_leaves_everything_unread() -> None:
    doc = annotate(load(), BLOCKS, [])
    assert {w.pos_ for w in doc if not w.is_space} == {""}
    assert doc.ents == ()


def test_annotation_depends_on_nothing_but_the_document() -> None:
    text = "“The dam is safe,” Maria Silva told reporters in Quito on Monday. The Foxtrot party left."
    fresh = rows(annotate(load.__wrapped__(MODEL, 1), text))
    for other in ("", "Foxtrots danced.", "x " * 700, text + " " + text):
        annotate(load(), other)
        assert rows(annotate(load(), text)) == fresh


def test_threads_change_nothing() -> None:
    text = " ".join(["The mayor opened the bridge that the firm had built in Lima."] * 30)
    assert rows(annotate(load(threads=2), text)) == rows(annotate(load(), text))


def test_a_long_sentence_is_one_tree() -> None:
    doc = annotate(load(), ", ".join(["the mayor opened the bridge and the firm sold boats"] * 120) + ".")
    assert len(list(doc.sents)) == 1
    assert len([w for w in doc if w.head == w]) == 1
    assert {w.pos_ for w in doc} >= {"NOUN", "VERB", "PUNCT"}


def test_the_pipeline_runs_as_spacy_runs_it() -> None:
    assert rows(load()("The dam held. It rained.")) == rows(annotate(load(), "The dam held. It rained."))


def test_the_weights_are_named() -> None:
    assert len(model_hash(load())) == 64


@pytest.mark.parametrize(
    ("form", "wanted"),
    [("soldiers", "soldier"), ("were", "be"), ("Lima", "Lima"), ("began", "begin"), ("children", "child")],
)
def test_lemmas_in_a_sentence(form: str, wanted: str) -> None:
    doc = annotate(load(), "The children were in Lima when the soldiers began to leave.")
    assert [w.lemma_ for w in doc if w.text == form] == [wanted]
