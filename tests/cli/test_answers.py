from __future__ import annotations

import json
import zipfile

import pytest

from kg.config import resource


def test_find_lists_entities(built):
    outcome = built("find", "russ")
    assert outcome.code == 0
    assert outcome.out.split("\t")[:3] == ["Russia", "Russia", "Country"]
    assert [row["id"] for row in json.loads(built("find", "--json", "russ").out)] == ["Russia"]


def test_find_nothing_is_a_failure(built):
    outcome = built("find", "Atlantis")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err == "kg: error: no entity is called 'Atlantis'\n"


def test_relations_of_a_name_say_who_says_so(built):
    lines = built("relations", "russia", "--relation", "withdraws").out.splitlines()
    assert len(lines) == 2
    assert any(
        "Russia —withdraws→ troops [Moscow, positive/certain/nonfuture] Moscow: Russia withdraws troops."
        in line
        for line in lines
    )


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--polarity", "negative"], 1),
        (["--holder", "Moscow"], 1),
        (["--holder", "publisher"], 1),
        (["--direction", "in"], 1),
        (["--direction", "out"], 2),
        (["--certainty", "possible"], 0),
    ],
)
def test_relations_are_filtered(built, options, expected):
    assert len(json.loads(built("relations", "Russia", "--json", *options).out)) == expected


def test_more_relations_than_the_limit_are_hinted_at(built):
    outcome = built("relations", "Russia", "--limit", "1")
    assert len(outcome.out.splitlines()) == 1
    assert "raise --limit" in outcome.err


def test_explain_marks_the_words(built):
    (claim,) = json.loads(built("relations", "Russia", "--holder", "Moscow", "--json").out)
    out = built("explain", claim["id"]).out
    assert "Moscow: [subject: Russia] [relation: withdraws] [object: troops]." in out
    assert "Moscow (direct)" in out
    assert "ThreeWords" in out


def test_explain_an_unknown_claim(built):
    outcome = built("explain", "0123456789abcdef")
    assert outcome.code == 1
    assert outcome.err == "kg: error: no claim “0123456789abcdef” in the graph\n"


SELECT = """
SELECT ?o WHERE { ent:NATO ?p ?o FILTER(STRSTARTS(STR(?o), "https://kg.example/entity/")) }
"""


def test_query_from_string_file_and_stdin(built, tmp_path, monkeypatch):
    (tmp_path / "q.rq").write_text(SELECT, "utf-8")
    expected = "?o\n<https://kg.example/entity/Russia>\n"
    assert built("query", SELECT).out == expected
    assert built("query", "q.rq").out == expected
    with (tmp_path / "q.rq").open() as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        assert built("query", "-").out == expected


def test_query_formats(built):
    answer = json.loads(built("query", "--format", "json", SELECT).out)
    assert answer["results"]["bindings"][0]["o"]["value"] == "https://kg.example/entity/Russia"
    construct = "CONSTRUCT { ?s a ?o } WHERE { ?s a ?o }"
    assert "<https://kg.example/entity/NATO>" in built("query", "--format", "ntriples", construct).out
    assert "ent:NATO a schema:Country" in built("query", "--format", "turtle", construct).out
    assert built("query", "ASK { ?s ?p ?o }").out == "true\n"
    mismatch = built("query", "--format", "csv", construct)
    assert mismatch.code == 1
    assert mismatch.err.count("\n") == 1


@pytest.mark.parametrize("query", ["SELECT ?s WHERE {", "DELETE WHERE { ?s ?p ?o }"])
def test_a_query_that_cannot_run_is_one_line(built, query):
    outcome = built("query", query)
    assert outcome.code == 1
    assert outcome.err.startswith("kg: error: ") and outcome.err.count("\n") == 1


def test_a_query_file_that_is_missing_is_wrong_usage(built):
    outcome = built("query", "missing.rq")
    assert outcome.code == 2
    assert "missing.rq" in outcome.err


@pytest.mark.parametrize("name", ["g.gexf", "g.graphml", "g.ttl", "g.nq", "g.jsonld", "g.zip"])
def test_export_by_suffix(built, tmp_path, name):
    assert built("export", "-o", name).code == 0
    assert (tmp_path / name).stat().st_size
    assert not list(tmp_path.glob("*.part"))


def test_export_tables(built, tmp_path):
    assert built("export", "--format", "csv", "-o", "tables").code == 0
    assert sorted(file.name for file in (tmp_path / "tables").iterdir()) == ["edges.csv", "nodes.csv"]
    built("export", "-o", "tables.zip")
    assert zipfile.ZipFile(tmp_path / "tables.zip").namelist() == ["nodes.csv", "edges.csv"]


def test_export_to_a_folder_that_is_missing(built):
    outcome = built("export", "-o", "nowhere/g.gexf")
    assert outcome.code == 1
    assert "nowhere" in outcome.err and outcome.err.count("\n") == 1


def test_export_without_a_format(built):
    assert built("export", "-o", "graph.doc").code == 2


def test_export_of_tables_to_a_csv_file_is_refused_with_a_hint(built):
    for options in (["--format", "csv"], []):
        outcome = built("export", *options, "-o", "x.csv")
        assert outcome.code == 2
        assert "a folder or a .zip file" in outcome.err


def test_an_unwritable_target_is_named_as_given(built, tmp_path):
    assert built("export", "-o", "nowhere/g.gexf").err.startswith("kg: error: nowhere/g.gexf: ")
    (tmp_path / "file").write_text("")
    assert built("export", "-o", "file/g.gexf").err.startswith("kg: error: file/g.gexf: ")


@pytest.mark.parametrize("seconds", ["nan", "inf", "-1", "0"])
def test_a_timeout_is_a_number_of_seconds(built, seconds):
    assert built("query", "ASK {}", "--timeout", seconds).code == 2


def test_explain_names_the_source_of_an_untitled_document(built):
    (claim,) = json.loads(built("relations", "Russia", "--holder", "Moscow", "--json").out)
    assert "articles/one.txt" in built("explain", claim["id"]).out


def test_both_sides_are_shown_with_their_sentences(built):
    row = built("query", str(resource("ontology") / "queries" / "both_sides.rq")).out.splitlines()[1]
    assert "Kyiv: Russia not withdraws troops." in row and "Moscow: Russia withdraws troops." in row
