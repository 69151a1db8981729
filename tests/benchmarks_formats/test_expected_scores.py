"""How claims are compared with expected ones."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.model import Document, Stance
from tests.benchmarks import expected
from tests.benchmarks.command import MalformedError
from tests.benchmarks_formats.readings import CLAIM, TEXT, reading

WANTED = {
    "subject": "the Russian Federation",
    "relation": "moves troops to",
    "object": "Garrisons",
    "holder": "Russia",
    "polarity": "positive",
    "certainty": "probable",
    "temporality": "future",
    "edge": True,
}


def scores(tmp_path: Path, *claims: dict[str, Any], text: str = TEXT) -> expected.Scores:
    row = {"document": "a.md", "sentences": [{"text": text, "claims": list(claims)}]}
    (tmp_path / "a.json").write_text(json.dumps(row), "utf-8")
    found = (CLAIM, replace(CLAIM, id="c2", stance=Stance(), holders=()), replace(CLAIM, id="c3"))
    return expected.score([reading(Document("d", TEXT, "texts/a.md"), found)], expected.read(tmp_path))


def test_edges_are_counted_once_and_claims_by_holder_and_stance(tmp_path: Path) -> None:
    result = scores(tmp_path, WANTED)
    assert (result.edges.right, result.edges.system, result.edges.gold) == (1, 1, 1)
    assert (result.claims.right, result.claims.system, result.claims.gold) == (1, 2, 1)
    assert result.missed_claims == () and len(result.wrong_claims) == 1
    assert "garrisons [narrated]" in result.wrong_claims[0]


def test_a_claim_held_by_another_is_missed(tmp_path: Path) -> None:
    result = scores(tmp_path, {**WANTED, "holder": "NATO"})
    assert result.edges.f1 == 1.0 and result.claims.right == 0
    assert "[NATO] positive, probable, future" in result.missed_claims[0]


def test_only_listed_sentences_count_for_precision(tmp_path: Path) -> None:
    result = scores(tmp_path, text=TEXT[-13:])
    assert result.edges.system == 0


@pytest.mark.parametrize("wrong", [{"polarity": "perhaps"}, {"edge": "yes"}, {"when": None}])
def test_malformed_expectations_are_named(wrong: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(MalformedError, match=r"a\.json"):
        scores(tmp_path, {**WANTED, **wrong})


def test_a_sentence_that_is_not_in_the_document_is_named(tmp_path: Path) -> None:
    with pytest.raises(MalformedError, match="no such sentence: Something else"):
        scores(tmp_path, WANTED, text="Something else.")
