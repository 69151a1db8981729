"""Words as the UD English treebanks cut them."""

from __future__ import annotations

import pytest

from kg.language import load
from kg.language.tokenizer import ABBREVIATIONS, PREFIXES

CASES = [
    # a prefix keeps its hyphen, other hyphens are tokens
    ("re-elected", ["re-elected"]),
    ("Anti-war", ["Anti-war"]),
    ("non-binding", ["non-binding"]),
    ("full-scale", ["full", "-", "scale"]),
    ("de-escalation", ["de-escalation"]),
    ("Kyiv-based", ["Kyiv", "-", "based"]),
    ("build-up", ["build", "-", "up"]),
    ("state-of-the-art", ["state", "-", "of", "-", "the", "-", "art"]),
    # dashes, numbers, slashes
    ("2020-21", ["2020", "-", "21"]),
    ("trade—and", ["trade", "—", "and"]),
    ("Peru/Chile", ["Peru", "/", "Chile"]),
    ("3.5%", ["3.5", "%"]),
    ("1,200", ["1,200"]),
    ("$2m.", ["$", "2", "m", "."]),
    # abbreviations keep their stop
    ("Mr. Silva", ["Mr.", "Silva"]),
    ("Maj. Gen. Silva", ["Maj.", "Gen.", "Silva"]),
    ("on Feb. 3", ["on", "Feb.", "3"]),
    ("the U.S. fleet", ["the", "U.S.", "fleet"]),
    ("Acme Inc. sued", ["Acme", "Inc.", "sued"]),
    # clitics and negation
    ("Peru's", ["Peru", "'s"]),
    ("Peru’s", ["Peru", "’s"]),
    ("the firms' boats", ["the", "firms", "'", "boats"]),
    ("didn't", ["did", "n't"]),
    ("cannot", ["can", "not"]),
    ("we'll", ["we", "'ll"]),
    # quotes and brackets
    ("“safe,”", ["“", "safe", ",", "”"]),
    ("(safe)", ["(", "safe", ")"]),
    ("It rained.", ["It", "rained", "."]),
]


@pytest.mark.parametrize(("text", "words"), CASES, ids=[text for text, _ in CASES])
def test_words(text: str, words: list[str]) -> None:
    assert [token.text for token in load().make_doc(text)] == words


@pytest.mark.parametrize("prefix", PREFIXES)
def test_every_prefix_keeps_its_hyphen(prefix: str) -> None:
    for word in (f"{prefix}-test", f"{prefix.capitalize()}-test"):
        assert [token.text for token in load().make_doc(f"a {word} now")] == ["a", word, "now"]


@pytest.mark.parametrize("word", sorted(ABBREVIATIONS))
def test_every_abbreviation_keeps_its_stop(word: str) -> None:
    assert [token.text for token in load().make_doc(f"see {word} Silva")] == ["see", word, "Silva"]
