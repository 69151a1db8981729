"""SPARQL Update on a graph: what is run, what is refused, and that documents stay as they were read."""

from __future__ import annotations

import pytest

from kg.errors import ForbiddenQueryError, InputError, KgError, NotFoundError, QueryError
from kg.graph import KnowledgeGraph
from tests.support.readings import edited, talks, troops

D1 = "https://kg.example/document/d1"


@pytest.fixture
def empty() -> KnowledgeGraph:
    return KnowledgeGraph.open()


@pytest.fixture
def full(empty: KnowledgeGraph) -> KnowledgeGraph:
    empty.add(troops())
    empty.add(talks())
    return empty


def count(graph: KnowledgeGraph, pattern: str) -> int:
    ((found,),) = graph.query(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}").rows
    return int(str(found))


def merged(graph: KnowledgeGraph) -> bool:
    """Whether the default graph has all that the documents say."""
    return not graph.query(
        "ASK { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), 'https://kg.example/document/'))"
        " FILTER NOT EXISTS { ?s ?p ?o } }"
    ).boolean


def test_several_operations_are_one(empty: KnowledgeGraph) -> None:
    with pytest.raises(QueryError):
        empty.update("INSERT DATA { <urn:a> a 1 } ; CREATE GRAPH <urn:g> ; CREATE GRAPH <urn:g>")
    assert count(empty, "?s ?p ?o") == 0
    empty.update("INSERT DATA { <urn:a> a 1 } ; DELETE { ?s ?p ?o } INSERT { ?s ?p 2 } WHERE { ?s ?p ?o }")
    assert count(empty, "<urn:a> a 2") == count(empty, "?s ?p ?o") == 1


def test_relative_iris_and_known_prefixes(empty: KnowledgeGraph) -> None:
    empty.update("INSERT DATA { <a> rdfs:label ent:Rome }", base="http://host.example/sparql")
    assert count(empty, "<http://host.example/a> rdfs:label ent:Rome") == 1
    with pytest.raises(QueryError, match="does not parse"):
        empty.update("INSERT DATA { <a> <b> <c> }")


def test_declarations_between_operations(empty: KnowledgeGraph) -> None:
    empty.update(
        "PREFIX a: <urn:a:> INSERT DATA { a:x a:y 1 } ;\n# next\nPREFIX b: <urn:b:> INSERT DATA { b:x a:y 1 }"
    )
    assert count(empty, "?s <urn:a:y> 1") == 2


def test_a_declaration_between_operations_holds_from_there_on(empty: KnowledgeGraph) -> None:
    empty.update(
        "INSERT DATA { <a> kg:b 'PREFIX x: <y>' } ; PREFIX kg: <urn:mine:> BASE <http://two.example/> "
        "INSERT DATA { <a> kg:b _:b . _:b kg:c <#c> } ; PREFIX kg: <three#> INSERT DATA { kg:a kg:b 1 }",
        base="http://one.example/sparql",
    )
    assert count(empty, "<http://one.example/a> kg:b 'PREFIX x: <y>'") == 1
    assert count(empty, "<http://two.example/a> <urn:mine:b> [ <urn:mine:c> <http://two.example/#c> ]") == 1
    assert count(empty, "<http://two.example/three#a> <http://two.example/three#b> 1") == 1
    with pytest.raises(QueryError, match="does not parse"):
        empty.update("INSERT DATA { <urn:a> <urn:b> 1 } ; PREFIX x <urn:x> INSERT DATA { x:a x:b 1 }")


def test_escapes_in_names(empty: KnowledgeGraph) -> None:
    empty.update(r"INSERT DATA { ent:R\u006fme rdfs:label 'R\u006fme', '\\u006f' }")
    assert count(empty, r"?\u0073 rdfs:l\U00000061bel 'Rome', '\\u006f' FILTER(?s = ent:Rome)") == 1
    for wrong in (r"INSERT DATA {\u0020}", r"INSERT DATA { ent:\u007d }", r"\u004cOAD <http://a.example/>"):
        with pytest.raises(QueryError):
            empty.update(wrong)


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://host.example/x>",
        "PREFIX x: <urn:x> LOAD x: INTO GRAPH <urn:g>",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <http://host.example/> { ?s ?p ?o } }",
        "INSERT DATA { <urn:a> <urn:b> 'LOAD SILENT' } ; LOAD <http://host.example/x>",
    ],
)
def test_nothing_leaves_the_store(empty: KnowledgeGraph, text: str) -> None:
    with pytest.raises(ForbiddenQueryError):
        empty.update(text)
    assert count(empty, "?s ?p ?o") == 0


def test_a_silent_load_does_nothing(empty: KnowledgeGraph) -> None:
    empty.update(
        "LOAD SILENT <http://127.0.0.1:9/x> INTO GRAPH <urn:g> ; "
        "INSERT DATA { <urn:service> <urn:load> 'LOAD SILENT <x>' } # SERVICE"
    )
    assert count(empty, "?s ?p 'LOAD SILENT <x>'") == 1
    assert not empty.has_graph("urn:g")


