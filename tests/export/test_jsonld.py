"""JSON-LD is short, reads well, and can be read by those who know nothing of RDF."""

from __future__ import annotations

import io
import json
from typing import Any

import pyoxigraph as ox
import pytest

from kg.errors import InputError
from kg.export import jsonld
from kg.export.source import Source
from kg.rdf import vocabulary as v
from tests.support.portions import BASE, Listed
from tests.support.statements import of_articles, stated

EDGE = ox.Triple(
    *(ox.NamedNode(f"{BASE}{path}") for path in ("entity/NATO", "relation/warns", "entity/Russia"))
)


def written(portion: Listed) -> dict[str, Any]:
    stream = io.BytesIO()
    jsonld.write(Source(portion), stream)
    return json.loads(stream.getvalue())


def nodes(portion: Listed) -> dict[str, dict[str, Any]]:
    """The objects of all graphs by their ids."""
    return {node["@id"]: node for graph in written(portion)["@graph"] for node in graph["@graph"]}


def test_a_claim_reads_well() -> None:
    claim = nodes(of_articles())["claim:c4"]
    assert claim["@type"] == "Claim"
    assert (claim["subject"], claim["predicate"], claim["object"]) == (
        "ent:NATO",
        "rel:sees",
        "ent:sign_of_de-escalation",
    )
    assert (claim["polarity"], claim["certainty"], claim["affirmed"]) == ("NEGATIVE", "CERTAIN", False)
    assert (claim["confidence"], claim["rule"]) == ("0.75", ["ActiveSubject", "Negation"])


def test_a_document_is_an_object_with_what_it_says_in_it() -> None:
    graphs = written(of_articles())["@graph"]
    assert [graph["@id"] for graph in graphs] == ["doc:d1", "doc:d2"]
    document = nodes(of_articles())["doc:d1"]
    assert (document["headline"], document["datePublished"]) == ("Troops return", "2022-02-15")
    assert document["wordCount"] == 41


def test_everything_in_the_graph_has_a_short_name() -> None:
    names = {name for node in nodes(of_articles()).values() for name in node}
    assert not [name for name in names if "//" in name]
    prefixed = {name for name in names if ":" in name and not name.startswith("rel:")}
    assert prefixed == {"sem:eventType"}  # eventType is that of the claim


def test_types_come_first() -> None:
    for node in nodes(of_articles()).values():
        assert list(node)[:2] == ["@id", "@type"]


def test_each_subject_has_a_line() -> None:
    stream = io.BytesIO()
    jsonld.write(Source(of_articles()), stream)
    lines = stream.getvalue().decode().splitlines()
    assert json.loads(next(line for line in lines if line.startswith('{"@id":"claim:c1",')).rstrip(","))


def test_an_iri_that_begins_like_a_prefix_stays_what_it_is() -> None:
    quads = [ox.Quad(EDGE.subject, v.HOLDER, ox.NamedNode("time:noon"))]
    assert written(stated(quads))["@graph"] == [
        {"@context": {"time": None}, "@id": "ent:NATO", "holder": "time:noon"}
    ]


def test_a_triple_term_is_refused_in_words() -> None:
    with pytest.raises(InputError, match="no form for triple terms"):
        written(stated([ox.Quad(EDGE.subject, v.term("rdf:reifies"), EDGE)]))


def test_a_direction_is_kept() -> None:
    literal = ox.Literal("كييف", language="ar", direction=ox.BaseDirection.RTL)
    [node] = written(stated([ox.Quad(EDGE.subject, v.LABEL, literal)]))["@graph"]
    assert node["label"] == {"@value": "كييف", "@language": "ar", "@direction": "rtl"}
