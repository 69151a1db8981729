"""What the read index keeps of a document's graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pyoxigraph import Quad

from kg.query import claim_json
from kg.query.claim_json import Gapped, Said
from kg.rdf import vocabulary as v
from kg.rdf.iris import Iris, offsets
from kg.rdf.terms import value

Document = tuple[str, str, str, str | None, str | None, str | None, str | None, int, int]
Side = tuple[
    str, str, str, str | None, str, str, str, str, str | None, str, str, float, bool
]  # the columns of `side` without the number


class Claim(NamedTuple):
    """The columns of `claim` without the number."""

    place: str
    id: str
    document: str
    subject: str
    relation: str
    object: str | None
    polarity: str
    certainty: str
    temporality: str
    event_type: str | None
    date: str
    until: str
    confidence: float
    affirmed: bool
    narrated: bool
    sentence_start: int
    sentence_end: int


UNDATED = "~"  # sorts after every date

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
_READ = claim_json.READ | {
    *(v.TYPE, v.SUBJECT, v.PREDICATE, v.OBJECT, v.LABEL, v.ALIAS, v.IDENTIFIER, v.EXACT_MATCH),
    *(v.NARRATED, v.DIGEST),
    *map(v.term, ("dc:source", "schema:headline", "schema:publisher", "schema:name")),
    *map(v.term, ("schema:datePublished", "schema:genre")),
}


@dataclass(slots=True)
class DocumentRows:
    """The rows of one document, in the columns of `index.sql`; `claims`, `json` and `sides` side by side."""

    document: Document
    claims: list[Claim] = field(default_factory=list)
    json: list[Gapped] = field(default_factory=list)
    sides: list[list[Side]] = field(default_factory=list)
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
    for node in sorted(claims):
        _claim(node, about, found, iris)
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


def _claim(node: str, about: Mapping[str, Said], found: DocumentRows, iris: Iris) -> None:
    said = about[node]
    document, _, _, title, publisher, published, *_ = found.document
    identifier = iris.id(node)
    start, stop = offsets(said[v.FROM_SENTENCE.value][0])
    place = f"{published or UNDATED}|{document}|{start:09d}|{identifier}"
    target = next(iter(said.get(v.OBJECT.value, ())), None)
    event_type = next(iter(said.get(v.EVENT_TYPE.value, ())), None)
    begin, end = claim_json.times(about.get(iris.part(identifier, "when")), iris)
    claim = Claim(
        place=place,
        id=identifier,
        document=document,
        subject=iris.id(said[v.SUBJECT.value][0]),
        relation=iris.id(said[v.PREDICATE.value][0]),
        object=iris.id(target) if target else None,
        polarity=_STANCES[said[v.POLARITY.value][0]],
        certainty=_STANCES[said[v.CERTAINTY.value][0]],
        temporality=_STANCES[said[v.TEMPORALITY.value][0]],
        event_type=event_type.partition("#")[2] if event_type else None,
        date=begin or end or published or UNDATED,
        until=end or begin or published or "",
        confidence=float(said[v.CONFIDENCE.value][0]),
        affirmed=said[v.AFFIRMED.value][0] == "true",
        narrated=said[v.NARRATED.value][0] == "true",
        sentence_start=start,
        sentence_end=stop,
    )
    chain = claim_json.ordered(said, v.QUALIFIED_ATTRIBUTION.value, about)
    holders = [iris.id(part[v.AGENT.value][0]) for part in chain]
    found.claims.append(claim)
    found.json.append(claim_json.make(node, about, (document, title, publisher, published), iris))
    found.sides.append(list(_sides(claim, holders)))
    found.holders.extend((holder, place, position) for position, holder in enumerate(holders))


def _sides(claim: Claim, holders: list[str]) -> Iterator[Side]:
    """The claim as each entity that stands in it sees it."""
    rest = (
        *(claim.relation, claim.polarity, claim.certainty, claim.temporality, claim.event_type),
        *(claim.date, claim.until, claim.confidence, claim.narrated),
    )
    yield (claim.subject, "out", claim.place, claim.object, *rest)
    if claim.object is not None:
        yield (claim.object, "in", claim.place, claim.subject, *rest)
    for holder in sorted(set(holders)):
        yield (holder, "held", claim.place, None, *rest)


def _names(node: str, said: dict[str, list[str]], found: DocumentRows, iris: Iris) -> None:
    document, identifier = found.document[0], iris.id(node)
    if node.startswith(iris.entity("")):
        for predicate, kind in _NAMES.items():
            found.said.extend((document, identifier, kind, words) for words in said.get(predicate, ()))
        types = (_TYPES[kind] for kind in said.get(v.TYPE.value, ()) if kind in _TYPES)
        found.said.extend((document, identifier, "type", kind) for kind in types)
    elif node.startswith(iris.relation("")):
        found.said.extend((document, identifier, "relation", words) for words in said[v.LABEL.value])
