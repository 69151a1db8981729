"""The model's files, and what the encoder does at its limits."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from kg.errors import ModelError
from kg.language import MODEL
from kg.language.encoder import Annotation, Encoder
from kg.language.windows import LONGEST
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
    assert len(encoder.files.hash) == 64
    assert Encoder(MODEL).files.hash == encoder.files.hash
    assert set(json.loads(MODEL.joinpath("model.json").read_text("utf-8"))["sha256"]) >= set(FILES)


def annotate(encoder: Encoder, *sentences: list[str]) -> Annotation:
    """The sentences of one paragraph, boundaries kept."""
    words = [word for sentence in sentences for word in sentence]
    starts = np.array([i == 0 for sentence in sentences for i in range(len(sentence))], dtype=np.bool_)
    breaks = np.zeros(len(words), dtype=np.bool_)
    return encoder.annotate(words, breaks, starts)


def test_nothing_to_annotate(encoder: Encoder) -> None:
    assert len(annotate(encoder).heads) == 0


@pytest.mark.parametrize("words", [LONGEST - 1, LONGEST, LONGEST + 1, 3 * LONGEST])
def test_a_sentence_longer_than_the_encoder_reads_is_one_tree(encoder: Encoder, words: int) -> None:
    check(encoder, annotate(encoder, ["rain"] * words), [words])


def test_a_monster_of_a_word_fills_no_window(encoder: Encoder) -> None:
    check(encoder, annotate(encoder, ["The", "x9" * 5000, "rain", "fell", "."]), [5])


def test_words_the_vocabulary_has_no_pieces_for(encoder: Encoder) -> None:
    check(encoder, annotate(encoder, ["\u200b", "\ufeff", "𝔘", "\x00"]), [4])


def test_given_sentences_are_kept(encoder: Encoder) -> None:
    sizes = [3 * times for times in (40, 1, 90, 2, 400, 7)]
    check(encoder, annotate(encoder, *(["It", "rained", "."] * (size // 3) for size in sizes)), sizes)


def test_without_boundaries_given_paragraphs_are_kept_and_sentences_found(encoder: Encoder) -> None:
    words = ["The", "dam", "held", ".", "Maria", "Silva", "opened", "the", "bridge", "in", "Lima", "."] * 60
    breaks = np.arange(len(words)) % 24 == 0
    found = encoder.annotate(words, breaks)
    assert found.starts[breaks].all()
    assert found.starts.sum() > 60
    check(encoder, found, np.diff(np.flatnonzero(found.starts), append=len(words)).tolist())


def check(encoder: Encoder, found: Annotation, sizes: list[int]) -> None:
    """One value for each word, and one tree for each sentence."""
    assert np.diff(np.flatnonzero(found.starts), append=len(found.starts)).tolist() == sizes
    root = encoder.labels.deprels.index("root")
    for row in (*found.tags.values(), found.heads, found.deprels):
        assert len(row) == sum(sizes)
    begin = 0
    for size in sizes:
        heads = [int(head) - begin for head in found.heads[begin : begin + size]]
        assert is_tree([0 if head == word else head + 1 for word, head in enumerate(heads)])
        deprels = found.deprels[begin : begin + size].tolist()
        assert [deprels[word] for word, head in enumerate(heads) if head == word] == [root]
        assert deprels.count(root) == 1
        begin += size
