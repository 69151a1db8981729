"""What the endpoint and the graph say of themselves: Service Description and VoID."""

from __future__ import annotations

import pytest
import rdflib
from flask.testing import FlaskClient
from rdflib import RDF, RDFS, Literal, URIRef

from kg.graph import KnowledgeGraph
from tests.api.guarded import guarded
from tests.api.test_problems import problem

SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
FORMATS = rdflib.Namespace("http://www.w3.org/ns/formats/")
READERS = {"text/turtle": "turtle", "application/rdf+xml": "xml", "application/ld+json": "json-ld"}


def described(client: FlaskClient, address: str, accept: str = "text/turtle") -> rdflib.Graph:
    answer = client.get(address, headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (200, accept), answer.text
    return rdflib.Graph().parse(data=answer.data, format=READERS[accept])


@pytest.mark.parametrize("accept", list(READERS))
@pytest.mark.parametrize("address", ["/sparql", "/.well-known/void"])
def test_in_each_format(client: FlaskClient, address: str, accept: str) -> None:
    found = described(client, address, accept)
    assert len(found) == len(described(client, address)) > 20
    assert client.get(address).mimetype == "text/turtle"
    problem(client.get(address, headers={"Accept": "audio/ogg"}), 406, "not-acceptable")


def test_the_service(client: FlaskClient, graph: KnowledgeGraph) -> None:
    found = described(client, "/sparql")
    (service,) = found.subjects(RDF.type, SD.Service)
    assert list(found.objects(service, SD.endpoint)) == [URIRef("http://localhost/sparql")]
    languages = set(found.objects(service, SD.supportedLanguage))
    assert SD.SPARQL11Query in languages and SD.SPARQL11Update not in languages
    results = set(found.objects(service, SD.resultFormat))
    assert {FORMATS.SPARQL_Results_JSON, FORMATS.SPARQL_Results_XML, FORMATS.Turtle} <= results
    assert FORMATS.Turtle in set(found.objects(service, SD.inputFormat))
    (search,) = found.objects(service, SD.propertyFeature)
    assert str(search).endswith("#nameMatches") and (search, RDFS.label, None) in found
    (dataset,) = found.objects(service, SD.defaultDataset)
    (default,) = found.objects(dataset, SD.defaultGraph)
    assert (default, RDF.type, SD.Graph) in found
    named = {str(found.value(entry, SD.name)) for entry in found.objects(dataset, SD.namedGraph)}
    assert named == {row.iri for row in graph.documents()}
    for entry in found.objects(dataset, SD.namedGraph):
        assert (entry, RDF.type, SD.NamedGraph) in found
        assert (found.value(entry, SD.graph), RDF.type, SD.Graph) in found


def test_updates_are_named_where_there_are_tokens() -> None:
    for tokens in (True, False):
        with guarded(tokens=tokens) as made:
            found = described(made.client, "/sparql")
            assert ((None, SD.supportedLanguage, SD.SPARQL11Update) in found) is tokens


def test_the_data_set(client: FlaskClient, graph: KnowledgeGraph) -> None:
    found = described(client, "/.well-known/void")
    (dataset,) = found.subjects(RDF.type, VOID.Dataset)
    stats = graph.stats()

    def number(name: str) -> int:
        value = found.value(dataset, VOID[name])
        assert isinstance(value, Literal)
        return int(value)

    assert number("entities") == stats.entities and number("documents") == stats.documents
    assert number("triples") == int(str(graph.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows[0][0]))
    kinds = graph.query("SELECT DISTINCT ?t { ?s a ?t }").rows
    assert number("classes") == len(kinds) and number("properties") > 20
    assert found.value(dataset, VOID.sparqlEndpoint) == URIRef("http://localhost/sparql")
    for dump in found.objects(dataset, VOID.dataDump):
        assert client.get(str(dump), buffered=True).status_code == 200
    for example in found.objects(dataset, VOID.exampleResource):
        assert str(example).startswith("https://kg.example/entity/")
    vocabularies = set(map(str, found.objects(dataset, VOID.vocabulary)))
    assert {"https://kg.example/ontology#", "http://www.w3.org/ns/prov#"} <= vocabularies
    assert not any("/relation/" in vocabulary for vocabulary in vocabularies)


def test_one_leads_to_the_other(client: FlaskClient) -> None:
    service, data = described(client, "/sparql"), described(client, "/.well-known/void")
    (dataset,) = service.objects(None, SD.defaultDataset)
    assert (dataset, RDF.type, VOID.Dataset) in data


def test_a_format_by_name(client: FlaskClient) -> None:
    assert client.get("/sparql?format=ntriples").mimetype == "application/n-triples"
    problem(client.get("/sparql?format=csv"), 400, "invalid-parameter")
