"""Lines come out sorted, however few are held at a time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.store.sorted_lines import merged

LINES = st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=5))


@given(lines=LINES, run=st.integers(1, 4))
def test_sorted(lines: list[str], run: int) -> None:
    assert list(merged(lines, run=run)) == sorted(lines)
