"""What the annotation says of blocks and sentences, and the model's own sanity on a few words."""

from __future__ import annotations

import pytest

from kg.config import resource
from kg.language import Doc, annotate, load, model_hash
from kg.model import Document
from kg.pipeline import Reader
from kg.text import read

BLOCKS = "Peru signed the accord.\n\n(Photo: A. Nobody)\n\nChile left it."


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


def test_sentences_that_the_caller_set_are_kept() -> None:
    doc = read_as(["The dam held", "It rained in Lima"])
    assert [sentence.text for sentence in doc.sents] == ["The dam held", "It rained in Lima"]


def test_a_long_sentence_is_one_tree() -> None:
    doc = read_as([", ".join(["the mayor opened the bridge and the firm sold boats"] * 120) + "."])
    assert len(list(doc.sents)) == 1
    assert len([w for w in doc if w.head == w]) == 1
    assert {w.pos_ for w in doc} >= {"NOUN", "VERB", "PUNCT"}


def read_as(sentences: list[str]) -> Doc:
    """Annotated, the boundaries of the sentences given."""
    nlp = load()
    doc = Doc.from_docs([nlp.make_doc(sentence) for sentence in sentences])
    starts = {len(" ".join(sentences[:count])) + bool(count) for count in range(len(sentences))}
    for token in doc:
        token.is_sent_start = token.idx in starts
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def test_words_of_grammar_alone_are_no_name() -> None:
    [document] = read([resource("seeds") / "documents" / "06-g7-finance-statement.md"])
    assert isinstance(document, Document)
    doc = Reader(threads=1).annotate(document)
    assert "the United States" in doc.text and "the" not in {name.text for name in doc.ents}


def test_the_weights_are_named() -> None:
    assert len(model_hash(load())) == 64


@pytest.mark.parametrize(
    ("form", "wanted"),
    [("soldiers", "soldier"), ("were", "be"), ("Lima", "Lima"), ("began", "begin"), ("children", "child")],
)
def test_lemmas_in_a_sentence(form: str, wanted: str) -> None:
    doc = annotate(load(), "The children were in Lima when the soldiers began to leave.")
    assert [w.lemma_ for w in doc if w.text == form] == [wanted]
