"""`kg export`: every format, every condition, and nothing left of what was not finished."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from kg.export import FORMATS
from kg.export.source import Source
from tests.support.serving import KG, ROOT

GEXF = {"g": "http://gexf.net/1.3"}


def nodes(file: Path) -> set[str]:
    """The ids of a GEXF file's nodes."""
    return set(etree.parse(file).xpath("//g:node/@id", namespaces=GEXF))


def edges(file: Path) -> set[tuple[str, ...]]:
    """The ends of a GEXF file's edges, and what tells them apart."""
    found = etree.parse(file).xpath("//g:edge", namespaces=GEXF)
    return {(edge.get("source"), edge.get("kind"), edge.get("target")) for edge in found}


@pytest.mark.parametrize("format", FORMATS)
def test_the_suffix_says_the_format(built, tmp_path, format):
    name = f"g{FORMATS[format].suffix}"
    assert built("export", "-o", name).err.startswith(f"kg: wrote {name}: 5 entities, 2 edges")
    given = built("export", "-o", "other", "--format", format)
    assert given.code == 0
    if format not in ("csv", "neo4j"):
        assert (tmp_path / name).read_bytes() == (tmp_path / "other").read_bytes() != b""
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), {"Russia", "troops", "NATO"}),
        (("--entity", "NATO"), {"NATO", "Russia"}),
        (("--entity", "nato", "--depth", "2"), {"NATO", "Russia", "troops"}),
        (("--entity", "NATO", "--depth", "2", "--limit", "2"), {"NATO", "Russia"}),
        (("--holder", "Moscow"), {"Russia", "troops"}),
        (("--holder", "publisher"), {"NATO", "Russia"}),
        (("--relation", "warns"), {"NATO", "Russia"}),
        (("--entities-only",), {"NATO", "Russia"}),
        (("--min-confidence", "0.6"), set()),
        (("--min-weight", "2"), set()),
        (("--event-type", "CONSULT"), set()),
        (("--since", "2022-01-01", "--until", "2022-12-31"), set()),
        (("--construct", "CONSTRUCT WHERE { ?s rel:warns ?o }"), {"NATO", "Russia"}),
    ],
)
def test_conditions(built, tmp_path, options, expected):
    outcome = built("export", "-o", "g.gexf", *options)
    assert outcome.code == 0, outcome.err
    connected = {end for source, _, target in edges(tmp_path / "g.gexf") for end in (source, target)}
    assert connected == expected
    assert connected <= nodes(tmp_path / "g.gexf")


def test_one_document(built, tmp_path):
    second = built("documents").out.splitlines()[1].split("\t")[0]
    documents = {line.split("\t")[0] for line in built("documents").out.splitlines()}
    assert second in documents
    found = set()
    for document in sorted(documents):
        assert built("export", "-o", "g.gexf", "--all-claims", "--document", document).code == 0
        found.add(frozenset(edges(tmp_path / "g.gexf")))
    assert len(found) == 2


def test_denied_edges_are_told_apart(built, tmp_path):
    built("export", "-o", "g.gexf")
    affirmed = edges(tmp_path / "g.gexf")
    built("export", "-o", "g.gexf", "--all-claims")
    denied = edges(tmp_path / "g.gexf") - affirmed
    assert denied == {("Russia", "withdraws~denied", "troops")}


def test_a_query_from_a_file(built, tmp_path):
    (tmp_path / "view.rq").write_text("CONSTRUCT WHERE { ?s rel:warns ?o }")
    assert built("export", "-o", "g.nq", "--construct", "view.rq").code == 0
    assert len((tmp_path / "g.nq").read_text().splitlines()) == 1


