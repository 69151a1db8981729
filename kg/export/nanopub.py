"""Nanopublications as TriG, one for each claim: what it says, on whose and what authority, and who read it.

Each is four graphs, as the guidelines on nanopub.net have it. The assertion is the plain triple only where
the claim affirms it: what is denied, merely supposed or without an object is asserted as a description of
the claim. The provenance is whatever else the graph says of the claim. A nanopublication is dated by its
document, not by the clock, so that the same graph gives the same bytes.

Their IRIs are no trusty URIs, which are made of the content and are what the servers of nanopublications
take: to publish there, have them made and signed by the tools of those servers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.errors import InputError
from kg.export import turtle_text
from kg.export.source import Source
from kg.export.target import opened
from kg.rdf import vocabulary as v
from kg.rdf.iris import Iris

Object: TypeAlias = NamedNode | BlankNode | Literal | Triple

_DCTERMS, _NP = "http://purl.org/dc/terms/", "http://www.nanopub.org/nschema#"
_NANOPUBLICATION = NamedNode(f"{_NP}Nanopublication")
_PARTS = ("assertion", "provenance", "publication")
_LINKS = tuple(NamedNode(f"{_NP}{name}") for name in ("hasAssertion", "hasProvenance", "hasPublicationInfo"))
_CREATED, _CREATOR = NamedNode(f"{_DCTERMS}created"), NamedNode(f"{_DCTERMS}creator")
_ALTERNATE, _SOURCE = v.term("prov:alternateOf"), v.term("prov:hadPrimarySource")
_ATTRIBUTED, _DERIVED = v.term("prov:wasAttributedTo"), v.term("prov:wasDerivedFrom")
_GENERATED, _ASSOCIATED = v.term("prov:wasGeneratedBy"), v.term("prov:wasAssociatedWith")
_PUBLISHED, _PUBLISHER = v.term("schema:datePublished"), v.term("schema:publisher")
_DAYS = (v.term("time:hasBeginning"), v.term("time:hasEnd"))
_TRUE = Literal("true", datatype=v.term("xsd:boolean"))
# What a claim says, in distinction from how it is known.
_SAID = frozenset(
    (
        *(v.TYPE, v.SUBJECT, v.PREDICATE, v.OBJECT, v.CONTENT, v.WHEN, v.PLACE, v.EVENT, v.EVENT_TYPE),
        *(v.POLARITY, v.CERTAINTY, v.TEMPORALITY, v.CONDITIONAL, v.AFFIRMED),
    )
)
# The whole text is not repeated with each of its claims.
_LEFT_OUT = frozenset((v.term("nif:isString"), v.term("schema:wordCount"), v.DIGEST))


def write(source: Source, target: Path | BinaryIO) -> None:
    """Writes the nanopublications by document and claim, in UTF-8, with one document at a time in memory.

    Raises:
        InputError: the view is made by CONSTRUCT.
        OSError: `target` cannot be written.
    """
    portion = source.portion
    if portion.view.construct is not None:
        raise InputError("a view made by CONSTRUCT has no claims to make nanopublications of: export trig")
    known = {**v.prefixes(portion.base), "dcterms": _DCTERMS, "np": _NP}
    quads = _nanopublications(source.counted(portion.quads()), Iris(portion.base))
    with opened(target) as stream:
        turtle_text.write(quads, stream, known)


def _nanopublications(quads: Iterable[Quad], iris: Iris) -> Iterator[Quad]:
    for graph, inside in groupby(quads, key=lambda quad: quad.graph_name):
        if isinstance(graph, NamedNode) and graph.value.startswith(iris.document("")):
            document = _Document(graph, inside)
            for claim in document.claims():
                yield from _nanopublication(claim, document, iris)


class _Document:
    """What a document's graph says, by subject."""

    def __init__(self, node: NamedNode, quads: Iterable[Quad]) -> None:
        self.node = node
        self._said: dict[NamedNode, list[Triple]] = {}
        self._parts: dict[str, list[NamedNode]] = {}
        for subject, said in groupby((quad.triple for quad in quads), key=lambda triple: triple.subject):
            if isinstance(subject, NamedNode):
                self._said[subject] = list(said)
                self._parts.setdefault(subject.value.partition("#")[0], []).append(subject)

    def claims(self) -> list[NamedNode]:
        """The claims, sorted."""
        return sorted((node for node in self._said if v.CLAIM in self.values(node, v.TYPE)), key=str)

    def parts(self, node: NamedNode) -> list[NamedNode]:
        """The node and what is named by a fragment of its IRI."""
        return self._parts[node.value]

    def said(self, nodes: Iterable[Object]) -> Iterator[Triple]:
        """What is said of some nodes."""
        for node in nodes:
            if isinstance(node, NamedNode):
                yield from self._said.get(node, ())

    def values(self, node: Object, *predicates: NamedNode) -> list[Object]:
        """What stands in these relations to a node."""
        return [triple.object for triple in self.said([node]) if triple.predicate in predicates]


