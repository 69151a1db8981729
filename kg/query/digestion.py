"""What the read index keeps of a document's graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import Quad

from kg.rdf import vocabulary as v
from kg.rdf.iris import Iris, offsets
from kg.rdf.terms import value

Document = tuple[str, str, str, str | None, str | None, str | None, str | None, int, int]
Claim = tuple[str, str, str, str, str, str | None, str, str, str, bool, bool]

_UNDATED = "~"  # sorts after every date

_STANCES = {
    node.value: value.value
    for table in (v.POLARITIES, v.CERTAINTIES, v.TEMPORALITIES)
    for value, node in table.items()
}
_TYPES = {node.value: value.value for value, node in v.ENTITY_TYPES.items()}
_NAMES = {
    v.LABEL.value: "label",
    v.ALIAS.value: "alias",
    v.IDENTIFIER.value: "link",
    v.EXACT_MATCH.value: "link",
}
_READ = frozenset(
    {
        *(v.TYPE, v.SUBJECT, v.PREDICATE, v.OBJECT, v.LABEL, v.ALIAS, v.IDENTIFIER, v.EXACT_MATCH),
        *(v.POLARITY, v.CERTAINTY, v.TEMPORALITY, v.AFFIRMED, v.NARRATED, v.FROM_SENTENCE),
        *(v.QUALIFIED_ATTRIBUTION, v.AGENT, v.ORDER, v.DIGEST),
        *map(v.term, ("dc:source", "schema:headline", "schema:publisher", "schema:name")),
        *map(v.term, ("schema:datePublished", "schema:genre")),
    }
)


@dataclass(slots=True)
class DocumentRows:
    """The rows of one document, in the columns of `index.sql`."""

    document: Document
    claims: list[Claim] = field(default_factory=list)
    holders: list[tuple[str, str, int]] = field(default_factory=list)
    said: list[tuple[str, str, str, str]] = field(default_factory=list)


def rows(quads: Iterable[Quad], iris: Iris) -> DocumentRows:
    """The index rows of one document's graph."""
    about: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    graph, triples = "", 0
    for quad in quads:
        triples += 1
        if quad.predicate in _READ:
            about[value(quad.subject)][value(quad.predicate)].append(value(quad.object))
        if quad.predicate == v.DIGEST:
            graph = value(quad.graph_name)
    claims = [node for node, said in about.items() if v.CLAIM.value in said.get(v.TYPE.value, ())]
    found = DocumentRows(_document(graph, about, len(claims), triples, iris))
    published = found.document[5] or _UNDATED
    for node in sorted(claims):
        _claim(node, about, published, found, iris)
    for node in sorted(about):
        _names(node, about[node], found, iris)
    return found


def _document(
    graph: str, about: dict[str, dict[str, list[str]]], claims: int, triples: int, iris: Iris
) -> Document:
    said = about[graph]

    def one(name: str) -> str | None:
        return next(iter(said.get(v.term(name).value, ())), None)

    publisher = one("schema:publisher")
    name = about[publisher][v.term("schema:name").value][0] if publisher else None
    return (
        iris.id(graph),
        said[v.DIGEST.value][0],
        one("dc:source") or "",
        one("schema:headline"),
        name,
        one("schema:datePublished"),
        one("schema:genre"),
        claims,
        triples,
    )


def _claim(
    node: str, about: dict[str, dict[str, list[str]]], published: str, found: DocumentRows, iris: Iris
) -> None:
    said = about[node]
    document, identifier = found.document[0], iris.id(node)
    start, _ = offsets(said[v.FROM_SENTENCE.value][0])
    place = f"{published}|{document}|{start:09d}|{identifier}"
    target = next(iter(said.get(v.OBJECT.value, ())), None)
    found.claims.append(
        (
            place,
            identifier,
            document,
            iris.id(said[v.SUBJECT.value][0]),
            iris.id(said[v.PREDICATE.value][0]),
            iris.id(target) if target else None,
            _STANCES[said[v.POLARITY.value][0]],
            _STANCES[said[v.CERTAINTY.value][0]],
            _STANCES[said[v.TEMPORALITY.value][0]],
            said[v.AFFIRMED.value][0] == "true",
            said[v.NARRATED.value][0] == "true",
        )
    )
    for part in said.get(v.QUALIFIED_ATTRIBUTION.value, ()):
        holder = about[part]
        found.holders.append((iris.id(holder[v.AGENT.value][0]), place, int(holder[v.ORDER.value][0])))


def _names(node: str, said: dict[str, list[str]], found: DocumentRows, iris: Iris) -> None:
    document, identifier = found.document[0], iris.id(node)
    if node.startswith(iris.entity("")):
        for predicate, kind in _NAMES.items():
            found.said.extend((document, identifier, kind, words) for words in said.get(predicate, ()))
        types = (_TYPES[kind] for kind in said.get(v.TYPE.value, ()) if kind in _TYPES)
        found.said.extend((document, identifier, "type", kind) for kind in types)
    elif node.startswith(iris.relation("")):
        found.said.extend((document, identifier, "relation", words) for words in said[v.LABEL.value])
