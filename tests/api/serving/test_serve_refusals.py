"""What keeps a server from starting is told before it listens, and by its own name."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.serving.serve import serve
from kg.errors import KgError, StoreError
from kg.graph import KnowledgeGraph


def test_a_damaged_file_of_tokens(tmp_path: Path) -> None:
    KnowledgeGraph.open(tmp_path / "store").close()
    (tmp_path / "store" / "tokens.json").write_text("{")
    with pytest.raises(StoreError, match=r"tokens\.json cannot be read"):
        serve(tmp_path / "store", port=0)


def test_a_store_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Peru thanked Chile.")
    with pytest.raises(KgError, match="is not a kg store"):
        serve(tmp_path / "notes.txt", port=0)
