"""Statements to be exported: those of two articles, and any that may be made up."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
from hypothesis import strategies as st

from kg.query.graph_view import GraphView
from kg.rdf import quads
from kg.rdf.iris import ONTOLOGY, Iris
from kg.rdf.vocabulary import PREFIXES, term
from tests.support import readings
from tests.support.portions import BASE, Listed

# What IRIs are called in one format or another begins with these, or is one of those.
_BEGINNINGS = (
    *(f"{BASE}{path}" for path in ("entity/", "relation/", "claim/c1#")),
    *(f"{ONTOLOGY}{word}" for word in ("", "cue", "label")),
    *(PREFIXES["schema"], PREFIXES["rdf"], "urn:x:"),
)
_WHOLE = (
    *("time:noon", "ent:NATO", "label:x", "kg:cue", "xsd:date", f"{BASE}entity/S%C3%A3o_Paulo"),
    *(term(f"kg:{word}").value for word in ("holder", "polarity", "confidence", "Direct")),
    *(term(name).value for name in ("rdf:type", "rdf:object", "rdfs:label", "schema:Person", "gf:POSITIVE")),
)
# rdflib resolves the dots in whole IRIs too.
_IRIS = st.one_of(
    st.builds(
        str.__add__, st.sampled_from(_BEGINNINGS), st.text("aé猫:/@.-_~!$&'()*,;=?4", max_size=4)
    ).filter(lambda iri: "/." not in iri),
    st.sampled_from(_WHOLE),
).map(ox.NamedNode)
_BLANK = st.sampled_from("abc").map(ox.BlankNode)
_TEXTS = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from('"\\\n\r\t\0{}<>@^\u2028\ufeff')),
    max_size=6,
)
_VALUES = st.sampled_from(
    ["0", "7", "-0", "007", "1.50", "1e3", "true", "1", "2022-02-15", "9" * 20, "_:a", "ent:NATO", "@id", ""]
)
_DATATYPES = st.sampled_from(
    [
        *(term(f"xsd:{name}") for name in ("string", "boolean", "integer", "decimal", "double", "date")),
        ox.NamedNode("time:noon"),
    ]
)
_LITERALS = st.one_of(
    st.builds(ox.Literal, st.one_of(_TEXTS, _VALUES)),
    st.builds(
        lambda text, tag: ox.Literal(text, language=tag), _TEXTS, st.sampled_from(["en", "zh-Hant", "DE-at"])
    ),
    st.builds(lambda text, kind: ox.Literal(text, datatype=kind), _VALUES, _DATATYPES),
)

# Quads of RDF 1.1 that have hardly anything to do with the ontology, but look like it here and there.
MADE_UP = st.lists(
    st.builds(
        ox.Quad,
        st.one_of(_IRIS, _BLANK),
        _IRIS,
        st.one_of(_IRIS, _BLANK, _LITERALS),
        st.one_of(_IRIS, st.just(ox.DefaultGraph())),
    ),
    max_size=8,
)


def stated(given: Iterable[ox.Quad], view: GraphView | None = None) -> Listed:
    """A portion of nothing but statements, in the order that portions have."""
    ordered = sorted(set(given), key=lambda quad: (str(quad.graph_name), str(quad)))
    return Listed((), (), ordered, view=view or GraphView())


def of_articles() -> Listed:
    """What two articles say, each in its graph."""
    iris = Iris(BASE)
    return stated((*quads.write(readings.troops(), iris), *quads.write(readings.talks(), iris)))
