"""RDF 1.2 as TriG: each claim has its triple as a term, `claim rdf:reifies <<( subject relation object )>>`.

A triple term is not asserted, so a denied claim may have one too. It is added to rdf:subject, rdf:predicate
and rdf:object rather than put in their place: claims without an object have no triple to name, queries and
shapes written for RDF 1.1 keep their sense, and whoever takes the rdf:reifies statements away has the
document's graph again, digest and all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from kg.export import turtle_text
from kg.export.source import Source
from kg.export.target import opened
from kg.rdf import vocabulary as v

_VERSION = b'VERSION "1.2"\n'  # readers of RDF 1.1 stop here rather than at the first triple term
_PARTS = (v.TYPE, v.SUBJECT, v.PREDICATE, v.OBJECT)
_REIFIES = v.term("rdf:reifies")


def write(source: Source, target: Path | BinaryIO) -> None:
    """Writes one block per graph, grouped by subject, in UTF-8. Raises `OSError`."""
    quads = _with_triple_terms(source.counted(source.portion.quads()))
    with opened(target) as stream:
        stream.write(_VERSION)
        turtle_text.write(quads, stream, v.prefixes(source.portion.base))


def _with_triple_terms(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The quads, and after the last of each claim what triple it is about."""
    for (graph, subject), said in groupby(quads, key=lambda quad: (quad.graph_name, quad.subject)):
        found: dict[NamedNode, list[Any]] = {predicate: [] for predicate in _PARTS}
        for quad in said:
            if quad.predicate in found:
                found[quad.predicate].append(quad.object)
            yield quad
        types, *parts = found.values()
        match parts:
            case [[NamedNode() | BlankNode() as about], [NamedNode() as relation], [target]]:
                if v.CLAIM in types:
                    yield Quad(subject, _REIFIES, Triple(about, relation, target), graph)
