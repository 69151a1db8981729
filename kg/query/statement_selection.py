"""What a document's graph says of some of its claims, so that it can stand alone and fits the shapes.

That is: the claims and all that they are made of (arguments, holders, times, events, the sentence and the
words they rest on), the entities and relations that stand in them, with names and types, the document with
its metadata, text and reading, and the plain edges that these claims affirm. Left out are other claims, and
what of `kg:content` leads to them; mentions that no claim rests on; plain edges of other claims. The
document's digest stays: it names the whole that this is a part of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from kg.rdf import vocabulary as v
from kg.rdf.iris import Iris
from kg.rdf.terms import value

Edge: TypeAlias = tuple[Any, Any, Any]


def of_claims(quads: Iterable[Quad], claims: Collection[str], iris: Iris) -> list[Quad]:
    """The statements behind the claims of these ids, each once.

    Args:
        quads: a document's graph.
    """
    about: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        about[value(quad.subject)].append(quad)
    chosen = {iris.claim(claim) for claim in claims}
    affirmed = {_plain_edge(about[claim]) for claim in chosen}
    relation = iris.relation("")
    waiting, reached = sorted(chosen), set(chosen)
    found: list[Quad] = []
    while waiting:
        for quad in about.get(waiting.pop(), ()):
            if quad.predicate == v.CONTENT and value(quad.object) not in chosen:
                continue
            if quad.predicate.value.startswith(relation) and _ends(quad) not in affirmed:
                continue
            found.append(quad)
            if isinstance(quad.object, NamedNode) and quad.object.value not in reached:
                reached.add(quad.object.value)
                waiting.append(quad.object.value)
    return found


def _plain_edge(claim: Iterable[Quad]) -> Edge | None:
    """The edge that a claim affirms."""
    said = {quad.predicate: quad.object for quad in claim}
    affirmed = said.get(v.AFFIRMED)
    if not isinstance(affirmed, Literal) or affirmed.value != "true" or v.OBJECT not in said:
        return None
    return said[v.SUBJECT], said[v.PREDICATE], said[v.OBJECT]


def _ends(quad: Quad) -> Edge:
    return quad.subject, quad.predicate, quad.object
