"""The ontology and the code name the same terms, and every term is explained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from kg import config
from kg.graph import KnowledgeGraph
from kg.model import EntityType
from kg.rdf import vocabulary
from kg.rdf.iris import ONTOLOGY, PLOVER
from kg.rdf.vocabulary import PREFIXES
from tests.support.readings import talks, troops

FOLDER = config.resource("ontology")
FILES = sorted(FOLDER.glob("*.ttl"))
SOURCES = sorted((Path(vocabulary.__file__).parent).glob("*.py"))
EVENT_TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN "
    "PROTEST SANCTION MOBILIZE COERCE ASSAULT"
)


@pytest.fixture(scope="module")
def ontology() -> Graph:
    graph = Graph()
    for file in FILES:
        graph.parse(file)
    return graph


def nodes() -> Iterator[ox.NamedNode]:
    """The vocabulary's terms, alone and in tables."""
    for value in vars(vocabulary).values():
        if isinstance(value, ox.NamedNode):
            yield value
        elif isinstance(value, dict):
            yield from (node for node in value.values() if isinstance(node, ox.NamedNode))


def used() -> set[str]:
    """The `kg:` terms that the code writes: named in the vocabulary, or by their prefixed names."""
    named = {node.value.removeprefix(ONTOLOGY) for node in nodes() if node.value.startswith(ONTOLOGY)}
    written = {
        name for file in SOURCES for name in re.findall(r'term\("kg:(\w+)"\)', file.read_text("utf-8"))
    }
    return named | written


def defined(graph: Graph) -> dict[str, URIRef]:
    return {
        str(node).removeprefix(ONTOLOGY): node
        for node in set(graph.subjects(RDF.type))
        if isinstance(node, URIRef) and str(node).startswith(ONTOLOGY)
    }


def test_every_term_the_code_uses_is_defined_and_every_defined_one_used(ontology: Graph) -> None:
    # A kind of speech is named by its individuals only.
    assert used() | {"SpeechKind"} == set(defined(ontology))


def test_every_term_is_explained(ontology: Graph) -> None:
    for name, node in defined(ontology).items():
        assert len(list(ontology.objects(node, RDFS.label))) == 1, name
        [comment] = ontology.objects(node, RDFS.comment)
        assert str(comment).endswith("."), name


def test_domains_and_ranges_are_known(ontology: Graph) -> None:
    properties = set(ontology.subjects(RDF.type, OWL.ObjectProperty)) | set(
        ontology.subjects(RDF.type, OWL.DatatypeProperty)
    )
    known = set(defined(ontology).values())
    for node in properties:
        for kind in (*ontology.objects(node, RDFS.domain), *ontology.objects(node, RDFS.range)):
            assert not str(kind).startswith(ONTOLOGY) or kind in known, node


def test_every_type_of_entity_has_a_term_of_its_name() -> None:
    assert set(vocabulary.ENTITY_TYPES) == set(EntityType)
    for kind, node in vocabulary.ENTITY_TYPES.items():
        assert node.value.endswith(("/" + kind.value, "#" + kind.value))


def test_the_sixteen_event_types(ontology: Graph) -> None:
    scheme = URIRef(PLOVER + "scheme")
    concepts = sorted(ontology.subjects(SKOS.inScheme, scheme))
    assert [str(node).removeprefix(PLOVER) for node in concepts] == sorted(EVENT_TYPES.split())
    for node in concepts:
        for told in (SKOS.prefLabel, SKOS.definition, SKOS.notation):
            assert len(list(ontology.objects(node, told))) == 1
        assert len(list(ontology.subjects(SKOS.member, node))) == 1


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_prefixes_are_those_of_the_code(file: Path) -> None:
    for prefix, iri in re.findall(r"^@prefix (\w+): <(.+)> \.$", file.read_text("utf-8"), re.MULTILINE):
        if prefix in PREFIXES:
            assert PREFIXES[prefix] == iri


def test_alignments_are_of_our_terms(ontology: Graph) -> None:
    graph = Graph().parse(FOLDER / "alignments.ttl")
    for subject in graph.subjects():
        if str(subject).startswith(ONTOLOGY):
            assert subject in defined(ontology).values()


QUERIES = sorted((FOLDER / "queries").glob("*.rq"))


@pytest.mark.parametrize("file", QUERIES, ids=lambda file: file.stem)
def test_example_queries_say_what_they_ask_and_run_anywhere(file: Path) -> None:
    text = file.read_text("utf-8")
    assert re.match(r"# [A-Z].*\?\n# [A-Z]", text)
    store = ox.Store()
    store.query(text)  # with no prefixes but its own
    for prefix, iri in re.findall(r"^PREFIX (\w+): <(.+)>$", text, re.MULTILINE):
        assert vocabulary.prefixes("https://kg.example/")[prefix] == iri
        assert text.count(f"{prefix}:") > 1, f"{prefix}: is declared and not used"


@pytest.mark.parametrize("file", QUERIES, ids=lambda file: file.stem)
def test_example_queries_find_something(file: Path) -> None:
    graph = KnowledgeGraph.open()
    graph.add(troops())
    graph.add(talks())
    assert graph.query(file.read_text("utf-8")).rows
