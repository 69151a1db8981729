"""Marks stand on the right characters, whatever the characters are."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from api.html.marking import marked
from kg.query.rows import ClaimRow, SlotRow

SLOT = SlotRow("a", "a", "a", ())
CLAIM = ClaimRow(
    id="c",
    iri="urn:c",
    subject=SLOT,
    relation="r",
    relation_id="r",
    relation_text="r",
    relation_spans=(),
    object=None,
    holders=(),
    polarity="positive",
    certainty="certain",
    temporality="nonfuture",
    conditional=False,
    edge=True,
    event_type=None,
    when=None,
    when_start=None,
    when_end=None,
    confidence=1.0,
    rules=(),
    content=(),
    sentence="",
    sentence_span=(0, 0),
    document="d",
    title=None,
    publisher=None,
    published=None,
)


def claim(sentence: str, start: int = 0, **spans: tuple[tuple[int, int], ...]) -> ClaimRow:
    return replace(
        CLAIM,
        sentence=sentence,
        sentence_span=(start, start + len(sentence)),
        subject=replace(SLOT, spans=spans.get("subject", ())),
        relation_spans=spans.get("relation", ()),
        object=replace(SLOT, spans=spans.get("object", ())),
    )


def test_words_that_only_spaces_part_are_one_stretch() -> None:
    row = claim("It will  move on", relation=((3, 7), (9, 13)))
    assert marked(row) == 'It <mark class="relation" title="relation">will  move</mark> on'


def test_a_span_inside_another_shows() -> None:
    row = claim("a b c", start=10, object=((10, 15),), subject=((12, 13),))
    assert marked(row) == (
        '<mark class="object" title="object">a </mark>'
        '<mark class="subject" title="subject">b</mark>'
        '<mark class="object" title="object"> c</mark>'
    )


def test_offsets_are_code_points_and_clipped() -> None:
    row = claim("😀&é", start=5, subject=((5, 6),), relation=((7, 99),), object=((0, 3),))
    assert marked(row) == (
        '<mark class="subject" title="subject">😀</mark>&amp;<mark class="relation" title="relation">é</mark>'
    )


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4),
)
def test_the_sentence_is_never_changed(
    sentence: str, subject: list[tuple[int, int]], relation: list[tuple[int, int]]
) -> None:
    row = claim(sentence, 5, subject=tuple(subject), relation=tuple(relation))
    tree = html.fromstring(f"<pre>x{marked(row)}</pre>")
    assert tree.text_content() == "x" + sentence
