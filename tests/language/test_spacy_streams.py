"""Streams of texts: the same annotation however they are batched, spread over processes, or stored."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from spacy.tokens import DocBin, Span

from kg.language import Doc, Language, annotate, load, package
from tests.support.annotation import rows

TEXTS = [
    "The mayor of Lima opened the bridge.",
    "",
    "“The dam is safe,” Maria Silva told reporters in Quito on Monday. It rained.",
    "\n\n",
    "Boats, boats and boats",
    "Peru's firm can't sell its re-elected mayor’s boats.",
]
SPREAD = """
import multiprocessing, sys
import spacy

if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    nlp = spacy.load("kg")
    for doc in nlp.pipe(sys.argv[1:], n_process=2, batch_size=1):
        print([(w.text, w.dep_, w.head.i, w.ent_type_) for w in doc])
"""


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


@pytest.fixture(scope="module")
def alone(nlp: Language) -> list[list[tuple[object, ...]]]:
    """Each text by itself, in a pipeline that has seen nothing else."""
    return [rows(package.load()(text)) for text in TEXTS[:3]] + [rows(nlp(text)) for text in TEXTS[3:]]


@pytest.mark.parametrize("size", [1, 2, 100])
def test_batches_change_nothing(nlp: Language, alone: list[object], size: int) -> None:
    assert [rows(doc) for doc in nlp.pipe(TEXTS, batch_size=size)] == alone


def test_order_and_what_came_before_change_nothing(nlp: Language, alone: list[object]) -> None:
    annotate(nlp, "x " * 700 + "Foxtrots danced.")
    assert [rows(doc) for doc in nlp.pipe(reversed(TEXTS))] == alone[::-1]


def test_threads_change_nothing() -> None:
    text = " ".join(["The mayor opened the bridge that the firm had built in Lima."] * 30)
    assert rows(annotate(load(threads=2), text)) == rows(annotate(load(), text))


@pytest.mark.parametrize("threads", [1, 2])
def test_processes_change_nothing(alone: list[object], threads: int) -> None:
    nlp = load(threads=threads)
    nlp("The model is open before the processes fork.")
    assert [rows(doc) for doc in nlp.pipe(TEXTS, n_process=2, batch_size=2)] == alone


@pytest.mark.slow
def test_processes_that_do_not_fork_change_nothing(nlp: Language, tmp_path: Path) -> None:
    script = tmp_path / "spread.py"
    script.write_text(SPREAD, "utf-8")
    done = subprocess.run(
        [sys.executable, str(script), *TEXTS[:3]], capture_output=True, text=True, timeout=300
    )
    wanted = [[(w.text, w.dep_, w.head.i, w.ent_type_) for w in nlp(text)] for text in TEXTS[:3]]
    assert done.stdout.splitlines() == list(map(str, wanted)), done.stderr


def test_a_fork_while_the_model_is_open_ends(nlp: Language) -> None:
    """The parent's threads are missing in the child: nothing may wait for them."""
    load(threads=2)(TEXTS[0])
    child = os.fork()
    if not child:
        same = rows(load(threads=2)(TEXTS[2])) == rows(nlp(TEXTS[2]))
        os._exit(0 if same else 1)
    timer = threading.Timer(180, os.kill, (child, 9))
    timer.start()
    assert os.waitpid(child, 0)[1] == 0
    timer.cancel()


def test_contexts_stay_with_their_texts(nlp: Language, alone: list[object]) -> None:
    pairs = list(nlp.pipe([(text, {"id": i}) for i, text in enumerate(TEXTS)], as_tuples=True, batch_size=2))
    assert [context["id"] for _, context in pairs] == list(range(len(TEXTS)))
    assert [rows(doc) for doc, _ in pairs] == alone


def test_one_that_fails_can_be_passed_over(nlp: Language) -> None:
    failed: list[int] = []
    bad = nlp.make_doc("The dam held.")
    bad._.blocks = 5
    broken = package.load()
    broken.set_error_handler(lambda name, component, docs, error: failed.append(len(docs)))
    read = [doc.text for doc in broken.pipe(["It rained.", bad, "Boats sell."])]
    assert read == ["It rained.", "Boats sell."]
    assert failed == [1]


def annotated(nlp: Language) -> Doc:
    doc = annotate(nlp, "Peru signed.\n\n(Photo)\n\nChile left it.", [(0, 12), (23, 37)])
    doc.spans["ours"] = [Span(doc, 0, 2, "PAIR"), Span(doc, 1, 2)]
    return doc


def test_a_document_goes_to_bytes_and_back(nlp: Language) -> None:
    doc = annotated(nlp)
    compare(Doc(nlp.vocab).from_bytes(doc.to_bytes()), doc)
    compare(Doc(package.load().vocab).from_bytes(doc.to_bytes()), doc)


def test_a_collection_of_documents_comes_back(nlp: Language, tmp_path: Path) -> None:
    docs = [annotated(nlp), nlp(TEXTS[2]), nlp("")]
    DocBin(store_user_data=True, docs=docs).to_disk(tmp_path / "docs.spacy")
    back = list(DocBin().from_disk(tmp_path / "docs.spacy").get_docs(package.load().vocab))
    assert len(back) == len(docs)
    for one, other in zip(back, docs, strict=True):
        compare(one, other)


def test_blocks_go_with_a_document_through_the_stream(nlp: Language) -> None:
    doc = annotated(nlp)
    given = nlp.make_doc(doc.text)
    given._.blocks = doc._.blocks
    for processes in (1, 2):
        [read] = nlp.pipe([given.copy()], n_process=processes)
        assert rows(read) == rows(doc)


def compare(one: Doc, other: Doc) -> None:
    assert rows(one) == rows(other)
    assert one.text == other.text
    assert [s.text for s in one.sents] == [s.text for s in other.sents]
    # Bytes know lists only.
    assert list(map(tuple, one._.blocks or [])) == (other._.blocks or [])
    assert {key: [(s.start, s.end, s.label_) for s in group] for key, group in one.spans.items()} == {
        key: [(s.start, s.end, s.label_) for s in group] for key, group in other.spans.items()
    }
