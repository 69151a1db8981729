"""The model's files, and what the encoder does at its limits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import ModelError
from kg.language import MODEL
from kg.language.encoder import LONGEST, Annotation, Encoder
from tests.language.test_tree import is_tree

FILES = ("labels.json", "labels.npy", "tokenizer.json", "model.onnx")


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(MODEL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The model's files as links, for a test to damage."""
    for file in MODEL.iterdir():
        tmp_path.joinpath(file.name).symlink_to(file)
    return tmp_path


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    folder.joinpath(name).unlink()
    with pytest.raises(ModelError, match=f"{name} cannot be read"):
        Encoder(folder)


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_is_named(folder: Path, name: str) -> None:
    content = folder.joinpath(name).read_bytes()
    folder.joinpath(name).unlink()
    folder.joinpath(name).write_bytes(content[:-1])
    with pytest.raises(ModelError, match=f"{name} is not the file that model.json names"):
        Encoder(folder)


@pytest.mark.parametrize("content", [None, "", "{", "{}"])
def test_model_json_must_be_readable(folder: Path, content: str | None) -> None:
    folder.joinpath("model.json").unlink()
    if content is not None:
        folder.joinpath("model.json").write_text(content, "utf-8")
    with pytest.raises(ModelError, match=r"model\.json"):
        Encoder(folder)


def test_errors_are_one_line(folder: Path) -> None:
    folder.joinpath("model.json").unlink()
    with pytest.raises(ModelError) as caught:
        Encoder(folder)
    assert "\n" not in str(caught.value)


def test_the_hash_names_the_weights(encoder: Encoder) -> None:
    assert len(encoder.hash) == 64
    assert Encoder(MODEL).hash == encoder.hash
    assert set(json.loads(MODEL.joinpath("model.json").read_text("utf-8"))["sha256"]) >= set(FILES)


def test_nothing_to_annotate(encoder: Encoder) -> None:
    assert encoder.annotate([]) == []


@pytest.mark.parametrize("words", [LONGEST - 1, LONGEST, LONGEST + 1, 3 * LONGEST])
def test_a_sentence_longer_than_the_encoder_reads_is_one_tree(encoder: Encoder, words: int) -> None:
    [found] = encoder.annotate([["rain"] * words])
    check(found, words)


def test_a_monster_of_a_word_fills_no_window(encoder: Encoder) -> None:
    [found] = encoder.annotate([["The", "x9" * 5000, "rain", "fell", "."]])
    check(found, 5)


def test_words_the_vocabulary_has_no_pieces_for(encoder: Encoder) -> None:
    [found] = encoder.annotate([["\u200b", "\ufeff", "𝔘", "\x00"]])
    check(found, 4)


def test_sentences_come_back_in_their_order(encoder: Encoder) -> None:
    sentences = [["It", "rained", "."] * times for times in (40, 1, 90, 2, 7)]
    assert [len(found.heads) for found in encoder.annotate(sentences)] == [len(s) for s in sentences]


def check(found: Annotation, words: int) -> None:
    """One value for each word, and one tree."""
    for row in (found.upos, found.xpos, found.feats, found.scripts, found.heads, found.deprels):
        assert len(row) == words
    assert is_tree([0 if head == word else head + 1 for word, head in enumerate(found.heads)])
    assert [found.deprels[word] for word, head in enumerate(found.heads) if head == word] == ["root"]
    assert found.deprels.count("root") == 1
