"""Answers as JSON-LD: the same object, with what makes its members statements of the graph.

Whatever a processor reads from it, the graph says too: what has no term in the context, counts and
addresses and offsets, is left aside. The context goes along, so that nothing need be fetched.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from api.graphs import served
from kg.rdf import vocabulary as v
from kg.rdf.iris import Iris

_SECONDS = 5.0
_LINK = "@id"
_CLAIM: dict[str, Any] = {
    "subject": {"@id": "rdf:subject", "@type": _LINK},
    "predicate": {"@id": "rdf:predicate", "@type": _LINK},
    "object": {"@id": "rdf:object", "@type": _LINK},
    "holders": {"@id": "kg:holder", "@type": _LINK},
    "relation_text": "kg:relationText",
    "polarity": {"@id": "kg:polarity", "@type": "@vocab"},
    "certainty": {"@id": "kg:certainty", "@type": "@vocab"},
    "temporality": {"@id": "kg:temporality", "@type": "@vocab"},
    "conditional": "kg:conditional",
    "edge": "kg:affirmed",
    "event_type": {"@id": "kg:eventType", "@type": "@vocab", "@context": {"@vocab": v.PREFIXES["plover"]}},
    "time_expression": {"@id": "kg:when", "@type": _LINK},
    "where": {"@id": "kg:place", "@type": _LINK},
    "confidence": {"@id": "kg:confidence", "@type": "xsd:decimal"},
    "rules": "kg:rule",
    "content": {"@id": "kg:content", "@type": _LINK},
    "from_sentence": {"@id": "kg:fromSentence", "@type": _LINK},
    "qualifiers": {"@id": "kg:qualifier", "@type": _LINK},
}
_DOCUMENT: dict[str, Any] = {
    "id": "schema:identifier",
    "title": "schema:headline",
    "source": "dc:source",
    "kind": "schema:genre",
    "published": {"@id": "schema:datePublished", "@type": "xsd:date"},
    "published_by": {"@id": "schema:publisher", "@type": _LINK},
}
_PART: dict[str, Any] = {
    "role": "kg:role",
    "slot": {"@id": "kg:entity", "@type": _LINK},
    "words": "kg:text",
}
_STANCES = (v.POLARITIES, v.CERTAINTIES, v.TEMPORALITIES)
CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    **v.PREFIXES,
    "items": "@included",
    "label": "rdfs:label",
    "name": "schema:name",
    "anchor": "nif:anchorOf",
    "aliases": "skos:altLabel",
    "other_labels": "rdfs:label",
    "links": "schema:identifier",
    "exact_match": {"@id": "skos:exactMatch", "@type": _LINK},
    **{kind.value: node.value for kind, node in v.ENTITY_TYPES.items()},
    **{value.value: node.value for table in _STANCES for value, node in table.items()},
    "Claim": {"@id": "kg:Claim", "@context": _CLAIM},
    "Document": {"@id": "schema:Article", "@context": _DOCUMENT},
    "Qualifier": {"@id": "kg:Argument", "@context": _PART},
    "TimeExpression": {"@id": "kg:TimeExpression", "@context": _PART},
    "Relation": "rdf:Property",
    "Publisher": "schema:Organization",
    "Sentence": "nif:Sentence",
}
_TERMS = CONTEXT.keys() | _CLAIM.keys() | _DOCUMENT.keys() | _PART.keys()


def linked(body: Mapping[str, Any]) -> dict[str, Any]:
    """A JSON answer of this API as JSON-LD."""
    node = _Writer(Iris(served().base), _spellings(body)).node(body)
    holding, other = _members(node, set(), set())
    included = {name: "@included" for name in sorted(holding - other)}
    return {"@context": [CONTEXT, included] if included else CONTEXT, **node}


def _members(node: Any, holding: set[str], other: set[str]) -> tuple[set[str], set[str]]:
    """The members without a term that hold things of the graph, and those that hold something else."""
    if isinstance(node, list):
        for inner in node:
            _members(inner, holding, other)
    elif isinstance(node, dict):
        for name, inner in node.items():
            if name not in _TERMS and not name.startswith("@") and ":" not in name:
                things = inner if isinstance(inner, list) else [inner]
                (holding if any(isinstance(one, dict) for one in things) else other).add(name)
            _members(inner, holding, other)
    return holding, other


def _spellings(body: Mapping[str, Any]) -> dict[str, set[str]]:
    """The names that the graph gives entities of `body` as alternatives. What one document calls an entity
    first is an alias too, if another calls it otherwise."""
    named = sorted({f"<{entity['iri']}>" for entity in _aliased(body)})
    if not named:
        return {}
    query = f"SELECT ?entity ?name {{ VALUES ?entity {{ {' '.join(named)} }} ?entity skos:altLabel ?name }}"
    result = served().query(query, timeout=_SECONDS).serialize("application/sparql-results+json")
    found: dict[str, set[str]] = {}
    for row in json.loads(result)["results"]["bindings"]:
        found.setdefault(row["entity"]["value"], set()).add(row["name"]["value"])
    return found


def _aliased(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if value.get("aliases"):
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from _aliased(inner)


class _Writer:
    def __init__(self, iris: Iris, spellings: Mapping[str, set[str]]) -> None:
        self._iris = iris
        self._spellings = spellings

    def node(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.node(item) for item in value]
        if not isinstance(value, dict):
            return value
        iri = value.get("iri")
        room = iri.removeprefix(self._iris.base).partition("/")[0] if isinstance(iri, str) else ""
        make = {
            "claim": self._claim,
            "entity": self._entity,
            "document": self._document,
            "relation": self._relation,
        }.get(room)
        if make:
            return make(value)
        if {"source", "relation_id", "target"} <= value.keys():
            return self._edge(value, value["source"], value["target"])
        if {"source", "target", "edges"} <= value.keys():
            return self._step(value)
        if {"id", "label", "type"} <= value.keys():
            return {"@id": self._iris.entity(value["id"]), "@type": value["type"], **value}
        return {name: self.node(inner) for name, inner in value.items()}

    def _slot(self, slot: dict[str, Any] | None) -> dict[str, Any] | None:
        return slot and {"@id": self._iris.entity(slot["id"]), **slot}

    def _claim(self, claim: dict[str, Any]) -> dict[str, Any]:
        id, (begin, end) = claim["id"], claim["sentence_span"]
        return {
            "@id": claim["iri"],
            "@type": "Claim",
            **claim,
            **{name: self._slot(claim.get(name)) for name in ("subject", "object", "where")},
            "predicate": {
                "@id": self._iris.named("relation", claim["relation_id"]),
                "@type": "Relation",
                "label": claim["relation"],
            },
            "holders": [self._slot(holder) for holder in claim["holders"]],
            "time_expression": claim["when"]
            and {"@id": self._iris.part(id, "when"), "@type": "TimeExpression", "words": claim["when"]},
            "confidence": f"{claim['confidence']:.4f}".rstrip("0").rstrip("."),
            "content": [self._iris.claim(inner) for inner in claim["content"]],
            "from_sentence": {
                "@id": self._iris.span(claim["document"], begin, end),
                "@type": "Sentence",
                "anchor": claim["sentence"],
            },
            "qualifiers": [
                {"@id": self._iris.part(id, "qualifier", order), "@type": "Qualifier"}
                | qualifier
                | {"words": qualifier["slot"]["text"], "slot": self._slot(qualifier["slot"])}
                for order, qualifier in enumerate(claim["qualifiers"])
            ],
        }

    def _entity(self, entity: dict[str, Any]) -> dict[str, Any]:
        links = [link for link in entity["links"] if not link.startswith(("http://", "https://"))]
        spelt = self._spellings.get(entity["iri"], set())
        return {
            "@id": entity["iri"],
            "@type": entity["type"],
            **entity,
            "aliases": [name for name in entity["aliases"] if name in spelt],
            "other_labels": [name for name in entity["aliases"] if name not in spelt],
            "links": links,
            "exact_match": [link for link in entity["links"] if link not in links],
        }

    def _document(self, document: dict[str, Any]) -> dict[str, Any]:
        name = document["publisher"]
        shown = {name: self.node(inner) for name, inner in document.items()}
        publisher = name and {
            "@id": self._iris.publisher(name),
            "@type": "Publisher",
            "name": name,
        }
        return {"@id": document["iri"], "@type": "Document", **shown, "published_by": publisher}

    def _relation(self, relation: dict[str, Any]) -> dict[str, Any]:
        shown = {"@id": relation["iri"], "@type": "Relation", **relation}
        for name in ("broader", "narrower"):
            if name in relation:
                shown[name] = [
                    {"@id": self._iris.named("relation", one["id"]), **one} for one in relation[name]
                ]
        if "examples" in relation:
            shown["examples"] = self.node(relation["examples"])
        return shown

    def _step(self, step: dict[str, Any]) -> dict[str, Any]:
        here, there = step["source"], step["target"]
        edges = [
            self._edge(edge, here, there) if edge["forward"] else self._edge(edge, there, here)
            for edge in step["edges"]
        ]
        return step | {"edges": edges}

    def _edge(self, edge: dict[str, Any], source: str, target: str) -> dict[str, Any]:
        relation = self._iris.named("relation", edge["relation_id"])
        return {"@id": self._iris.entity(source), relation: {"@id": self._iris.entity(target)}, **edge}
