"""From a reading to the quads of its document's named graph."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.model import Argument, Claim, Document, Entity, Reading
from kg.rdf import claim_quads
from kg.rdf import vocabulary as v
from kg.rdf.iris import Iris
from kg.rdf.statements import Statements


def write(reading: Reading, iris: Iris) -> list[Quad]:
    """The quads of a reading, sorted: the same reading gives the same quads, without blank nodes.

    The last statement made is the graph's own digest, by which two readings of a document are compared.
    """
    statements = Statements(reading.document, iris)
    narrator = _document(reading, statements)
    for sentence in reading.sentences:
        statements.stretch(sentence, v.term("nif:Sentence"))
    for entity in _entities(reading):
        _entity(entity, statements)
    for mention in reading.mentions:
        node = statements.stretch(mention.span, v.MENTIONS[mention.kind])
        statements.say(node, v.TYPE, v.term("nif:Phrase"))
        statements.say(node, v.term("itsrdf:taIdentRef"), NamedNode(iris.entity(mention.entity.key)))
    for relation, label in _relations(reading, iris).items():
        statements.say(NamedNode(relation), v.TYPE, v.term("rdf:Property"))
        statements.text(NamedNode(relation), v.LABEL, label)
    for claim in reading.claims:
        claim_quads.write(claim, narrator, statements)
    statements.text(statements.graph, v.DIGEST, digest(statements.quads()))
    return statements.quads()


def digest(quads: Iterable[Quad]) -> str:
    """The SHA-256 of a graph's sorted N-Quads, its digest statement left out."""
    lines = sorted(f"{quad} .\n" for quad in quads if quad.predicate != v.DIGEST)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _document(reading: Reading, statements: Statements) -> NamedNode:
    """The document, how it was read, and who narrates: its publisher, or itself where none is known."""
    document, node, iris = reading.document, statements.graph, statements.iris
    statements.say(node, v.TYPE, v.term("schema:Article"))
    statements.say(node, v.TYPE, v.term("nif:Context"))
    statements.text(node, v.IDENTIFIER, document.id)
    statements.text(node, v.term("dc:source"), document.source)
    statements.text(node, v.term("nif:isString"), document.text)
    statements.count(node, v.term("schema:wordCount"), reading.words)
    for predicate, value in (("schema:headline", document.title), ("schema:genre", document.kind)):
        if value:
            statements.text(node, v.term(predicate), value)
    if document.published:
        statements.day(node, v.term("schema:datePublished"), document.published)
    activity, model = NamedNode(iris.reading(document.id)), NamedNode(iris.model(reading.model))
    statements.say(activity, v.TYPE, v.READING)
    statements.say(activity, v.term("prov:used"), node)
    statements.say(activity, v.term("prov:wasAssociatedWith"), model)
    statements.say(model, v.TYPE, v.term("prov:SoftwareAgent"))
    statements.text(model, v.IDENTIFIER, reading.model)
    return _publisher(document, statements)


def _publisher(document: Document, statements: Statements) -> NamedNode:
    if not document.publisher:
        return statements.graph
    publisher = NamedNode(statements.iris.publisher(document.publisher))
    statements.say(statements.graph, v.term("schema:publisher"), publisher)
    statements.say(publisher, v.TYPE, v.term("schema:Organization"))
    statements.text(publisher, v.term("schema:name"), document.publisher)
    return publisher


def _entities(reading: Reading) -> Iterator[Entity]:
    """The entities of a reading, each key once: where two spell one key, the first names it."""
    seen: dict[str, Entity] = {}
    for entity in _named(reading):
        seen.setdefault(entity.key, entity)
    yield from seen.values()


def _relations(reading: Reading, iris: Iris) -> dict[str, str]:
    """The labels of the relations, by IRI: where two differ only in their blanks, the first."""
    labels: dict[str, str] = {}
    for claim in reading.claims:
        labels.setdefault(iris.relation(claim.relation.label), claim.relation.label)
    return labels


def _named(reading: Reading) -> Iterator[Entity]:
    for mention in reading.mentions:
        yield mention.entity
    for claim in reading.claims:
        for argument in _arguments(claim):
            yield argument.entity


def _arguments(claim: Claim) -> Iterator[Argument]:
    yield claim.subject
    if claim.object is not None:
        yield claim.object
    if claim.where is not None:
        yield claim.where
    for holder in claim.holders:
        yield holder.source
    for qualifier in claim.qualifiers:
        yield qualifier.argument


def _entity(entity: Entity, statements: Statements) -> None:
    node = NamedNode(statements.iris.entity(entity.key))
    statements.say(node, v.TYPE, v.ENTITY_TYPES[entity.type])
    statements.text(node, v.LABEL, entity.label)
    for alias in entity.aliases:
        if alias != entity.label:
            statements.text(node, v.ALIAS, alias)
    for link in entity.links:
        if link.startswith(("http://", "https://")):
            statements.say(node, v.EXACT_MATCH, NamedNode(link))
        else:
            statements.say(node, v.IDENTIFIER, Literal(link))
