"""What the benchmark commands write, from a reading made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.model import Document, EntityType, Qualifier, Rendering, Span
from tests.benchmarks import attribution, documents, events, triples
from tests.benchmarks.places import Places
from tests.benchmarks_formats.readings import CLAIM, RUSSIA, TEXT, HandReader, argument, reading, span

SAID = {"subject": "Russia", "relation": "says", "object": "it will move more troops"}


def test_triples_with_whole_phrases() -> None:
    (row,) = triples.answers([TEXT], HandReader(), "full")
    moves = {"subject": "it", "relation": "will move", "object": "more troops"}
    further = ["to their garrisons", "on 1 March 2022"]
    assert row == {
        "sentence": TEXT,
        "triples": [moves | {"extra": further, "confidence": 0.9}, SAID | {"extra": [], "confidence": 0.7}],
    }


def test_facts_are_cut_into_words_as_the_gold_facts_are() -> None:
    (row,) = triples.answers([TEXT], HandReader(), "minimal")
    assert [tuple(triple.values()) for triple in row["triples"]] == [
        ("it", "will move more troops to", "Ukraine 's garrisons", 0.9),
        ("it", "will move more troops on", "1 – 2 March", 0.9),
        (*SAID.values(), 0.7),
    ]


def test_what_a_speech_act_says_is_given_once() -> None:
    (row,) = triples.answers([TEXT], HandReader(replace(CLAIM, rules=("SpeechAct",))), "full")
    assert [triple["relation"] for triple in row["triples"]] == ["says"]


def test_a_triple_without_object_and_equal_triples() -> None:
    bare = replace(CLAIM, object=None, confidence=0.4, full=Rendering("it", "moves"))
    (row,) = triples.answers([TEXT], HandReader(bare, replace(bare, id="c2", confidence=0.7)), "full")
    plain = [triple for triple in row["triples"] if triple["relation"] != "says"]
    assert [(t["object"], t["confidence"]) for t in plain] == [("", 0.7)]


def test_a_sentence_is_answered_once_and_as_given() -> None:
    rows = list(triples.answers([TEXT, "", TEXT.replace(".", " .")], HandReader(), "full"))
    assert [row["sentence"] for row in rows] == [TEXT]


def test_attributions_of_one_source_and_cue_are_one() -> None:
    (row,) = attribution.answers([{"id": "d1", "text": TEXT}], HandReader())
    content = span("it will move more troops to their garrisons on 1 March 2022")
    assert row == {
        "id": "d1",
        "attributions": [{"source": [[0, 6]], "cue": [[7, 11]], "content": [[content.start, content.end]]}],
    }


def test_events() -> None:
    (row,) = events.answers([TEXT], HandReader())
    assert row == {
        "sentence": TEXT,
        "events": [{"source": "Russia", "target": "their garrisons", "root": "CONCEDE", "confidence": 0.9}],
    }


def test_the_target_of_an_event_is_a_party_where_one_is_named() -> None:
    ukraine = replace(RUSSIA, key="Ukraine", label="Ukraine")
    party = Qualifier("with", replace(argument("garrisons", "Ukraine", ukraine), text="Ukraine"))
    assert events.target(replace(CLAIM, qualifiers=(*CLAIM.qualifiers, party))) == "Ukraine"
    assert events.target(replace(CLAIM, object=None, qualifiers=())) == ""


def test_claims_of_no_event_type_are_no_events() -> None:
    (row,) = events.answers([TEXT], HandReader(replace(CLAIM, event_type=None)))
    assert row["events"] == []


def test_documents() -> None:
    given = "\ufeffTitle\r\n\r\n" + TEXT.replace("move more", "move\r\nmore")
    row = documents.answer("a.txt", given, reading(Document("d", TEXT, "a.txt")))
    assert list(row) == ["id", "entities", "claims"]
    russia, garrisons = row["entities"]
    assert russia["name"] == "Russia" and russia["type"] == EntityType.COUNTRY
    assert russia["id"] == "https://kg.example/entity/Russia"
    assert [mention["text"] for mention in russia["mentions"]] == ["Russia", "it"]
    assert [mention["text"] for mention in garrisons["mentions"]] == ["garrisons"]
    (claim,) = row["claims"]
    for slot in ("subject", "relation", "object"):
        assert list(claim[slot]) == ["text", "spans", "entity", "name"]
    begin, end = claim["relation"]["spans"][0]
    assert given[begin:end] == "will move\r\nmore troops to"
    assert claim["relation"]["name"] == "moves troops to"
    assert (claim["polarity"], claim["certainty"], claim["temporality"]) == ("positive", "probable", "future")
    assert claim["conditional"] is False and claim["event_type"] == "CONCEDE" and claim["confidence"] == 0.9
    assert [list(holder) for holder in claim["holders"]] == [["name", "spans", "cue"]]
    assert (
        claim["time"]["start"] == claim["time"]["end"] == "2022-03-01" and claim["time"]["resolved"] is True
    )
    begin, end = claim["evidence"][0]
    assert given[begin:end] == "it will move\r\nmore troops to their garrisons"


def test_a_claim_without_object_holder_or_time() -> None:
    bare = replace(CLAIM, object=None, holders=(), when=None, event_type=None)
    (claim,) = documents.answer("a", TEXT, reading(Document("d", TEXT, "a"), (bare,)))["claims"]
    assert (claim["object"], claim["holders"], claim["time"], claim["event_type"]) == (None, [], None, None)


@pytest.mark.parametrize(
    ("cleaned", "given"),
    [
        ("Kyiv denied it.", "Kyiv denied it."),
        ("Kyiv denied it.", "\ufeff  Kyiv\r\n denied   it.\n"),
        ("Kyiv denied it.", "---\ntitle: Kyiv\n---\nKyiv denied it."),
        ("Kyiv “denied” it.", 'Kyiv "denied" it.'),
    ],
)
def test_places_in_the_file_as_given(cleaned: str, given: str) -> None:
    places = Places(cleaned, given)
    for word in ("Kyiv", "denied", "it"):
        begin, end = places.pair(span(word, cleaned))
        assert given[begin:end] == word
    assert places.pairs([Span(3, 3)]) == []
