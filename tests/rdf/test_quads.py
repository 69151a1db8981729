"""What a reading becomes."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest

from kg.model import Claim, Reading
from kg.rdf import quads
from kg.rdf.iris import Iris
from kg.rdf.vocabulary import DIGEST, PREFIXES
from tests.support.readings import RUSSIA, talks, troops

IRIS = Iris("https://kg.example/")


def asked(reading: Reading, pattern: str) -> bool:
    """Whether a graph pattern holds in a reading's graph."""
    store = ox.Store()
    store.extend(ox.Quad(*quad.triple) for quad in quads.write(reading, IRIS))
    own = {"ent": "entity/", "rel": "relation/", "claim": "claim/", "doc": "document/"}
    prefixes = PREFIXES | {prefix: IRIS.base + path for prefix, path in own.items()}
    return bool(store.query(f"ASK {{ {pattern} }}", prefixes=prefixes))


@pytest.mark.parametrize(
    "pattern",
    [
        "ent:Russia rel:moves_troops ent:garrison",
        "ent:Russia a schema:Country ; rdfs:label 'Russia' ; skos:altLabel 'Russian Federation'",
        "ent:Russia schema:identifier 'iso3166:RU'",
        "rel:moves_troops a rdf:Property ; rdfs:label 'moves troops'",
        "claim:c1 a kg:Claim ; rdf:subject ent:Russia ; rdf:object ent:garrison",
        "claim:c1 rdf:predicate rel:moves_troops",
        "claim:c1 kg:polarity gf:POSITIVE ; kg:certainty gf:PROBABLE ; kg:temporality gf:FUTURE",
        "claim:c1 kg:holder ent:Russia ; kg:narrated false ; kg:affirmed true ; kg:conditional false",
        "claim:c1 kg:confidence 0.9 ; kg:rule 'ActiveSubject', 'LightVerbObject'",
        "claim:c4 kg:fromSentence/nif:anchorOf ?s FILTER(STRENDS(?s, 'Stoltenberg said on Tuesday.'))",
        "claim:c4 kg:relationText 'have not seen' ; kg:relationSpan/nif:anchorOf 'have', 'seen'",
        "claim:c1 kg:objectArgument ?a . ?a kg:text 'garrisons' ; kg:fullText 'their garrisons'",
        "claim:c1 kg:objectArgument ?a . ?a kg:entity ent:garrison ; kg:span/nif:anchorOf 'garrisons'",
        "claim:c1 kg:qualifier ?q . ?q kg:role 'quantity' ; kg:text 'more troops' ; kg:order 0",
        "claim:c1 prov:qualifiedAttribution ?h . ?h prov:agent ent:Russia ; kg:speech kg:Indirect",
        "claim:c1 prov:qualifiedAttribution ?h . ?h kg:cue 'says' ; kg:cueSpan/nif:anchorOf 'says'",
        "claim:c1 kg:eventType plover:CONCEDE ; kg:event/sem:eventType plover:CONCEDE",
        "claim:c1 kg:event/sem:hasActor ent:Russia, ent:garrison",
        "claim:c1 prov:wasGeneratedBy/prov:used doc:d1",
        "claim:c1 prov:wasGeneratedBy/prov:wasAssociatedWith ?m . ?m a prov:SoftwareAgent",
        "claim:c2 kg:content claim:c3 ; kg:narrated true ; kg:holder/schema:name 'Example Wire'",
        "claim:c4 kg:polarity gf:NEGATIVE ; kg:when ?w . ?w kg:text 'on Tuesday' ; kg:resolved false",
        "doc:d1 a schema:Article, nif:Context ; dc:source 'troops.txt' ; schema:headline 'Troops return'",
        "doc:d1 schema:datePublished '2022-02-15'^^xsd:date ; schema:wordCount 41",
        "doc:d1 schema:genre 'wire report' ; schema:publisher/schema:name 'Example Wire'",
        "?m itsrdf:taIdentRef ent:Russia ; a kg:Pronoun, nif:Phrase ; nif:anchorOf 'it'",
    ],
)
def test_says(pattern: str) -> None:
    assert asked(troops(), pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "claim:c5 kg:place ent:Moscow ; kg:placeArgument/kg:text 'Moscow' ; kg:event/sem:hasPlace ent:Moscow",
        "claim:c5 kg:when/time:hasBeginning/time:inXSDDate '2022-02-07'^^xsd:date",
        "claim:c5 kg:holder doc:d2",
        "claim:c7 kg:holder ent:Russia, ent:Vladimir_Putin ; kg:conditional true",
        "claim:c7 prov:qualifiedAttribution ?h . ?h prov:agent ent:Vladimir_Putin ; kg:order 1",
        "ent:Moscow skos:exactMatch <https://www.geonames.org/524901/>",
    ],
)
def test_says_of_places_days_and_chains(pattern: str) -> None:
    assert asked(talks(), pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "ent:NATO rel:sees ?object",  # denied
        "ent:attack rel:is ?object",  # merely possible
        "claim:c4 kg:when/time:hasBeginning ?day",  # a Tuesday of no known week
        "claim:c2 prov:qualifiedAttribution ?holder",  # narrated
    ],
)
def test_does_not_say(pattern: str) -> None:
    assert not asked(troops(), pattern)


def test_words_stand_where_they_are_said_to() -> None:
    reading = troops()
    places: dict[str, dict[str, str]] = {}
    for quad in quads.write(reading, IRIS):
        if "#char=" in str(quad.subject):
            places.setdefault(str(quad.subject), {})[str(quad.predicate)] = quad.object.value
    nif = PREFIXES["nif"]
    for said in places.values():
        begin, end = int(said[f"<{nif}beginIndex>"]), int(said[f"<{nif}endIndex>"])
        assert reading.document.text[begin:end] == said[f"<{nif}anchorOf>"]


def test_sorted_and_of_one_graph() -> None:
    written = quads.write(troops(), IRIS)
    assert written == sorted(written, key=str)
    assert {quad.graph_name.value for quad in written} == {IRIS.document("d1")}


def test_read_back_from_the_store_as_written() -> None:
    written = quads.write(talks(), IRIS)
    store = ox.Store()
    store.extend(written)
    assert sorted(store, key=str) == written


def test_the_digest_is_that_of_what_the_store_gives_back() -> None:
    written = quads.write(talks(), IRIS)
    store = ox.Store()
    store.extend(written)
    [noted] = [quad.object.value for quad in store if quad.predicate == DIGEST]
    assert quads.digest(store) == noted


@pytest.mark.parametrize(
    "text", ['a "b" \\ c', "\\u0041", "line\r\n\ttab\x00\x1b", "\u2028 é 😀", "'''\"\"\""]
)
def test_text_is_kept_to_the_letter(text: str) -> None:
    reading = troops()
    reading = replace(
        reading, document=replace(reading.document, title=text, text=reading.document.text + text)
    )
    store = ox.Store()
    store.extend(quads.write(reading, IRIS))
    values = {quad.object.value for quad in store}
    assert {text, reading.document.text} <= values


def test_a_key_with_two_spellings_keeps_the_first() -> None:
    reading = troops()
    other = replace(RUSSIA, label="RUSSIA")
    first: Claim = reading.claims[0]
    claim = replace(first, subject=replace(first.subject, entity=other))
    assert quads.write(replace(reading, claims=(claim,)), IRIS)
    labels = [
        quad.object.value
        for quad in quads.write(replace(reading, claims=(claim,)), IRIS)
        if quad.subject.value == IRIS.entity("Russia") and str(quad.predicate).endswith("label>")
    ]
    assert labels == ["Russia"]
