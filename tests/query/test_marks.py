from __future__ import annotations

from kg.query.marks import pieces
from kg.query.rows import ClaimRow, HolderRow, SlotRow

SENTENCE = "Russia says it will move more troops to their garrisons."
START = 100


def span(words: str) -> tuple[int, int]:
    begin = SENTENCE.index(words)
    return START + begin, START + begin + len(words)


def claim(**changes) -> ClaimRow:
    fields = {
        "id": "c1",
        "iri": "https://kg.example/claim/c1",
        "subject": SlotRow("Russia", "Russia", "Russia", (span("Russia"),)),
        "relation": "moves troops",
        "relation_id": "moves_troops",
        "relation_text": "will move more troops to",
        "relation_spans": (span("will"), span("move"), span("troops to")),
        "object": SlotRow("garrisons", "garrisons", "garrisons", (span("garrisons"),)),
        "holders": (HolderRow("Russia", "Russia", "says", (span("says"),), "indirect"),),
        "polarity": "positive",
        "certainty": "probable",
        "temporality": "future",
        "conditional": False,
        "edge": True,
        "event_type": None,
        "when": None,
        "when_start": None,
        "when_end": None,
        "confidence": 0.9,
        "rules": (),
        "content": (),
        "sentence": SENTENCE,
        "sentence_span": (START, START + len(SENTENCE)),
        "document": "d1",
        "title": None,
        "publisher": None,
        "published": None,
    }
    return ClaimRow(**(fields | changes))


def test_each_word_has_its_role_and_neighbours_of_one_role_are_one_piece():
    assert pieces(claim()) == [
        ("Russia", "subject"),
        (" ", None),
        ("says", "cue"),
        (" it ", None),
        ("will move", "relation"),
        (" more ", None),
        ("troops to", "relation"),
        (" their ", None),
        ("garrisons", "object"),
        (".", None),
    ]


def test_the_pieces_joined_are_the_sentence():
    assert "".join(words for words, _ in pieces(claim())) == SENTENCE


def test_the_shorter_span_shows_where_two_overlap():
    inside = claim(
        relation_spans=(span("will move more troops to"),), object=SlotRow("t", "t", "t", (span("troops"),))
    )
    assert ("troops", "object") in pieces(inside)


def test_spans_outside_the_sentence_are_left_out():
    before = claim(subject=SlotRow("Russia", "Russia", "Russia", ((3, 9),)), holders=(), relation_spans=())
    assert pieces(before)[0] == (SENTENCE[: SENTENCE.index("garrisons")], None)
