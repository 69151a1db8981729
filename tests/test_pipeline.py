"""The recipe from a text to its claims, and what it promises for the article the project began with.

That article belongs to its newspaper and lies outside the repository: only labels are quoted here.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import Reader
from kg.model import (
    BlockKind,
    Certainty,
    Claim,
    Document,
    EntityType,
    Polarity,
    Reading,
    Span,
    Speech,
    Stance,
    Temporality,
)
from kg.text import document, read

SEEDS = Path(__file__).parents[1] / "seeds" / "documents"
ARTICLE = Path(__file__).parents[2] / "shared" / "seed" / "article.txt"

POSSIBLE_FUTURE = Stance(Polarity.POSITIVE, Certainty.POSSIBLE, Temporality.FUTURE)
PROBABLE_FUTURE = Stance(Polarity.POSITIVE, Certainty.PROBABLE, Temporality.FUTURE)
_PIECES = st.sampled_from(
    [
        "\n\n", "\n", " ", "“", "”", '"', "The dam is safe,", "said", "Maria Silva.", "Peru", "and", "Chile",
        "who", "that", "not", "if", "according to", "to leave", "is", "by", "it", "There", ".", ",", "?", "(",
        ")", "on Monday", "warned", "\ufeff", "👩‍👩‍👧", "’s", "president", "will",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(_PIECES, max_size=30).map(" ".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def article(reader: Reader) -> Reading:
    if not ARTICLE.is_file():
        pytest.skip("the article is not at hand: it lies in shared/seed/ beside the repository")
    [found] = read([ARTICLE])
    assert isinstance(found, Document)
    return reader.read(found)


def labelled(reading: Reading, subject: str, relation: str, target: str | None) -> list[Claim]:
    """The claims that read so in a graph."""
    wanted = (subject, relation, target)
    return [claim for claim in reading.claims if label(claim) == wanted]


def label(claim: Claim) -> tuple[str, str, str | None]:
    target = claim.object.entity.label if claim.object is not None else None
    return claim.subject.entity.label, claim.relation.label, target


def holders(claim: Claim) -> list[tuple[str, str]]:
    return [(holder.source.entity.label, holder.cue) for holder in claim.holders]


@pytest.mark.parametrize(
    "edge", [("Russia", "moves troops", "garrisons"), ("Russia", "moves", "troops")], ids=" ".join
)
def test_announced_movement(article: Reading, edge: tuple[str, str, str]) -> None:
    [claim] = labelled(article, *edge)
    assert claim.edge
    assert holders(claim) == [("Russia", "says")]
    assert claim.holders[0].speech is Speech.INDIRECT
    assert claim.stance == PROBABLE_FUTURE


def test_what_is_announced_is_conceded_not_done(article: Reading) -> None:
    [claim] = labelled(article, "Russia", "moves troops", "garrisons")
    assert claim.event_type == "CONCEDE"


def test_nato_warns(article: Reading) -> None:
    [warning] = labelled(article, "NATO", "warns", "attack imminent")
    assert warning.edge
    assert warning.holders == ()  # the publisher narrates it
    assert warning.stance == Stance()
    assert warning.object is not None
    assert warning.object.entity.type is EntityType.PROPOSITION
    assert len(labelled(article, "United States", "warns", "attack imminent")) == 1


def test_what_is_warned_of_is_held_by_each_who_warns(article: Reading) -> None:
    inner = labelled(article, "attack", "is", "imminent")
    assert sorted(holders(claim)[0][0] for claim in inner) == ["NATO", "United States"]
    for claim in inner:
        assert claim.stance == POSSIBLE_FUTURE
        assert not claim.edge
        [held] = claim.holders
        [warning] = labelled(article, held.source.entity.label, "warns", "attack imminent")
        assert claim.id in warning.content


def test_a_denial_gives_no_edge(article: Reading) -> None:
    [claim] = [claim for claim in article.claims if label(claim)[1:] == ("sees", "sign of de-escalation")]
    assert claim.stance.polarity is Polarity.NEGATIVE
    assert not claim.edge
    assert holders(claim) == [("Jens Stoltenberg", "added")]
    assert claim.holders[0].speech is Speech.DIRECT


def test_one_person_under_two_names(article: Reading) -> None:
    people = {m.entity for m in article.mentions if m.entity.type is EntityType.PERSON}
    assert [person.label for person in people if "Putin" in person.label.split()] == ["Vladimir Putin"]


@pytest.mark.parametrize(
    "title",
    [
        ("Vladimir Putin", "president of Russia"),
        ("Sergei Lavrov", "foreign minister of Russia"),
        ("Jens Stoltenberg", "secretary general of NATO"),
        ("Dmytro Kuleba", "foreign minister of Ukraine"),
    ],
    ids=" is ".join,
)
def test_titles_are_claims(article: Reading, title: tuple[str, str]) -> None:
    [claim] = labelled(article, title[0], "is", title[1])
    assert claim.edge
    assert claim.holders == ()


def test_furniture_is_no_sentence(article: Reading) -> None:
    text = article.document.text
    for words in ("(Via Pixabay)", "Latest News", "This story originally appeared", "Kyiv, Ukraine."):
        assert words in text
        assert not any(words in text[s.start : s.end] for s in article.sentences)
    kinds = {block.kind for block in article.document.blocks}
    assert {BlockKind.CAPTION, BlockKind.SECTION, BlockKind.CREDIT} <= kinds


def test_claims_can_be_told_apart_and_stand_in_their_sentences(article: Reading) -> None:
    sound(article)


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.md"))[:3], ids=lambda path: path.stem)
def test_a_reading_is_sound(reader: Reader, path: Path) -> None:
    [found] = read([path])
    assert isinstance(found, Document)
    reading = reader.read(found)
    assert len(reading.claims) > 10
    sound(reading)
    assert reader.read(found) == reading
    assert list(reader.pipe([found])) == [reading]


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_any_text_is_read(text: str) -> None:
    sound(Reader().read(document(text, source="test")))


def test_nothing_to_read(reader: Reader) -> None:
    reading = reader.read(document("", source="test"))
    assert (reading.sentences, reading.mentions, reading.claims, reading.words) == ((), (), (), 0)


def sound(reading: Reading) -> None:
    """What holds for every reading: ids, offsets, edges, content."""
    text = reading.document.text
    ids = [claim.id for claim in reading.claims]
    assert len(ids) == len(set(ids))
    assert all(first.end <= second.start for first, second in pairwise(reading.sentences))
    for claim in reading.claims:
        assert claim.evidence.sentence in reading.sentences
        within(claim.evidence.spans, claim.evidence.sentence)
        assert claim.rules
        assert 0 < claim.confidence <= 1
        assert set(claim.content) <= set(ids)
        parts = [claim.subject, *([claim.object] if claim.object else [])]
        for part in (*parts, *(qualifier.argument for qualifier in claim.qualifiers)):
            within(part.spans, Span(0, len(text)))
            assert part.text and part.entity.key and part.entity.label
        if claim.edge:
            assert claim.object is not None
            assert claim.stance.polarity is Polarity.POSITIVE
            assert claim.stance.certainty in (Certainty.CERTAIN, Certainty.PROBABLE)
    for mention in reading.mentions:
        within((mention.span,), Span(0, len(text)))


def within(spans: tuple[Span, ...], whole: Span) -> None:
    """In order, apart, not empty, and inside."""
    assert spans
    assert all(whole.start <= span.start < span.end <= whole.end for span in spans)
    assert all(first.end <= second.start for first, second in pairwise(spans))
