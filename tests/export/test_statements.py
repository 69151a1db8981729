from __future__ import annotations

import io

import rdflib

from kg.export import jsonld, nquads, turtle


def written(write, graph) -> bytes:
    stream = io.BytesIO()
    write(graph, stream)
    return stream.getvalue()


def quads(data: bytes, format: str) -> set[tuple[str, ...]]:
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=format)
    return {(s.n3(), p.n3(), o.n3(), str(g)) for s, p, o, g in dataset.quads()}


def test_nquads_are_the_graphs_own_lines(graph):
    assert written(nquads.write, graph).decode().splitlines() == list(graph.nquads())


def test_turtle_says_each_thing_once_and_names_no_graph(graph):
    data = written(turtle.write, graph)
    assert len(rdflib.Graph().parse(data=data, format="turtle")) == 2
    assert data.decode().count("move_troops") == 1
    assert "ent:Russia skos:prefLabel" in data.decode()


def test_turtle_declares_prefixes_in_order(graph):
    lines = written(turtle.write, graph).decode().splitlines()
    declared = [line for line in lines if line.startswith("@prefix")]
    assert declared == sorted(declared)
    assert lines[: len(declared)] == declared
    assert len(declared) == len(set(declared)) > 10


def test_jsonld_keeps_every_statement_in_its_graph(graph):
    assert quads(written(jsonld.write, graph), "json-ld") == quads(written(nquads.write, graph), "nquads")
