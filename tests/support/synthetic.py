"""Graphs of any size, made by rule: the rows of the read index that documents of made-up claims would have.

Every claim is of two entities that few others share, so nearly every claim is an edge of its own. Of the
statements there is only what shows that a document is there.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

import pyoxigraph as ox

from kg.query.digestion import Claim, DocumentRows, Side
from kg.query.view import View
from kg.rdf import vocabulary as v

_IN_DOCUMENT = 50  # claims
_RELATIONS = 300
_TYPES = ("Concept", "Person", "Organization", "Concept", "City", "Proposition")
_CERTAINTIES = ("certain", "probable", "possible", "underspecified")
_FIRST = date(2022, 1, 1)


def fill(view: View, nodes: int, claims: int, *, json: bytes = b"{}") -> None:
    """Puts documents with so many claims in all, about so many entities, into an empty graph."""
    made = documents(nodes, claims, json)
    while some := list(islice(made, 2000)):
        quads = []
        for rows in some:
            graph = ox.NamedNode(view.iris.document(rows.document[0]))
            quads.append(ox.Quad(graph, v.DIGEST, ox.Literal(rows.document[1]), graph))
        view.store.replace([], quads)
        view.index.replace([], some)


def documents(nodes: int, claims: int, json: bytes) -> Iterator[DocumentRows]:
    """The rows of one document after the other."""
    chance = random.Random(1)
    for number in range((claims + _IN_DOCUMENT - 1) // _IN_DOCUMENT):
        count = min(_IN_DOCUMENT, claims - number * _IN_DOCUMENT)
        key, day = f"doc{number:07d}", (_FIRST + timedelta(number % 700)).isoformat()
        rows = DocumentRows(
            (key, f"{number:064x}", f"{key}.txt", None, f"Wire {number % 40}", day, None, count, count)
        )
        said: set[tuple[str, str, str, str]] = set()
        for place in range(count):
            source, target = _entity(chance.randrange(nodes)), _entity(chance.randrange(nodes))
            verb = min(int(chance.paretovariate(0.7)), _RELATIONS)
            claim = _claim(chance, (key, day, place), source, f"relation_{verb}", target)
            rows.claims.append(claim)
            rows.json.append(json)
            holder = None if claim.narrated else _entity(chance.randrange(min(nodes, 500)))
            rows.sides.append([*_sides(claim, holder)])
            if holder is not None:
                rows.holders.append((holder, claim.place, 0))
                said.update(_named(key, holder))
            said.update(_named(key, source), _named(key, target))
            said.add((key, claim.relation, "relation", claim.relation.replace("_", " ")))
        rows.said.extend(sorted(said))
        yield rows


def _entity(number: int) -> str:
    return f"Entity_of_some_name_{number}"


def _named(document: str, entity: str) -> Iterator[tuple[str, str, str, str]]:
    number = int(entity.rpartition("_")[2])
    yield document, entity, "label", f"Entity {number}"
    yield document, entity, "type", _TYPES[number % len(_TYPES)]
    if number % 5 == 0:
        yield document, entity, "alias", f"The {number}th"


def _claim(
    chance: random.Random, where: tuple[str, str, int], source: str, relation: str, target: str
) -> Claim:
    document, day, number = where
    identifier, affirmed = f"{document}c{number:06x}", chance.random() < 0.9
    start = 120 * number
    return Claim(
        place=f"{day}|{document}|{start:09d}|{identifier}",
        id=identifier,
        document=document,
        subject=source,
        relation=relation,
        object=target,
        polarity="positive" if affirmed or chance.random() < 0.5 else "negative",
        certainty=chance.choice(_CERTAINTIES),
        temporality="nonfuture",
        event_type=None,
        date=day,
        until=day,
        confidence=chance.randrange(50, 101) / 100,
        affirmed=affirmed,
        narrated=chance.random() < 0.6,
        sentence_start=start,
        sentence_end=start + 119,
    )


def _sides(claim: Claim, holder: str | None) -> Iterator[Side]:
    rest = (
        *(claim.relation, claim.polarity, claim.certainty, claim.temporality, claim.event_type),
        *(claim.date, claim.until, claim.confidence, claim.narrated),
    )
    yield (claim.subject, "out", claim.place, claim.object, *rest)
    if claim.object is not None:
        yield (claim.object, "in", claim.place, claim.subject, *rest)
    if holder is not None:
        yield (holder, "held", claim.place, None, *rest)
