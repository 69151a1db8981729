"""Where sentences end."""

from __future__ import annotations

import pytest

from kg.language import annotate, load

CASES = {
    "two": ["The dam held.", "The river fell."],
    "question and exclamation": ["Did it hold?", "It did!", "The river fell."],
    "title": ["Mr. Silva and Dr. Costa met Gen. Ruiz.", "They talked."],
    "month": ["It opened on Feb. 3 in Lima.", "It closed in March."],
    "initials": ["Ruth K. Amadi met J. R. Costa.", "They talked."],
    "abbreviation inside": ["The U.S. fleet left.", "It came back."],
    "abbreviation at the end": ["The fleet left the U.S.", "The crew stayed."],
    "company": ["He sued Acme Inc. in March.", "They settled."],
    "time of day": ["It began at 9 a.m. in Quito.", "It ended at noon."],
    "number": ["Prices rose 3.5 percent.", "Wages fell."],
    "quote before the speaker": ["“The dam is safe,” she said.", "It was not."],
    "two sentences in a quote": ["“The dam is safe.", "The wall holds,” she said."],
    "closing quote belongs to its sentence": ["“The dam is safe.”", "She left."],
    "straight closing quote": ['She said "the dam is safe."', "He left."],
    "straight quote opens the next": ["He left.", '"The dam is safe," she said.'],
    "question in a quote": ["“Is the dam safe?” he asked.", "She left."],
    "bracket": ["The dam held (barely).", "She left."],
    "bracketed sentence": ["The dam held.", "(The wall fell.)", "She left."],
    "ellipsis inside": ["The dam … held for a day."],
    "ellipsis at the end": ["The dam held…", "She left."],
    "small letter goes on": ["The site example.org went dark.", "She left."],
}


@pytest.mark.parametrize("sentences", CASES.values(), ids=CASES)
def test_sentences(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


def test_a_blank_line_ends_a_sentence() -> None:
    assert split("Latest news\n\nThe dam held") == ["Latest news", "The dam held"]


def test_a_line_break_does_not() -> None:
    assert split("The dam\nheld all night.") == ["The dam\nheld all night."]


def test_the_edge_of_a_block_ends_a_sentence() -> None:
    text = "Latest news\nThe dam held"
    assert split(text) == [text]
    assert split(text, [(0, 11), (12, len(text))]) == ["Latest news", "The dam held"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "…", "“”", "?!", "a", "Mr."])
def test_scraps(text: str) -> None:
    assert " ".join(split(text)) == text.strip()


def split(text: str, blocks: list[tuple[int, int]] | None = None) -> list[str]:
    found = (sentence.text.strip() for sentence in annotate(load(), text, blocks).sents)
    return [sentence for sentence in found if sentence]