def _nanopublication(claim: NamedNode, document: _Document, iris: Iris) -> Iterator[Quad]:
    id = iris.id(claim.value)
    node, head, *graphs = (NamedNode(iris.part(id, name)) for name in ("nanopublication", "head", *_PARTS))
    yield Quad(node, v.TYPE, _NANOPUBLICATION, head)
    for link, graph in zip(_LINKS, graphs, strict=True):
        yield Quad(node, link, graph, head)
    assertion = _assertion(claim, document)
    contents = (
        assertion,
        _provenance(claim, graphs[0], document, assertion),
        _publication(claim, node, document, NamedNode(iris.named("software", "kg"))),
    )
    for graph, triples in zip(graphs, contents, strict=True):
        for triple in sorted(set(triples), key=str):
            yield Quad(triple.subject, triple.predicate, triple.object, graph)


def _assertion(claim: NamedNode, document: _Document) -> list[Triple]:
    if _TRUE in document.values(claim, v.AFFIRMED):
        match [document.values(claim, predicate) for predicate in (v.SUBJECT, v.PREDICATE, v.OBJECT)]:
            case [[NamedNode() as subject], [NamedNode() as relation], [target]]:
                return [Triple(subject, relation, target)]
    return [triple for triple in document.said([claim]) if triple.predicate in _SAID]


def _provenance(
    claim: NamedNode, assertion: NamedNode, document: _Document, asserted: list[Triple]
) -> Iterator[Triple]:
    """Who holds the claim, from which sentence of which document, and all that the graph says besides."""
    sentences = document.values(claim, v.FROM_SENTENCE)
    parts = document.parts(claim)
    days = [day for part in parts for day in document.values(part, *_DAYS)]
    publishers = document.values(document.node, _PUBLISHER)
    yield Triple(assertion, _ALTERNATE, claim)
    yield Triple(assertion, _SOURCE, document.node)
    for holder in document.values(claim, v.HOLDER):
        yield Triple(assertion, _ATTRIBUTED, holder)
    for sentence in sentences:
        yield Triple(assertion, _DERIVED, sentence)
    for triple in document.said([*parts, *days, *sentences, document.node, *publishers]):
        if triple.predicate not in _LEFT_OUT and triple not in asserted:
            yield triple


def _publication(
    claim: NamedNode, node: NamedNode, document: _Document, software: NamedNode
) -> Iterator[Triple]:
    """Which reading with which model made it, in which software, and of which day its document is."""
    yield Triple(node, _CREATOR, software)
    yield Triple(software, v.TYPE, v.term("prov:SoftwareAgent"))
    yield Triple(software, v.term("schema:name"), Literal("kg"))
    for day in document.values(document.node, _PUBLISHED):
        yield Triple(node, _CREATED, day)
    for reading in document.values(claim, _GENERATED):
        yield Triple(node, _GENERATED, reading)
        yield from document.said([reading, *document.values(reading, _ASSOCIATED)])
