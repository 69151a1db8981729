"""A store with two small documents, and a reader that needs no language model.

The reader takes each line “Subject relation Object.” for a sentence with one claim, “not” before the
relation for a denial, and “Holder: …” before it for who says so.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import ModuleType

import pytest

from kg.cli import main
from kg.model import (
    Argument,
    Claim,
    Document,
    Entity,
    EntityMention,
    EntityType,
    Evidence,
    Holder,
    Polarity,
    Reading,
    Relation,
    Span,
    Speech,
    Stance,
)

LINE = re.compile(
    r"(?:(?P<holder>\w+): )?(?P<subject>\w+) (?P<denied>not )?(?P<relation>\w+) (?P<object>\w+)\."
)


def argument(found: re.Match[str], group: str) -> Argument:
    word = found[group]
    kind = EntityType.COUNTRY if word[0].isupper() else EntityType.CONCEPT
    return Argument(
        word, word, (Span(*found.span(group)),), Entity(word, word, kind, aliases=(word.upper(),))
    )


def claim(document: Document, found: re.Match[str]) -> Claim:
    holders = ()
    if found["holder"]:
        holders = (Holder(argument(found, "holder"), "", (), Speech.DIRECT),)
    span = Span(*found.span())
    return Claim(
        id=sha256(f"{document.id}-{found.start()}".encode()).hexdigest()[:16],
        subject=argument(found, "subject"),
        relation=Relation(found["relation"], found["relation"], (Span(*found.span("relation")),)),
        object=argument(found, "object"),
        holders=holders,
        stance=Stance(polarity=Polarity.NEGATIVE if found["denied"] else Polarity.POSITIVE),
        evidence=Evidence(span, (span,)),
        rules=("ThreeWords",),
        confidence=0.5,
        edge=not found["denied"],
    )


class Reader:
    """Stands for `kg.pipeline.Reader`; a document with the word “crash” makes it fail."""

    def __init__(self, pipeline: str | None = None) -> None:
        assert pipeline is None

    def read(self, document: Document) -> Reading:
        if "crash" in document.text:
            raise ValueError("cannot digest this")
        matches = list(LINE.finditer(document.text))
        arguments = [argument(found, group) for found in matches for group in ("subject", "object")]
        return Reading(
            document=document,
            sentences=tuple(Span(*found.span()) for found in matches),
            mentions=tuple(EntityMention(one.entity, one.spans[0], "name") for one in arguments),
            claims=tuple(claim(document, found) for found in matches),
            model="none",
            words=len(document.text.split()),
        )

    def pipe(self, documents: Iterable[Document]) -> Iterator[Reading]:
        ahead = list(documents)
        return (self.read(document) for document in ahead)


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


@pytest.fixture
def run(tmp_path: Path, monkeypatch, capsys) -> Callable[..., Outcome]:
    """Runs `kg` with a store of its own in a folder of its own."""
    module = ModuleType("kg.pipeline")
    module.Reader = Reader  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "kg.pipeline", module)
    monkeypatch.setenv("KG_STORE", str(tmp_path / "store"))
    monkeypatch.delenv("KG_BASE", raising=False)
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str) -> Outcome:
        capsys.readouterr()
        code = main(arguments)
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return Outcome(code, captured.out, captured.err)

    return invoke


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Two documents that name the same entities and disagree."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text("Moscow: Russia withdraws troops.\n\nNATO warns Russia.\n", "utf-8")
    (folder / "two.txt").write_text("Kyiv: Russia not withdraws troops.\n", "utf-8")
    return folder


@pytest.fixture
def built(run, articles) -> Callable[..., Outcome]:
    """`run`, with both articles in the store."""
    assert run("build", "articles").code == 0
    return run