def test_clearing_what_is_not_there(empty: KnowledgeGraph) -> None:
    empty.update("CLEAR GRAPH <urn:nothing>")
    with pytest.raises(QueryError, match="does not exist"):
        empty.update("DROP GRAPH <urn:nothing>")


@pytest.mark.parametrize(
    "text", ["INSERT DATA {", "SELECT * { ?s ?p ?o }", "{" * 5000, "INSERT DATA { ?s ?p 1 }"]
)
def test_what_does_not_parse(empty: KnowledgeGraph, text: str) -> None:
    with pytest.raises(QueryError):
        empty.update(text)


def test_the_dataset_of_the_request(empty: KnowledgeGraph) -> None:
    empty.update("INSERT DATA { GRAPH <urn:a> { <urn:1> a 1 } GRAPH <urn:b> { <urn:2> a 1 } <urn:3> a 1 }")
    empty.update(
        "CLEAR GRAPH <urn:out> ; INSERT { GRAPH <urn:out> { ?s a 1 } } WHERE { ?s a 1 . { ?s a 1 } }",
        using=["urn:a"],
    )
    assert count(empty, "GRAPH <urn:out> { ?s a 1 }") == count(empty, "GRAPH <urn:out> { <urn:1> a 1 }") == 1
    empty.update(
        "INSERT { GRAPH <urn:named> { ?s a ?g } } WHERE { GRAPH ?g { ?s a 1 } }",
        using=["urn:a"],
        using_named=["urn:b"],
    )
    assert count(empty, "GRAPH <urn:named> { <urn:2> a <urn:b> }") == 1
    assert count(empty, "GRAPH <urn:named> { ?s ?p ?o }") == 1
    empty.update("DELETE WHERE { GRAPH ?g { ?s a 1 } }", using_named=["urn:b"])
    assert (count(empty, "GRAPH <urn:a> { ?s a 1 }"), count(empty, "GRAPH <urn:b> { ?s a 1 }")) == (1, 0)


@pytest.mark.parametrize(
    "text",
    ["INSERT { ?s a 2 } USING <urn:b> WHERE { ?s a 1 }", "WITH <urn:b> INSERT { ?s a 2 } WHERE { ?s a 1 }"],
)
def test_one_dataset_only(empty: KnowledgeGraph, text: str) -> None:
    with pytest.raises(QueryError, match="names graphs too"):
        empty.update(text, using=["urn:a"])
    empty.update(text)


@pytest.mark.parametrize(
    "text",
    [
        f"INSERT DATA {{ GRAPH <{D1}> {{ <urn:a> a 1 }} }}",
        f"DELETE WHERE {{ GRAPH <{D1}> {{ ?s ?p ?o }} }}",
        f"WITH <{D1}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
        "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
        f"CLEAR GRAPH <{D1}>",
        f"DROP SILENT GRAPH <{D1}>",
        f"MOVE <{D1}> TO <urn:x>",
        f"COPY <urn:x> TO <{D1}>",
        f"ADD DEFAULT TO <{D1}>",
        "CLEAR ALL",
        "DROP NAMED",
        "CREATE GRAPH <https://kg.example/document/mine>",
        # as an address may be written otherwise
        "PREFIX d: <https://kg.example/document/> CLEAR GRAPH d:d1",
        "BASE <https://kg.example/document/x> CLEAR GRAPH <d1>",
        "BASE <https://kg.example/document/x> CLEAR GRAPH <../document/d1>",
        "BASE <https://other.example/> CLEAR GRAPH <https://kg.example/x/../document/d1>",
        "CLEAR GRAPH <https://kg.example/\\u0064ocument/d1>",
        "PREFIX d: <urn:x> PREFIX d: <https://kg.example/document/> CLEAR GRAPH d:d1",
        "PREFIX d: <urn:x> CLEAR GRAPH d:a; PREFIX d: <https://kg.example/document/> DROP GRAPH d:d1",
        # where one parser sees a comment or a string, and the other what it hides
        f"INSERT DATA {{ <urn:a> a 1 }} # \r ; CLEAR GRAPH <{D1}>",
        f'INSERT DATA {{ <urn:a> a "\\u0022 }} # " }} ; CLEAR GRAPH <{D1}>',
        f"INSERT DATA {{ <urn:a> a '#' }} ; CLEAR GRAPH <{D1}> #'",
        f'INSERT DATA {{ <urn:a> a """ " # """ }} ; CLEAR GRAPH <{D1}>',
    ],
)
def test_documents_do_not_change(full: KnowledgeGraph, text: str) -> None:
    before = list(full.nquads())
    with pytest.raises(QueryError):
        full.update(text)
    assert list(full.nquads()) == before
    assert merged(full)


