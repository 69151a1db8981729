"""Search by name inside SPARQL: found where it is a pattern, left alone where it is anything else."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.graph import KnowledgeGraph
from kg.query.text_search import replaced
from kg.rdf.iris import ONTOLOGY

PREFIXES = {"kg": ONTOLOGY, "rdfs": "http://www.w3.org/2000/01/rdf-schema#"}


def carried_out(query: str, prefixes: dict[str, str] = PREFIXES) -> tuple[str, list[tuple[str, int]]]:
    """The query as it is run, and what was sought. It must parse."""
    sought: list[tuple[str, int]] = []

    def find(text: str, limit: int) -> list[str]:
        sought.append((text, limit))
        return ["urn:one", "urn:two"]

    text = replaced(query, prefixes, find)
    ox.Store().query(text, prefixes=prefixes)
    return text, sought


VALUES = " VALUES ?e { <urn:one> <urn:two> }"


@pytest.mark.parametrize(
    ("query", "run"),
    [
        ('SELECT * { ?e kg:nameMatches "nato" }', f"SELECT * {{{VALUES}  }}"),
        ('SELECT * { ?e kg:nameMatches "nato" . }', f"SELECT * {{{VALUES}  }}"),
        ('SELECT * {?e kg:nameMatches "nato".?e ?p ?o}', f"SELECT * {{{VALUES}?e ?p ?o}}"),
        ('ASK { ?e kg:nameMatches "nato" ; ?p ?o }', f"ASK {{{VALUES} ?e  ?p ?o }}"),
        ('ASK { ?e kg:nameMatches "nato" ;; . ?e ?p ?o }', f"ASK {{{VALUES}  ?e ?p ?o }}"),
        ('ASK { ?e a ?t ; kg:nameMatches "nato" ; ?p ?o }', f"ASK {{{VALUES} ?e a ?t ;  ; ?p ?o }}"),
        ('ASK { ?e a ?t ; kg:nameMatches "nato" . }', f"ASK {{{VALUES} ?e a ?t ;  . }}"),
        (
            'ASK { _:x ?p ?e . ?e kg:nameMatches "nato" . _:x ?q 1 }',
            f"ASK {{{VALUES} _:x ?p ?e .  _:x ?q 1 }}",
        ),
        (
            'ASK { ?x ?p 1 FILTER(?x != ")") ?e kg:nameMatches "nato" }',
            f'ASK {{{VALUES} ?x ?p 1 FILTER(?x != ")")  }}',
        ),
        (
            'ASK { BIND(1 AS ?a) ?x ?p ?a . ?e kg:nameMatches "nato" }',
            f"ASK {{ BIND(1 AS ?a){VALUES} ?x ?p ?a .  }}",
        ),
        (
            'ASK { ?a ?b ?c OPTIONAL { ?c ?p ?e } ?e kg:nameMatches "nato" . }',
            f"ASK {{ ?a ?b ?c OPTIONAL {{ ?c ?p ?e }}{VALUES}  }}",
        ),
        (
            'ASK { { SELECT ?e { ?e kg:nameMatches "nato" } } UNION { ?e ?p 2 } }',
            f"ASK {{ {{ SELECT ?e {{{VALUES}  }} }} UNION {{ ?e ?p 2 }} }}",
        ),
        ('ASK { ?a ?b [ ?c ?d ] . ?e kg:nameMatches "nato" }', f"ASK {{{VALUES} ?a ?b [ ?c ?d ] .  }}"),
        ('ASK { GRAPH ?g { ?e kg:nameMatches ("nato") } }', f"ASK {{ GRAPH ?g {{{VALUES}  }} }}"),
        (
            'CONSTRUCT { ?e kg:nameMatches "x" } WHERE { ?e kg:nameMatches "nato" }',
            f'CONSTRUCT {{ ?e kg:nameMatches "x" }} WHERE {{{VALUES}  }}',
        ),
    ],
)
def test_where_the_findings_go(query: str, run: str) -> None:
    assert carried_out(query) == (run, [("nato", 100)])


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o }",
        'SELECT * { ?s ?p \'?e kg:nameMatches "x"\' } # ?e kg:nameMatches "x"',
        'SELECT * { ?s ?p """{ ?e kg:nameMatches "x" }""" }',
        "SELECT * { ?s ?p <urn:kg:nameMatches> ; <urn:x#kg:nameMatches> ?o }",
        "SELECT * { kg:nameMatches rdfs:comment ?o . ?s ?p kg:nameMatches, kg:nameMatches }",
        "SELECT * { ?s ?p ?o FILTER(?p = kg:nameMatches || ?p IN (rdfs:label, kg:nameMatches)) }",
        "SELECT * { VALUES ?p { kg:nameMatches } VALUES (?p ?o) { (kg:nameMatches 'x') } ?s ?p ?o }",
        "SELECT * { VALUES ?p { rdfs:label kg:nameMatches 'x' } }",
        'PREFIX kg: <urn:other#> SELECT * { ?e kg:nameMatches "x" }',
        "SELECT ?nameMatches { ?e rdfs:label ?nameMatches }",
        "DESCRIBE kg:nameMatches",
        "CONSTRUCT { ?e kg:nameMatches ?l } { ?e rdfs:label ?l }",
    ],
)
def test_what_is_left_alone(query: str) -> None:
    assert carried_out(query) == (query, [])


def test_however_the_property_is_written() -> None:
    for query in (
        f'ASK {{ ?e <{ONTOLOGY}nameMatches> "x" }}',
        'PREFIX k: <https://kg.example/ontology#> ASK { $e k:nameMatches "x" }',
        'BASE <https://kg.example/> PREFIX k: <ontology#> ASK { ?e k:nameMatches "x" }',
        "BASE <https://kg.example/> ASK { ?e <ontology#nameMatches> '''x''' }",
    ):
        assert carried_out(query)[1] == [("x", 100)]


@pytest.mark.parametrize(
    ("written", "sought"),
    [
        ('"a \\"b\\" \\u00e9\\t"', ('a "b" é\t', 100)),
        ("'it''s'", None),
        ('"""two\n"lines""""', None),
        ("'''it's'''", ("it's", 100)),
        ('("nato" 5)', ("nato", 5)),
        ('( # why\n "nato" # so\n 1000 )', ("nato", 1000)),
    ],
)
def test_texts_and_limits(written: str, sought: tuple[str, int] | None) -> None:
    query = f"SELECT * {{ ?e kg:nameMatches {written} }}"
    if sought is not None:
        assert carried_out(query)[1] == [sought]


def test_several_in_one_query() -> None:
    text, sought = carried_out(
        'SELECT * { ?a kg:nameMatches "one" ; kg:nameMatches "two" . '
        '?b kg:nameMatches ("three" 3) . ?a ?p ?b }'
    )
    assert sought == [("one", 100), ("two", 100), ("three", 3)]
    assert text.count("VALUES ?a") == 2 and text.count("VALUES ?b") == 1


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("SELECT * { ?e kg:nameMatches ?text }", r"with \?text; the text must stand in the query"),
        ("SELECT * { ?e kg:nameMatches (?text 5) }", r"with \?text; the text must stand in the query"),
        ('SELECT * { ?e kg:nameMatches "a", "b" }', "more than one text"),
        ('SELECT * { ?e kg:nameMatches "a"@en }', "a language or a datatype"),
        ('SELECT * { ?e kg:nameMatches ("a" 1001) }', "the limit 1001"),
        ('SELECT * { ?e kg:nameMatches ("a" 0) }', "the limit 0"),
        ('SELECT * { ?e kg:nameMatches ("a" 1.5) }', "the limit 1.5"),
        ("SELECT * { ?e kg:nameMatches 5 }", "otherwise than"),
        ('SELECT * { ?e kg:nameMatches|rdfs:label "a" }', "in a property path"),
        ('SELECT * { ?e (kg:nameMatches|rdfs:label) "a" }', "in a property path"),
        ('SELECT * { ?e ^kg:nameMatches "a" }', "in a property path"),
        ('SELECT * { <urn:e> kg:nameMatches "a" }', "must be a variable"),
        ('SELECT * { ?s ?p [ kg:nameMatches "a" ] }', "must be a variable"),
        ('SELECT * { [] kg:nameMatches "a" }', "must be a variable"),
        ("SELECT * {" + '?e kg:nameMatches "a" .' * 11 + "}", "more than 10 times"),
        ("SELECT * { ?e kg:nameMatches 'a' }" + " " * 20_000, "more than 20000 characters"),
    ],
)
def test_misuse_is_told(query: str, complaint: str) -> None:
    with pytest.raises(QueryError, match=complaint):
        replaced(query, PREFIXES, lambda text, limit: [])


def test_nothing_found_is_no_row(graph: KnowledgeGraph) -> None:
    assert not graph.query('SELECT * { ?e kg:nameMatches "atlantis" ; rdfs:label ?l }').rows


def test_names_in_a_graph(graph: KnowledgeGraph) -> None:
    query = 'SELECT DISTINCT ?l { ?e kg:nameMatches "putin" ; rdfs:label ?l }'
    assert [str(label) for (label,) in graph.query(query).rows] == ["Vladimir Putin"]
    both = 'ASK { ?a kg:nameMatches "russia" . ?b kg:nameMatches "moscow" . ?a ?r ?b . ?r a rdf:Property }'
    assert graph.query(both).boolean
    with graph.stream(query, media_type="text/csv") as answer:
        assert b"".join(answer) == b"l\r\nVladimir Putin\r\n"


def test_a_query_cut_short_is_still_only_malformed(graph: KnowledgeGraph) -> None:
    whole = 'SELECT * { ?a ?p (1 2) . ?e kg:nameMatches ("putin" 5) ; rdfs:label ?l . FILTER(?e != [] ) }'
    for length in range(len(whole)):
        try:
            graph.query(whole[:length])
        except QueryError:
            continue
        raise AssertionError(whole[:length])
