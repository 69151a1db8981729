"""What comes out of the seed documents, held against what was expected of them beforehand.

`python -m tests.benchmarks.expected --missed --wrong` lists the differences.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.expected import Scores, read, readings, score

EDGE_PRECISION = 0.93
EDGE_RECALL = 0.93
CLAIM_PRECISION = 0.92
CLAIM_RECALL = 0.93

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def scores() -> Scores:
    expected = read(SEEDS / "expected")
    return score(readings(SEEDS / "documents", expected), expected)


def test_every_document_has_expectations() -> None:
    documents = {path.name for path in (SEEDS / "documents").glob("*.md")}
    assert {document.document for document in read(SEEDS / "expected")} == documents


def test_edges_above_the_floor(scores: Scores) -> None:
    assert scores.edges.precision >= EDGE_PRECISION
    assert scores.edges.recall >= EDGE_RECALL


def test_claims_above_the_floor(scores: Scores) -> None:
    assert scores.claims.precision >= CLAIM_PRECISION
    assert scores.claims.recall >= CLAIM_RECALL
