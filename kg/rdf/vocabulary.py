"""The terms the graph is written in. `ontology/` defines those in the `kg:` and `plover:` namespaces."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.model import Certainty, EntityType, Polarity, Speech, Temporality
from kg.rdf.iris import ONTOLOGY, PLOVER

# What every query may use without declaring it, and what exports declare.
PREFIXES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "gf": "http://groundedannotationframework.org/grasp/factuality#",
    "itsrdf": "http://www.w3.org/2005/11/its/rdf#",
    "kg": ONTOLOGY,
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "plover": PLOVER,
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def term(name: str) -> NamedNode:
    """The node of a prefixed name.

    >>> term("skos:altLabel").value
    'http://www.w3.org/2004/02/skos/core#altLabel'
    """
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def prefixes(base: str) -> dict[str, str]:
    """`PREFIXES` and those of a graph's own names: `ent:`, `rel:`, `claim:`, `doc:`."""
    own = {"claim": "claim/", "doc": "document/", "ent": "entity/", "rel": "relation/"}
    return dict(sorted({**PREFIXES, **{prefix: base + path for prefix, path in own.items()}}.items()))


ENTITY_TYPES = {
    EntityType.PERSON: term("schema:Person"),
    EntityType.ORGANIZATION: term("schema:Organization"),
    EntityType.GOVERNMENT: term("schema:GovernmentOrganization"),
    EntityType.COUNTRY: term("schema:Country"),
    EntityType.CITY: term("schema:City"),
    EntityType.PLACE: term("schema:Place"),
    EntityType.EVENT: term("schema:Event"),
    EntityType.WORK: term("schema:CreativeWork"),
    EntityType.PRODUCT: term("schema:Product"),
    EntityType.THING: term("schema:Thing"),
    EntityType.CONCEPT: term("skos:Concept"),
    EntityType.PROPOSITION: term("kg:Proposition"),
}
POLARITIES = {value: term(f"gf:{value.name}") for value in Polarity}
CERTAINTIES = {value: term(f"gf:{value.name}") for value in Certainty}
TEMPORALITIES = {value: term(f"gf:{value.name}") for value in Temporality}
SPEECH = {value: term(f"kg:{value.value.capitalize()}") for value in Speech}
MENTIONS = {
    "name": term("kg:Name"),
    "noun phrase": term("kg:NounPhrase"),
    "pronoun": term("kg:Pronoun"),
}

TYPE = term("rdf:type")
SUBJECT = term("rdf:subject")
PREDICATE = term("rdf:predicate")
OBJECT = term("rdf:object")
LABEL = term("rdfs:label")
ALIAS = term("skos:altLabel")

CLAIM = term("kg:Claim")
AFFIRMED = term("kg:affirmed")
ARGUMENT = term("kg:Argument")
ATTRIBUTION = term("kg:Attribution")
CERTAINTY = term("kg:certainty")
CONDITIONAL = term("kg:conditional")
CONFIDENCE = term("kg:confidence")
CONTENT = term("kg:content")
CUE = term("kg:cue")
CUE_SPAN = term("kg:cueSpan")
DIGEST = term("kg:digest")
ENTITY = term("kg:entity")
EVENT = term("kg:event")
EVENT_TYPE = term("kg:eventType")
EVIDENCE = term("kg:evidence")
FROM_SENTENCE = term("kg:fromSentence")
FULL_TEXT = term("kg:fullText")
GRANULARITY = term("kg:granularity")
HOLDER = term("kg:holder")
NAME_MATCHES = term("kg:nameMatches")  # in queries only
NARRATED = term("kg:narrated")
OBJECT_ARGUMENT = term("kg:objectArgument")
ORDER = term("kg:order")
PLACE = term("kg:place")
PLACE_ARGUMENT = term("kg:placeArgument")
POLARITY = term("kg:polarity")
QUALIFIER = term("kg:qualifier")
READING = term("kg:Reading")
RELATION_SPAN = term("kg:relationSpan")
RELATION_TEXT = term("kg:relationText")
RESOLVED = term("kg:resolved")
ROLE = term("kg:role")
RULE = term("kg:rule")
SPAN = term("kg:span")
SPEECH_KIND = term("kg:speech")
SUBJECT_ARGUMENT = term("kg:subjectArgument")
TEMPORALITY = term("kg:temporality")
TEXT = term("kg:text")
TIME_EXPRESSION = term("kg:TimeExpression")
WHEN = term("kg:when")

QUALIFIED_ATTRIBUTION = term("prov:qualifiedAttribution")
AGENT = term("prov:agent")
IDENTIFIER = term("schema:identifier")
EXACT_MATCH = term("skos:exactMatch")
