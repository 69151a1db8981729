"""Another spaCy pipeline reads in place of ours: how it is checked, what its graph says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Span

from kg import Reader
from kg.cli import main
from kg.errors import ModelError
from kg.graph import KnowledgeGraph
from kg.language import Doc, Language, annotate, load, load_other, model_hash
from kg.language.labels import NAME_TYPES
from kg.language.other_labels import ONTONOTES
from kg.language.other_pipelines import identity
from kg.text import document

# What the pipeline of these tests knows of words: universal tag, treebank tag, lemma, relation to the verb.
WORDS = {
    "Russia": ("PROPN", "NNP", "Russia", "nsubj"),
    "warned": ("VERB", "VBD", "warn", "root"),
    "Chile": ("PROPN", "NNP", "Chile", "obj"),
    "Peru": ("PROPN", "NNP", "Peru", "obj"),
}
TEXT = "Russia warned Chile.\n\nRussia warned Peru. Russia warned Chile."


class Fixed:
    """Hangs all words of a sentence on its verb; names are GPE, as in OntoNotes. A sentence ends at a full
    stop. `lacks` is what is not set."""

    def __init__(self, labels: tuple[str, ...], lacks: str) -> None:
        self.labels = labels
        self.lacks = lacks

    def __call__(self, doc: Doc) -> Doc:
        if self.lacks == "sentences":
            return doc
        for word in doc:
            word.is_sent_start = word.i == 0 or doc[word.i - 1].text == "."
        for sentence in list(doc.sents):
            verb = next((word for word in sentence if word.text == "warned"), sentence[0])
            for word in sentence:
                upos, tag, lemma, relation = WORDS.get(word.text, ("X", "FW", "", ""))
                if self.lacks != "upos":
                    word.pos_ = upos
                word.tag_, word.lemma_, word.head, word.dep_ = tag, lemma, verb, relation
        doc.set_ents([Span(doc, w.i, w.i + 1, "GPE") for w in doc if w.text in WORDS and w.text != "warned"])
        return doc


@Language.factory("fixed", default_config={"labels": ["nsubj", "obj", "case"], "lacks": ""})
def fixed(nlp: Language, name: str, labels: list[str], lacks: str) -> Fixed:
    return Fixed(tuple(labels), lacks)


@Language.component("failing")
def failing(doc: Doc) -> Doc:
    raise ZeroDivisionError("division by zero")


Maker = Callable[..., str]


@pytest.fixture
def saved(tmp_path: Path) -> Maker:
    """Saves a pipeline with one component; gives the name of its folder."""

    def save(factory: str = "fixed", **config: object) -> str:
        nlp = spacy.blank("en", meta={"name": "hand_made", "version": "1.2.3"})
        nlp.add_pipe(factory, config=config)
        nlp.to_disk(tmp_path / "pipeline")
        return str(tmp_path / "pipeline")

    return save


def test_the_reader_reads_with_it(saved: Maker) -> None:
    reading = Reader(pipeline=saved()).read(document(TEXT, source="test"))
    claims = [(c.subject.entity.label, c.relation.label, c.object and c.object.text) for c in reading.claims]
    assert claims == [("Russia", "warns", "Chile"), ("Russia", "warns", "Peru"), ("Russia", "warns", "Chile")]
    sentences = [TEXT[s.start : s.end] for s in reading.sentences]
    assert sentences == ["Russia warned Chile.", "Russia warned Peru.", "Russia warned Chile."]
    assert reading.model.startswith("en_hand_made-1.2.3-")


def test_the_command_line_reads_with_it(
    saved: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "one.txt").write_text(TEXT, "utf-8")
    build = ["build", "--json", str(tmp_path / "one.txt"), "--store"]
    name = saved()
    assert main([*build, str(tmp_path / "first"), "--pipeline", name]) == 0
    assert json.loads(capsys.readouterr().out)["claims"] == 3
    monkeypatch.setenv("KG_PIPELINE", name)
    assert main([*build, str(tmp_path / "second")]) == 0
    with KnowledgeGraph.open(tmp_path / "first", read_only=True) as one:
        lines = list(one.nquads())
    with KnowledgeGraph.open(tmp_path / "second", read_only=True) as other:
        assert list(other.nquads()) == lines
    model = f"/model/{identity(spacy.load(name))}>"
    assert any(model in line for line in lines)


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        ({"lacks": "sentences"}, "sets no sentence boundaries"),
        ({"lacks": "upos"}, "sets no universal part-of-speech tags"),
        ({"labels": ["nsubj", "obj"]}, "sets no labels of Universal Dependencies"),
        ({"labels": []}, "sets no labels of Universal Dependencies"),
        ({"labels": ["nsubj", "case", "dobj", "pobj"]}, r"labels dependencies as spaCy's .* \(dobj, pobj\)"),
        ({"factory": "failing"}, r"fails on a sentence \(division by zero\)"),
        ({"factory": "sentencizer"}, "sets no universal part-of-speech tags"),
    ],
    ids=str,
)
def test_one_that_does_not_fit_is_refused(saved: Maker, made: dict[str, object], reason: str) -> None:
    with pytest.raises(ModelError, match=reason):
        load_other(saved(**made))


@pytest.mark.parametrize("name", ["no_such_pipeline", "json", "/no/such/folder", "kg.cli"])
def test_one_that_cannot_be_loaded_is_refused(name: str) -> None:
    with pytest.raises(ModelError, match=f"“{name}”: cannot be loaded"):
        load_other(name)


def test_a_refusal_is_one_line_on_the_command_line(
    saved: Maker, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "one.txt").write_text(TEXT, "utf-8")
    arguments = ["build", str(tmp_path / "one.txt"), "--store", str(tmp_path / "store"), "--pipeline"]
    for name in ("no_such_pipeline", saved(lacks="upos")):
        assert main([*arguments, name]) == 1
        error = capsys.readouterr().err
        assert error.startswith(f"kg: error: pipeline “{name}”: ")
        assert error.count("\n") == 1


def test_ours_may_be_named() -> None:
    assert model_hash(load_other("kg")) == model_hash(load())
    assert Reader(pipeline="kg").read(document(TEXT, source="test")).model == model_hash(load())


def test_each_version_has_a_name_of_its_own(saved: Maker, tmp_path: Path) -> None:
    first = identity(spacy.load(saved()))
    assert identity(spacy.load(saved())) == first
    assert identity(spacy.load(saved(labels=["nsubj", "obj", "obl"]))) != first


def test_blocks_are_read_apart_and_nothing_else_is(saved: Maker) -> None:
    text = "\nRussia warned\n\n(Photo: A. Nobody)\n\nChile. Russia warned Peru.  \n"
    first, last = text.index("\n\n("), text.index("Chile")
    doc = annotate(load_other(saved()), text, [(1, first), (last, len(text) - 3)])
    assert doc.text == text
    assert [s.text.strip() for s in doc.sents] == [
        "", "Russia warned", "(Photo: A. Nobody)", "Chile.", "Russia warned Peru.", "",
    ]  # fmt: skip
    assert {w.pos_ for w in doc if first < w.idx < last} == {""}
    assert {w.dep_ for w in doc if w.head == w} == {"ROOT"}
    assert all(w.dep_ and text[w.idx : w.idx + len(w)] == w.text for w in doc)
    assert [name.label_ for name in doc.ents] == ["LOC"] * 4
    assert all(w.lemma_ for w in doc if w.pos_)


@pytest.mark.parametrize(
    ("text", "blocks"), [("", None), ("", []), ("x", []), (" \n", None), ("a b", [(1, 1)])]
)
def test_little_to_read(saved: Maker, text: str, blocks: list[tuple[int, int]] | None) -> None:
    assert annotate(load_other(saved()), text, blocks).text == text


def test_every_type_of_name_becomes_one_of_ours() -> None:
    assert set(ONTONOTES.values()) <= set(NAME_TYPES)
