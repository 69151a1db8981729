"""The SHACL gate: it opens to whole graphs, and says in words what is wrong with others."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from kg.model import Reading
from kg.rdf import quads, validation
from kg.rdf.iris import Iris
from kg.rdf.vocabulary import term
from tests.support.readings import talks, troops

IRIS = Iris("https://kg.example/")
GRAPH = ox.NamedNode(IRIS.document("d1"))


@pytest.mark.parametrize("reading", [troops, talks])
def test_readings_conform(reading: Callable[[], Reading]) -> None:
    assert validation.validate(quads.write(reading(), IRIS)) == ()


@pytest.mark.parametrize(
    ("without", "complaint"),
    [
        ("kg:fromSentence", "a claim has one sentence"),
        ("kg:holder", "a claim has a holder"),
        ("kg:polarity", "a claim has one polarity"),
        ("kg:rule", "a claim names the rules that made it"),
        ("nif:isString", "a document has one text"),
        ("rdfs:label", "an entity has one label in a document"),
        ("kg:digest", "a document's graph has one digest"),
        ("kg:cue", "an attribution has one cue, though it may be empty"),
    ],
)
def test_what_is_missing_is_named(without: str, complaint: str) -> None:
    found = validation.validate(q for q in quads.write(troops(), IRIS) if q.predicate != term(without))
    assert any(line.endswith(complaint) for line in found), found


def more(
    subject: str, predicate: ox.NamedNode, value: ox.NamedNode | ox.Literal | ox.BlankNode
) -> list[ox.Quad]:
    """A document's quads and one more."""
    return [*quads.write(troops(), IRIS), ox.Quad(ox.NamedNode(subject), predicate, value, GRAPH)]


def test_a_second_polarity_is_too_many() -> None:
    found = validation.validate(more(IRIS.claim("c1"), term("kg:polarity"), term("gf:NEGATIVE")))
    assert "https://kg.example/claim/c1: a claim has one polarity" in found
    assert "https://kg.example/claim/c1: the claim denies what it affirms" in found


def test_an_edge_needs_a_claim() -> None:
    edge = ox.NamedNode(IRIS.relation("warns"))
    found = validation.validate(more(IRIS.entity("Russia"), edge, ox.NamedNode(IRIS.entity("NATO"))))
    assert found == (
        "https://kg.example/document/d1: a plain edge stands in the graph that no claim affirms: "
        "https://kg.example/relation/warns",
    )


def test_an_affirmed_claim_needs_its_edge() -> None:
    edge = IRIS.relation("warns")
    found = validation.validate(q for q in quads.write(troops(), IRIS) if q.predicate.value != edge)
    assert found == ("https://kg.example/claim/c2: the claim is affirmed, but its plain edge is missing",)


def test_words_must_stand_in_the_text() -> None:
    wrong = [
        ox.Quad(q.subject, q.predicate, ox.Literal("Rossiya"), GRAPH)
        if q.predicate == term("nif:anchorOf") and q.object.value == "Russia"
        else q
        for q in quads.write(troops(), IRIS)
    ]
    [line] = validation.validate(wrong)
    assert "words do not stand in the text where they are said to" in line


def test_blank_nodes_are_refused() -> None:
    [line] = validation.validate(more(IRIS.entity("Russia"), term("skos:related"), ox.BlankNode("b")))
    assert "blank node" in line


def test_shapes_survive_being_used() -> None:
    written = quads.write(troops(), IRIS)
    assert validation.validate(written) == validation.validate(written)