@pytest.mark.parametrize(
    "text",
    [
        "CLEAR DEFAULT",
        "DROP DEFAULT",
        "DELETE WHERE { ?s ?p ?o }",
        "DELETE { ?s rdfs:label ?o } WHERE { ?s rdfs:label ?o }",
        "DELETE { ?s ?p ?o } INSERT { GRAPH <urn:g> { ?s ?p ?o } } WHERE { ?s ?p ?o } ;",
        "DELETE DATA { ent:Russia rel:has_capital ent:Moscow } # so",
        "COPY <urn:mine> TO DEFAULT",
        "MOVE DEFAULT TO <urn:g>",
        "INSERT { ?s <urn:seen> true } WHERE { GRAPH ?g { ?s ?p ?o } }",
    ],
)
def test_what_documents_say_stays_in_the_default_graph(full: KnowledgeGraph, text: str) -> None:
    full.update("INSERT DATA { GRAPH <urn:mine> { <urn:a> a 1 } <urn:b> a 1 }")
    before = sorted(line for line in full.nquads() if "/document/" in line.rsplit(" ", 2)[-2])
    full.update(text)
    assert merged(full)
    assert sorted(line for line in full.nquads() if "/document/" in line.rsplit(" ", 2)[-2]) == before
    assert full.find("Russia")


def test_graphs_of_ones_own_are_no_documents(full: KnowledgeGraph) -> None:
    """They are not merged, and what they repeat does not outlast the document in the default graph."""
    text = "INSERT { GRAPH <urn:copy> { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } } ;"
    full.update(text + "INSERT DATA { GRAPH <urn:copy> { <urn:copy> kg:digest 'none' . <urn:own> a 1 } }")
    assert count(full, "<urn:own> a 1") == 0
    assert len(full.documents()) == 2
    full.remove("d1")
    full.remove("d2")
    assert count(full, "?s ?p ?o") == 0
    assert full.has_graph("urn:copy")


def test_documents_come_and_go_beside_updates(full: KnowledgeGraph) -> None:
    full.update("INSERT DATA { <urn:note> rdfs:comment 'kept' }")
    full.add(edited(talks(), "d3"))
    assert count(full, "<urn:note> rdfs:comment 'kept'") == 1
    assert merged(full)


def test_every_write_changes_the_version(full: KnowledgeGraph) -> None:
    seen = {full.version}
    full.update("CREATE GRAPH <urn:g>")
    seen.add(full.version)
    full.put_graph("urn:h", b"<a> <b> <c> .", "text/turtle", replace=True)
    seen.add(full.version)
    full.drop_graph("urn:h")
    seen.add(full.version)
    assert len(seen) == 4


def test_whole_graphs(full: KnowledgeGraph) -> None:
    assert full.put_graph("http://h/g", b"<> a <b> . [] a <c> .", "text/turtle", replace=True)
    assert not full.put_graph("http://h/g", b"<x> a <b> .", "text/turtle", replace=False)
    assert count(full, "GRAPH <http://h/g> { ?s a ?o }") == 3
    assert count(full, "GRAPH <http://h/g> { <http://h/g> a <http://h/b> }") == 1
    assert not full.put_graph("http://h/g", b"", "text/turtle", replace=True)
    assert full.has_graph("http://h/g")
    assert count(full, "GRAPH <http://h/g> { ?s a ?o }") == 0
    full.drop_graph("http://h/g")
    assert not full.has_graph("http://h/g")
    with pytest.raises(NotFoundError):
        full.drop_graph("http://h/g")


def test_the_default_graph_as_a_whole(full: KnowledgeGraph) -> None:
    merge = count(full, "?s ?p ?o")
    full.put_graph(None, b"<urn:a> a <urn:b> .", "text/turtle", replace=False)
    full.put_graph(None, b"<urn:c> a <urn:b> .", "text/turtle", replace=True)
    assert count(full, "?s ?p ?o") == merge + 1
    full.drop_graph(None)
    assert count(full, "?s ?p ?o") == merge
    assert merged(full)


@pytest.mark.parametrize(
    ("iri", "data", "media_type", "error"),
    [
        (D1, b"", "text/turtle", ForbiddenQueryError),
        ("urn:g", b"<a", "text/turtle", InputError),
        ("urn:g", b"{}", "image/png", InputError),
        ("urn:g", b"<urn:a> <urn:b> <urn:c> <urn:d> .", "application/n-quads", InputError),
        ("no iri", b"", "text/turtle", InputError),
    ],
)
def test_graphs_that_are_refused(
    full: KnowledgeGraph, iri: str, data: bytes, media_type: str, error: type[KgError]
) -> None:
    before = full.version
    with pytest.raises(error):
        full.put_graph(iri, data, media_type, replace=True)
    assert full.version == before
