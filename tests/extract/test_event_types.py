"""PLOVER root classes of claims, and the sanity of the lexicon they come from."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.config import resource
from kg.extract.event_types import event_type, noun_type

ROOTS = frozenset(
    {
        cells.split("	")[0]
        for cells in (
            (resource("seeds") / "lexicons" / "plover_nouns.tsv").read_text(encoding="utf-8").splitlines()
        )
        if not cells.startswith("#")
    }
)


def root(phrase: str, *, future: bool = False, negative: bool = False, announced: bool = False) -> str | None:
    """The type of a phrase whose first word is the verb's lemma."""
    verb, *rest = phrase.split()
    return event_type(verb, rest, future=future, negative=negative, announced=announced, object_words=())


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("agree to truce", "AGREE"),
        ("sign agreement", "AGREE"),
        ("strike deal", "AGREE"),
        ("be willing to help", "AGREE"),
        ("meet minister", "CONSULT"),
        ("hold talks with envoy", "CONSULT"),
        ("continue negotiating", "CONSULT"),
        ("praise decision", "SUPPORT"),
        ("throw weight behind plan", "SUPPORT"),
        ("release hostages", "CONCEDE"),
        ("ease restrictions", "CONCEDE"),
        ("dial back tensions", "CONCEDE"),
        ("share intelligence", "COOPERATE"),
        ("provide humanitarian aid", "AID"),
        ("send medicine", "AID"),
        ("withdraw troops", "RETREAT"),
        ("pull back more troops", "RETREAT"),
        ("move troops back to garrisons", "RETREAT"),
        ("urge restraint", "REQUEST"),
        ("call for ceasefire", "REQUEST"),
        ("blame Moscow", "ACCUSE"),
        ("launch investigation", "ACCUSE"),
        ("reject offer", "REJECT"),
        ("walk out of talks", "REJECT"),
        ("violate ceasefire", "REJECT"),
        ("warn of attack", "THREATEN"),
        ("issue ultimatum", "THREATEN"),
        ("march in capital", "PROTEST"),
        ("stage demonstration", "PROTEST"),
        ("impose sanctions on banks", "SANCTION"),
        ("expel diplomats", "SANCTION"),
        ("cut ties", "SANCTION"),
        ("mass forces near border", "MOBILIZE"),
        ("deploy tanks", "MOBILIZE"),
        ("conduct naval drills", "MOBILIZE"),
        ("arrest protesters", "COERCE"),
        ("impose curfew", "COERCE"),
        ("take hostages", "COERCE"),
        ("invade neighbour", "ASSAULT"),
        ("carry out airstrikes", "ASSAULT"),
        ("capture city", "ASSAULT"),
    ],
)
def test_roots(phrase: str, expected: str) -> None:
    assert root(phrase) == expected


@pytest.mark.parametrize(
    "phrase",
    [
        "say so",
        "be president",
        "release statement",
        "meet criteria",
        "take place",
        "hold election",
        "make marches to garrisons",
        "hit record",
        "suggest otherwise",
        "",
        "unheard-of",
    ],
)
def test_no_event(phrase: str) -> None:
    assert (
        root(phrase) is None
        if phrase
        else event_type("", (), future=False, negative=False, announced=False, object_words=()) is None
    )


def test_nouns_decide_between_senses() -> None:
    assert [root(f"fire {what}") for what in ("rockets", "minister")] == ["ASSAULT", "SANCTION"]
    assert [root(f"send {what}") for what in ("food", "soldiers", "envoy")] == ["AID", "MOBILIZE", "CONSULT"]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("withdraw troops", "CONCEDE"),
        ("begin pulling back troops", "CONCEDE"),
        ("send medicine", "AGREE"),
        ("release prisoners", "AGREE"),
        ("visit Albania", "AGREE"),
        ("invade neighbour", "THREATEN"),
        ("impose sanctions", "THREATEN"),
        ("demand answers", "REQUEST"),
    ],
)
def test_said_is_not_done(phrase: str, expected: str) -> None:
    assert root(phrase, future=True, announced=True) == expected


def test_announced_by_the_verb_itself() -> None:
    assert root("announce withdrawal") == "CONCEDE"
    assert root("plan to bomb depots") == "THREATEN"


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("meet envoy", "REJECT"),
        ("sign treaty", "REJECT"),
        ("withdraw troops", "REJECT"),
        ("attack city", None),
        ("tolerate rallies", "THREATEN"),
    ],
)
def test_negation(phrase: str, expected: str | None) -> None:
    assert root(phrase, negative=True) == expected


def test_what_others_must_do_is_a_request() -> None:
    assert root("return must helicopter", announced=True) == "REQUEST"


def test_nouns() -> None:
    assert noun_type("sanctions") == "SANCTION"
    assert noun_type("table") is None


def test_verb_with_or_without_its_particle() -> None:
    def pull(lemma: str, words: list[str]) -> str | None:
        return event_type(lemma, words, future=False, negative=False, announced=False, object_words=["troop"])

    assert (
        pull("pull back", ["pulls"]) == pull("pull", ["pulls", "back"]) == pull("pull_back", []) == "RETREAT"
    )


def _lexicon(name: str) -> list[list[str]]:
    lines = (resource("seeds") / "lexicons" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def test_the_lexicon_is_well_formed() -> None:
    classes = {name for name, _ in _lexicon("noun_classes")}
    for cells in _lexicon("plover"):
        assert len(cells) == 3 and (cells[0] in ROOTS or cells[0] == "-"), cells
        for noun in cells[1].partition(" ")[2].split("|"):
            assert not noun.startswith("@") or noun[1:] in classes, cells
    assert len(ROOTS) == 16
    assert {cells[0] for cells in _lexicon("plover")} == ROOTS | {"-"}


def test_no_verb_stands_alone_in_two_classes_by_accident() -> None:
    alone: Counter[str] = Counter()
    for _, pattern, _ in _lexicon("plover"):
        if " " not in pattern:
            alone.update(set(pattern.split("|")))
    assert [verb for verb, n in alone.items() if n > 1] == []


@given(st.text(), st.lists(st.text()), st.booleans(), st.booleans(), st.booleans())
def test_never_raises(verb: str, words: list[str], future: bool, negative: bool, announced: bool) -> None:
    found = event_type(
        verb, words, future=future, negative=negative, announced=announced, object_words=words[::-1]
    )
    assert found is None or found in ROOTS
