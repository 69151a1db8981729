"""Label inventories and the codes for lemmas and shapes, there and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.labels import SHAPES, Labels, apply_lemma_script, lemma_script, read_labels, shape
from kg.language.lemmas import lemma, read_lexicon

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


@given(WORDS, WORDS)
def test_a_script_makes_the_lemma_it_was_made_from(form: str, wanted: str) -> None:
    assert apply_lemma_script(form, lemma_script(form, wanted)) == wanted


@given(WORDS, st.sampled_from(["l|0|", "l|1|", "k|2|", "l|3|y", "k|9|", "l|1|e", "l|0||"]))
def test_a_script_of_another_word_still_gives_a_lemma(form: str, script: str) -> None:
    assert lemma(form, "VERB", script, {}) != ""


@pytest.mark.parametrize(
    ("form", "wanted", "script"),
    [
        ("moved", "move", "l|1|"),
        ("tries", "try", "l|3|y"),
        ("was", "be", "l|3|be"),
        ("Ministers", "minister", "l|1|"),
        ("NATO", "NATO", "k|0|"),
        ("McCains", "McCain", "k|1|"),
    ],
)
def test_scripts_are_short(form: str, wanted: str, script: str) -> None:
    assert lemma_script(form, wanted) == script


@given(WORDS)
def test_every_word_has_a_shape(word: str) -> None:
    assert shape(word) in range(SHAPES)


def test_labels_are_read_as_they_were_written(tmp_path: Path) -> None:
    labels = Labels(("NOUN", "VERB"), ("NN", "``"), ("_", "Number=Sing"), ("l|0|", "k|0|é"), ("root", "obj"))
    labels.write(tmp_path / "labels.json")
    assert read_labels((tmp_path / "labels.json").read_bytes()) == labels


def test_no_part_of_a_word_is_left_out() -> None:
    script = lemma_script("hand", "_")
    assert lemma("hand", "X", script, {}) == "_"
    assert lemma("handful", "X", script, {}) == "handful"


def test_the_lexicon_comes_before_the_script() -> None:
    lexicon = read_lexicon(b"left\tVERB\tleave\nleft\tADJ\tleft\nwent\tVERB\tgo\ncities\tNOUN\tcity\n")
    assert lemma("Left", "VERB", "l|0|", lexicon) == "leave"
    assert lemma("left", "ADJ", "l|4|x", lexicon) == "left"
    assert lemma("left", "NOUN", "l|1|", lexicon) == "lef"  # another class of word: the script
    assert lemma("Lima", "PROPN", "k|0|", lexicon) == "Lima"
    assert lemma("Left", "ADJ", "k|0|", lexicon) == "Left"  # part of a name: the script keeps its casing
    assert lemma("LEFT", "VERB", "l|0|", lexicon) == "leave"
    assert lemma("underwent", "VERB", "l|1|", lexicon) == "undergo"
    assert lemma("Cities", "PROPN", "k|1|", lexicon) == "City"
