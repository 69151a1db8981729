"""The pipeline is a spaCy package: it loads by name, and goes to disk, bytes and pickle and comes back."""

from __future__ import annotations

import json
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
import spacy
from spacy.util import load_model_from_config

import kg
from kg.errors import ModelError
from kg.language import MODEL, Language, annotate, load, model_hash
from kg.language.annotator import NAME
from kg.language.labels import NAME_TYPES
from kg.language.tokenizer import WordCutter
from tests.support.annotation import rows

TEXT = "Mr. Silva re-elected?\n\nThe U.S.-based firm sold boats to Peru. It can't last."


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load("kg")


@pytest.fixture(scope="module")
def saved(nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("saved") / "pipeline"
    nlp.to_disk(folder)
    return folder


def again(nlp: Language) -> Language:
    """By bytes, into a pipeline made of the config alone."""
    return load_model_from_config(nlp.config).from_bytes(nlp.to_bytes())


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_it_loads_by_name(nlp: Language) -> None:
    assert rows(nlp(TEXT)) == rows(load()(TEXT)) == rows(annotate(nlp, TEXT))
    assert spacy.load("kg") is not nlp
    assert model_hash(nlp) == model_hash(load())


@pytest.mark.parametrize(
    "way",
    [again, lambda nlp: pickle.loads(pickle.dumps(nlp)), lambda nlp: kg.load().from_bytes(nlp.to_bytes())],
    ids=["bytes", "pickle", "bytes into a loaded one"],
)
def test_what_comes_back_annotates_alike(nlp: Language, way: Callable[[Language], Language]) -> None:
    back = way(nlp)
    assert rows(back(TEXT)) == rows(nlp(TEXT))
    assert isinstance(back.tokenizer, WordCutter)
    assert (back.max_length, back.meta, model_hash(back)) == (nlp.max_length, nlp.meta, model_hash(nlp))


def test_a_pipeline_on_disk_is_whole(nlp: Language, saved: Path, tmp_path: Path) -> None:
    moved = shutil.copytree(saved, tmp_path / "moved")
    back = spacy.load(moved)
    shutil.rmtree(moved)
    assert rows(back(TEXT)) == rows(nlp(TEXT))
    assert rows(again(back)(TEXT)) == rows(nlp(TEXT))
    assert back.config.to_str() == nlp.config.to_str()


def test_a_process_that_knows_nothing_of_kg_loads_it(nlp: Language, saved: Path) -> None:
    words = [(w.text, w.dep_) for w in nlp(TEXT)]
    code = f"import spacy; print([(w.text, w.dep_) for w in spacy.load({str(saved)!r})({TEXT!r})])"
    assert run(code) == str(words)


def test_nothing_names_a_place_on_this_machine(nlp: Language, saved: Path) -> None:
    places = {str(MODEL.parents[2]), str(saved.parent), str(Path.home())}
    for text in (nlp.config.to_str(), json.dumps(nlp.meta), (saved / "config.cfg").read_text("utf-8")):
        assert not [place for place in places if place in text]


def test_a_damaged_file_is_named(nlp: Language, saved: Path, tmp_path: Path) -> None:
    broken = shutil.copytree(saved, tmp_path / "broken")
    (broken / NAME / "labels.npy").write_bytes(b"")
    with pytest.raises(ModelError, match=r"labels\.npy is not the file"):
        spacy.load(broken)
    (broken / NAME / "labels.npy").unlink()
    with pytest.raises(ModelError, match=r"labels\.npy cannot be read"):
        spacy.load(broken)


def test_no_file_is_written_outside_the_folder(nlp: Language, tmp_path: Path) -> None:
    (tmp_path / "model.json").write_text(json.dumps({"sha256": {"../labels.json": "0" * 64}}), "utf-8")
    with pytest.raises(ModelError, match="no plain file name"):
        nlp.get_pipe(NAME).from_disk(tmp_path)


def test_what_the_meta_say(nlp: Language) -> None:
    meta = nlp.meta
    assert (meta["lang"], meta["name"], meta["version"]) == ("en", "kg", version("kg"))
    assert meta["license"] == "CC-BY-SA-4.0"
    assert "trees" in meta["description"]
    assert meta["labels"][NAME] == nlp.pipe_labels[NAME]
    assert {"PROPN", "NNP", "nsubj:pass", "ROOT", *NAME_TYPES} <= set(nlp.pipe_labels[NAME])


def test_components_can_be_left_out(nlp: Language) -> None:
    for left in (spacy.load("kg", disable=[NAME]), spacy.load("kg", exclude=[NAME])):
        assert NAME not in left.pipe_names
        assert not left(TEXT).has_annotation("DEP")
    assert spacy.load("kg", enable=[NAME]).pipe_names == [NAME]
    with nlp.select_pipes(disable=[NAME]):
        assert not nlp(TEXT).has_annotation("DEP")
    assert [w.dep_ for doc in nlp.pipe([TEXT], disable=[NAME]) for w in doc if w.dep_] == []


def test_settings_can_be_given() -> None:
    given = spacy.load("kg", config={"components": {NAME: {"threads": 2}}, "nlp.batch_size": 7})
    assert given.get_pipe(NAME).threads == 2
    assert (given.batch_size, given.config["components"][NAME]["threads"]) == (7, 2)


def test_the_component_alone_goes_into_another_pipeline() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(NAME)
    doc = nlp("The dam held. It rained.")
    assert [sentence.text for sentence in doc.sents] == ["The dam held.", "It rained."]
    assert model_hash(nlp) == model_hash(load())


def test_what_the_pipeline_sets_is_declared(nlp: Language) -> None:
    analysis = nlp.analyze_pipes()
    assert not any(analysis["problems"].values())
    assert {"doc.sents", "doc.ents", "token.dep", "token.pos"} <= set(analysis["summary"][NAME]["assigns"])


def test_importing_kg_imports_no_spacy() -> None:
    assert run("import sys, kg; print('spacy' in sys.modules)") == "False"


def test_spacy_without_our_pipeline_starts_no_runtime() -> None:
    assert run("import sys, spacy; spacy.blank('en'); print('onnxruntime' in sys.modules)") == "False"
