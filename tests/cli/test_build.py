from __future__ import annotations

import io
import json
import sys
from types import SimpleNamespace

from kg.commands import store_option
from kg.commands.output import note
from kg.graph import KnowledgeGraph


def counts(outcome) -> dict[str, object]:
    return json.loads(outcome.out)


def test_a_folder_becomes_a_graph(run, articles):
    outcome = run("build", "--json", "articles")
    assert outcome.code == 0
    found = counts(outcome)
    assert (found["documents"], found["claims"], found["added"]["documents"]) == (2, 3, 2)
    assert found["seconds"] >= 0


def test_the_table_names_what_was_found(run, articles):
    outcome = run("build", "articles")
    assert [line.split("\t")[0] for line in outcome.out.splitlines()] == [
        "",
        "documents",
        "claims",
        "entities",
        "edges",
        "words",
        "seconds",
        "words per second",
    ]


def test_unchanged_documents_are_not_read_again(built, monkeypatch):
    def refuse():
        raise AssertionError("the language model was loaded")

    monkeypatch.setattr(sys.modules["kg.pipeline"], "Reader", refuse)
    found = counts(built("build", "--json", "articles"))
    assert (found["documents"], found["added"]["documents"], found["unchanged"]) == (2, 0, 2)


def test_a_changed_document_replaces_the_old_one(built, articles):
    (articles / "two.txt").write_text("Kyiv: Russia withdraws troops.\n", "utf-8")
    found = counts(built("build", "--json", "articles"))
    assert (found["documents"], found["added"]["documents"], found["unchanged"]) == (2, 1, 1)


def test_a_file_that_cannot_be_read_is_named_and_the_rest_goes_on(run, articles):
    outcome = run("build", "--json", "missing.txt", "articles")
    assert outcome.code == 1
    assert "missing.txt: no such file" in outcome.err
    assert counts(outcome)["documents"] == 2
    assert [failure["source"] for failure in counts(outcome)["failed"]] == ["missing.txt"]


def test_a_document_the_reader_fails_on_is_named_and_the_rest_goes_on(run, articles):
    (articles / "between.txt").write_text("Nobody can crash this.\n", "utf-8")
    outcome = run("build", "--json", "articles")
    assert outcome.code == 1
    assert "articles/between.txt: ValueError: cannot digest this" in outcome.err
    assert counts(outcome)["documents"] == 2


def test_text_on_stdin_is_a_document(run, monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"NATO warns Russia.\n")))
    assert counts(run("build", "--json", "-"))["documents"] == 1


def test_documents_lists_what_was_built_and_remove_takes_it_out(built):
    listed = json.loads(built("documents", "--json").out)
    assert {row["source"] for row in listed} == {"articles/one.txt", "articles/two.txt"}
    outcome = built("remove", listed[0]["id"])
    assert (outcome.code, outcome.out) == (0, "")
    assert len(built("documents").out.splitlines()) == 1
    again = built("remove", listed[0]["id"])
    assert again.code == 1
    assert again.err.startswith("kg: error: ") and again.err.count("\n") == 1


def test_the_demo_reads_the_samples_and_names_them_relative_to_their_folder(run):
    outcome = run("demo", "--no-serve", "--store", "demo")
    assert outcome.code == 0
    rows = json.loads(run("documents", "--json", "--store", "demo").out)
    assert len(rows) >= 10
    assert all(row["source"].startswith("documents/") for row in rows)
    assert run("demo", "--no-serve", "--store", "demo").out.splitlines()[1] == f"documents\t{len(rows)}\t0"


def test_the_spelling_of_a_path_does_not_matter(built, articles, tmp_path, monkeypatch):
    listed = built("documents").out
    assert counts(built("build", "--json", str(articles)))["unchanged"] == 2
    monkeypatch.chdir(articles)
    assert counts(built("build", "--json", "one.txt"))["unchanged"] == 1
    assert built("documents").out == listed
    monkeypatch.chdir(tmp_path)
    (articles / "one.txt").write_text("NATO warns Russia.\n", "utf-8")
    assert counts(built("build", "--json", str(articles / "one.txt")))["documents"] == 2


def test_files_of_the_same_content_are_one_document(built, articles):
    (articles / "copy.txt").write_bytes((articles / "one.txt").read_bytes())
    found = counts(built("build", "--json", "articles"))
    assert (found["documents"], found["unchanged"]) == (2, 3)
    (articles / "one.txt").write_text("NATO warns Russia.\n", "utf-8")
    found = counts(built("build", "--json", "articles"))
    assert (found["documents"], found["added"]["documents"], found["unchanged"]) == (3, 2, 1)
    sources = {row["source"] for row in json.loads(built("documents", "--json").out)}
    assert sources == {"articles/copy.txt", "articles/one.txt", "articles/two.txt"}
    assert counts(built("build", "--json", "articles"))["unchanged"] == 3


def test_a_file_that_becomes_a_copy_is_no_document_any_more(built, articles):
    (articles / "two.txt").write_bytes((articles / "one.txt").read_bytes())
    assert counts(built("build", "--json", "articles"))["documents"] == 1
    assert counts(built("build", "--json", "articles"))["unchanged"] == 2


def test_no_store_is_made_for_nothing(run, tmp_path):
    assert run("build", "nope.txt").code == 1
    assert not (tmp_path / "store").exists()


def test_a_second_writer_waits(built, articles, tmp_path, monkeypatch):
    writer = KnowledgeGraph.open(tmp_path / "store")

    def noted(text):
        note(text)
        writer.close()

    with monkeypatch.context() as patched:
        patched.setattr(store_option, "note", noted)
        outcome = built("build", "articles")
    assert outcome.code == 0
    assert outcome.err.count("waiting up to 10 s") == 1
    monkeypatch.setattr(store_option, "WAIT", 0.2)
    with KnowledgeGraph.open(tmp_path / "store"):
        assert built("build", "articles").code == 1