def test_what_is_drawn_may_be_chosen(built, tmp_path):
    def text(*options: str) -> str:
        assert built("export", "-o", "g.gexf", *options).code == 0
        return (tmp_path / "g.gexf").read_text("utf-8")

    assert "position" in text() and "position" not in text("--no-layout")
    assert "pagerank" in text() and "pagerank" not in text("--no-measures")
    assert 'mode="dynamic"' in text("--dynamic") and 'mode="dynamic"' not in text()


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("-o", "g.gexf", "--depth", "2"), 2, "--depth goes with --entity"),
        (("-o", "g.gexf", "--limit", "2"), 2, "--limit goes with --entity"),
        (("-o", "g.gexf", "--entity", "NATO", "--depth", "9"), 2, "1<=x<=3"),
        (("-o", "g.gexf", "--entity", "Nobody"), 1, "no entity is called 'Nobody'"),
        (("-o", "g.gexf", "--since", "yesterday"), 1, "no date “yesterday”"),
        (("-o", "g.gexf", "--document", "none"), 1, "no document “none”"),
        (("-o", "g.gexf", "--construct", "missing.rq"), 2, "no such file, and no query either"),
        (("-o", "g.gexf", "--construct", "SELECT * { ?s ?p ?o }"), 1, "CONSTRUCT"),
        (("-o", "g.gexf", "--construct", "CONSTRUCT WHERE {?s ?p ?o}", "--holder", "NATO"), 1, "CONSTRUCT"),
        (("-o", "g.ttl", "--dynamic"), 1, "turtle is RDF"),
        (("-o", "g.txt"), 2, "name one with --format"),
        (("-o", "g.csv", "--format", "neo4j"), 2, "neo4j makes two tables"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_one_line(built, tmp_path, options, code, words):
    outcome = built("export", *options)
    assert outcome.code == code
    assert words in outcome.err and outcome.err.count("\n") == 1
    assert not list(tmp_path.glob("*g.*"))


@pytest.mark.parametrize("format", ["csv", "neo4j"])
def test_a_folder_is_replaced_as_a_whole(built, tmp_path, format):
    tables = tmp_path / "tables"
    assert built("export", "--format", format, "-o", "tables").code == 0
    before = {file.name: file.read_bytes() for file in tables.iterdir()}
    assert {"nodes.csv", "edges.csv"} <= set(before)
    assert built("export", "--format", format, "-o", "tables", "--entity", "NATO").code == 0
    after = {file.name: file.read_bytes() for file in tables.iterdir()}
    assert set(after) == set(before) and after != before
    assert not list(tmp_path.glob(".*"))


def test_a_folder_with_other_things_in_it_is_left_alone(built, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.tex").write_text("precious")
    outcome = built("export", "--format", "csv", "-o", "mine")
    assert outcome.code == 1 and "has other things in it" in outcome.err
    assert [file.name for file in (tmp_path / "mine").iterdir()] == ["thesis.tex"]


def _interrupted(source, items):
    yield next(iter(items))
    raise KeyboardInterrupt


def _terminated(source, items):
    yield next(iter(items))
    os.kill(os.getpid(), signal.SIGTERM)
    yield from items


def _failed(source, items):
    yield next(iter(items))
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(("counted", "code"), [(_interrupted, 130), (_terminated, 130), (_failed, 1)])
@pytest.mark.parametrize("format", ["gexf", "csv", "neo4j", "turtle", "nanopub"])
def test_what_is_broken_off_leaves_what_was_there(built, tmp_path, monkeypatch, format, counted, code):
    target = "tables" if format in ("csv", "neo4j") else f"g{FORMATS[format].suffix}"
    built("export", "-o", target, "--format", format)
    before = _all(tmp_path)
    monkeypatch.setattr(Source, "counted", counted)
    for name in (target, f"new{FORMATS[format].suffix}", "new"):
        outcome = built("export", "-o", name, "--format", format)
        assert outcome.code == code
        assert len(outcome.err.strip().splitlines()) == (code == 1)
    assert _all(tmp_path) == before


def _all(folder: Path) -> dict[str, bytes]:
    """All files of a folder but those of the store."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and not file.is_relative_to(folder / "store")
    }


def test_a_terminal_sees_how_far_it_is(built, tmp_path):
    ours, theirs = pty.openpty()
    command = [*KG, "export", "-o", str(tmp_path / "g.gexf"), "--store", str(tmp_path / "store")]
    process = subprocess.Popen(command, stderr=theirs, cwd=ROOT, env=os.environ | {"TERM": "xterm"})
    os.close(theirs)
    heard = b""
    try:
        while data := os.read(ours, 4096):
            heard += data
    except OSError:  # how the end of a terminal looks
        pass
    os.close(ours)
    assert process.wait(60) == 0
    assert b"choosing" in heard and b"wrote" in heard
