"""The SHACL gate: whether a document's graph is what `ontology/shapes.ttl` says it must be."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph
import pyshacl
from rdflib import SH, Graph
from rdflib.term import Node

from kg import config
from kg.rdf.vocabulary import PREFIXES

_SHAPES = "shapes.ttl"


def validate(quads: Iterable[pyoxigraph.Quad]) -> tuple[str, ...]:
    """What is wrong with a graph, one line each, sorted; nothing where it conforms.

    Blank nodes are reported too, which SHACL has no word against.
    """
    data, found = Graph(), []
    triples = []
    for quad in quads:
        triples.append(quad.triple)
        if isinstance(quad.subject, pyoxigraph.BlankNode) or isinstance(quad.object, pyoxigraph.BlankNode):
            found.append(f"{quad.triple}: a blank node, which no other graph can name")
    data.parse(data=pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES), format="nt")
    # pySHACL changes the graph of shapes that it is given, so each call reads its own.
    shapes = Graph().parse(config.resource("ontology") / _SHAPES)
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    found.extend(_line(report, result) for result in report.subjects(SH.resultSeverity))
    return tuple(sorted(found))


def _line(report: Graph, result: Node) -> str:
    """One result in words: which node, what is wrong, with which value."""
    focus, message, value = (
        report.value(result, part) for part in (SH.focusNode, SH.resultMessage, SH.value)
    )
    told = f"{_short(focus)}: {message}"
    known = value is None or value == focus or str(value) in str(message)
    return told if known else f"{told} ({_short(value)})"


def _short(node: Node | None) -> str:
    text = str(node)
    for prefix, iri in PREFIXES.items():
        if text.startswith(iri):
            return f"{prefix}:{text.removeprefix(iri)}"
    return text
