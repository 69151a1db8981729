"""What IRIs are called in JSON-LD exports, and the context that says so.

What has a term in the ontology is called by it, and so are the most common terms of other vocabularies;
everything else by a prefix, or in full.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Literal, TypeAlias

from kg.rdf import vocabulary as v
from kg.rdf.iris import ONTOLOGY

# What the strings of a property are: IRIs, IRIs that may be called by a term, or values of a datatype.
Coercion: TypeAlias = Literal["@id", "@vocab", "xsd:date", "xsd:decimal"]

# Called by their local names.
_KINDS = """
    nif:Context nif:Phrase nif:Sentence prov:SoftwareAgent rdf:Property schema:Article time:Instant
""".split()
_PLAIN = """
    dc:source nif:anchorOf nif:beginIndex nif:endIndex nif:isString rdfs:label schema:genre schema:headline
    schema:identifier schema:name schema:wordCount skos:altLabel
""".split()
_COERCED: dict[Coercion, list[str]] = {
    "@id": """
        itsrdf:taIdentRef kg:content kg:cueSpan kg:entity kg:event kg:eventType kg:evidence kg:fromSentence
        kg:holder kg:objectArgument kg:place kg:placeArgument kg:qualifier kg:relationSpan kg:span
        kg:subjectArgument kg:when nif:referenceContext prov:agent prov:qualifiedAttribution prov:used
        prov:wasAssociatedWith prov:wasGeneratedBy rdf:object rdf:predicate rdf:subject schema:publisher
        sem:hasActor sem:hasPlace sem:hasTime skos:exactMatch time:hasBeginning time:hasEnd
    """.split(),
    "@vocab": "kg:certainty kg:polarity kg:speech kg:temporality".split(),
    "xsd:date": "schema:datePublished time:inXSDDate".split(),
    "xsd:decimal": ["kg:confidence"],
}
_COERCIONS = {v.term(name).value: kind for kind, names in _COERCED.items() for name in names}
_STANCES = (v.POLARITIES, v.CERTAINTIES, v.TEMPORALITIES)
_CALLED = {
    re.split("[/#]", iri)[-1]: iri
    for iri in (
        *(v.term(name).value for name in (*_KINDS, *_PLAIN)),
        *_COERCIONS,
        *(kind.value for kind in v.ENTITY_TYPES.values()),
        *(value.value for table in _STANCES for value in table.values()),
    )
}
_TERMS = {iri: word for word, iri in _CALLED.items()}
_WORD = re.compile(r"[A-Za-z]\w*", re.ASCII)


def context(prefixes: Mapping[str, str]) -> dict[str, object]:
    """What `Names` of these prefixes stand for."""
    names, terms = Names(prefixes), dict[str, object]()
    for word, iri in sorted(_CALLED.items()):
        name = names.node(iri)
        kind = _COERCIONS.get(iri)
        terms[word] = name if kind is None else {"@id": name, "@type": kind}
    return {"@version": 1.1, "@vocab": ONTOLOGY, **prefixes, **terms}


class Names:
    """Calls IRIs by names, in the scope of `context` of the same prefixes.

    >>> Names({"ent": "https://kg.example/entity/"}).node("https://kg.example/entity/NATO")
    'ent:NATO'
    """

    def __init__(self, prefixes: Mapping[str, str], lost: Collection[str] = ()) -> None:
        """`lost`: prefixes and terms that an inner context has taken the meaning from."""
        self._prefixes = prefixes
        self._lost = frozenset(lost)
        spaces = {iri: prefix for prefix, iri in prefixes.items() if prefix not in self._lost}
        self._by_space = spaces
        self._space = re.compile("|".join(map(re.escape, sorted(spaces, key=len, reverse=True))) or r"\Z.")

    def node(self, iri: str) -> str:
        """The name of a node: with a prefix, or in full."""
        found = self._space.match(iri)
        # What follows “//” would be taken for a host.
        if found is None or iri.startswith("//", found.end()):
            return iri
        return f"{self._by_space[found[0]]}:{iri[found.end() :]}"

    def term(self, iri: str) -> str:
        """The name of a property, a kind or a value: a term, or as a node's."""
        word = _TERMS.get(iri)
        if word is None and iri.startswith(ONTOLOGY):
            local = iri.removeprefix(ONTOLOGY)
            if _WORD.fullmatch(local) and local not in _CALLED and local not in self._prefixes:
                word = local
        return self.node(iri) if word is None or word in self._lost else word

    def coercion(self, iri: str) -> Coercion | None:
        """What the strings of a property are; None for strings."""
        return None if _TERMS.get(iri) in self._lost else _COERCIONS.get(iri)

    def mistaken(self, iris: Iterable[str]) -> list[str]:
        """The prefixes and terms that some of these IRIs begin with by chance: `time:noon` is an IRI."""
        found = set()
        for iri in iris:
            scheme, _, rest = iri.partition(":")
            known = scheme in self._prefixes or scheme in _CALLED
            if known and scheme not in self._lost and not rest.startswith("//"):
                found.add(scheme)
        return sorted(found)

    def without(self, lost: Iterable[str]) -> Names:
        """Names that do without some prefixes and terms."""
        return Names(self._prefixes, self._lost.union(lost))
