"""`kg explain` of a text: what it prints, with the language model itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from kg.cli import main

HELD = "Portugal says it will send two ships to Angola."


@pytest.fixture
def explain(monkeypatch, tmp_path, capsys) -> Callable[..., str]:
    """What `kg explain` prints where there is no store."""
    monkeypatch.setenv("KG_STORE", str(tmp_path / "nowhere"))
    monkeypatch.delenv("KG_PIPELINE", raising=False)

    def invoke(*arguments: str) -> str:
        capsys.readouterr()
        assert main(["explain", *arguments]) == 0, capsys.readouterr().err
        printed = capsys.readouterr()
        assert printed.err == ""
        return printed.out

    return invoke


def section(out: str, heading: str) -> list[str]:
    """The lines of a section, up to the next blank line."""
    rest = out.split(f"\n{heading}\n", 1)[1]
    return [line.strip() for line in rest.split("\n\n")[0].splitlines()]


def squeezed(lines: list[str]) -> list[str]:
    return [" ".join(line.split()) for line in lines]


def test_the_tree_is_drawn_a_word_a_line(explain):
    assert explain("Norway plans to sell the ferry.").split("\n\n")[:2] == [
        "Norway plans to sell the ferry.",
        "  plans         VERB   root   plan\n"
        "  ├─ Norway     PROPN  nsubj  Norway  COUNTRY\n"
        "  ├─ sell       VERB   xcomp  sell\n"
        "  │  ├─ to      PART   mark   to\n"
        "  │  └─ ferry   NOUN   obj    ferry\n"
        "  │     └─ the  DET    det    the\n"
        "  └─ .          PUNCT  punct  .",
    ]


def test_a_claim_with_its_holder(explain):
    out = explain(HELD)
    assert squeezed(section(out, "Attributions")) == [
        "says",
        "source Portugal",
        "content it will send two ships to Angola",
        "speech indirect",
        "rule ComplementOfCue",
    ]
    claims = squeezed(section(out, "Claims"))
    assert claims[:4] == [
        "1 Portugal —sends→ ships",
        "holders Portugal (“says”, indirect)",
        "stance positive, probable, future",
        "plain edge affirmed",
    ]
    assert "full it | will send | two ships | to Angola" in claims
    assert "minimal it | will send two ships to | Angola" in claims
    assert "rules SubjectVerbObject, ComplementOfCue" in claims


def test_a_clause_without_a_claim_says_why(explain):
    clauses = squeezed(section(explain(HELD), "Clauses"))
    assert clauses[:5] == [
        "says",
        "kind verb",
        "subjects Portugal",
        "content send",
        "no claim a cue: its content is the claim",
    ]


@pytest.mark.parametrize(
    ("text", "predicate", "reason"),
    [
        ("Did Norway sell the ferry?", "sell", "a question"),
        ("Selling the ferry took a year.", "Selling", "no subject"),
        (
            "Norway plans to sell the ferry.",
            "plans",
            "a transparent verb: its infinitive carries the claim",
        ),
    ],
)
def test_reasons(explain, text, predicate, reason):
    (sentence,) = json.loads(explain("--json", text))["sentences"]
    assert {clause["predicate"]: clause["silence"] for clause in sentence["clauses"]}[predicate] == reason
    assert f"no claim   {reason}" in explain(text)


def test_what_was_not_found_is_said(explain):
    assert explain("Did Norway sell the ferry?").endswith("\nAttributions: none\n\nClaims: none\n")


def test_claims_inside_a_claim_are_named_by_their_numbers(explain):
    claims = squeezed(section(explain("Chile warned that the dam was leaking."), "Claims"))
    assert claims[0].startswith("1 Chile —warns→")
    assert "contains 2" in claims
    assert any(line.startswith("2 dam —leaks→") for line in claims)


def test_a_relative_time_needs_the_day_of_the_text(explain):
    text = "Norway sold the ferry on Monday."
    assert "“Monday”, date not known" in explain(text)
    assert "“Monday”: 2022-02-14" in explain("--published", "2022-02-15", text)


def test_several_sentences_stand_apart_and_claims_are_numbered_through(explain):
    out = explain("Norway sold the ferry. Chile bought the ferry.")
    assert [line for line in out.splitlines() if line[:1].isalpha()] == [
        "Norway sold the ferry.",
        "Clauses",
        "Attributions: none",
        "Claims",
        "Chile bought the ferry.",
        "Clauses",
        "Attributions: none",
        "Claims",
    ]
    assert "  1 Norway —sells→ ferry\n" in out
    assert "  2 Chile —buys→ ferry\n" in out


def test_json_says_the_same(explain):
    found: dict[str, Any] = json.loads(
        explain("--json", "--published", "2022-02-15", "Norway said it sold the ferry on Monday.")
    )
    assert found["published"] == "2022-02-15"
    (sentence,) = found["sentences"]
    assert [word["index"] for word in sentence["words"]] == list(range(1, 10))
    assert sentence["words"][0] == {
        "index": 1,
        "form": "Norway",
        "upos": "PROPN",
        "relation": "nsubj",
        "head": 2,
        "lemma": "Norway",
        "name": "COUNTRY",
    }
    assert [(c["predicate"], c["head"], bool(c["silence"])) for c in sentence["clauses"]] == [
        ("said", 2, True),
        ("sold", 4, False),
    ]
    (frame,) = sentence["attributions"]
    assert (frame["sources"], frame["cue"], frame["rule"]) == (["Norway"], "said", "ComplementOfCue")
    (claim,) = sentence["claims"]
    assert claim["relation"]["label"] == "sells"
    assert claim["holders"][0]["source"]["entity"]["key"] == "Norway"
    assert claim["when"]["start"] == "2022-02-14"
    assert claim["full"]["subject"] == "it"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ([""], 1, "there is no text to explain"),
        ([" \n\u200b"], 1, "there is no text to explain"),
        (["--", "---\ntitle: Ferries\n---\n"], 1, "there is no sentence in this text"),
        (["--published", "yesterday", "It rained."], 2, "'yesterday' is not a date such as 2022-02-15"),
        (["--published", "2022-02-15", "0123456789abcdef"], 2, "--published goes with a text"),
    ],
)
def test_what_cannot_be_explained_is_one_line(capsys, arguments, code, message):
    capsys.readouterr()
    assert main(["explain", *arguments]) == code
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)
    assert printed.err.startswith("kg: error: ") and message in printed.err


@pytest.mark.parametrize(
    "text",
    [
        "👩‍👩‍👧 \u202e الروس قالوا \ud800 日本は\x07 船を売った。",
        "“” — …",
        "\x1b[31mNorway\x1b[0m sold\tthe ferry.",
        "Norway, which bought the ferry from Chile, " * 60 + "left.",
    ],
)
def test_every_text_is_taken(explain, text):
    out = explain(text)
    assert not any(char in out for char in "\x07\x1b\t")
    assert json.loads(explain("--json", text))["sentences"]
