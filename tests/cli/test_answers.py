from __future__ import annotations

import json
import zipfile

import pytest


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
    outcome = built("explain", "nothing")
    assert outcome.code == 1
    assert outcome.err.count("\n") == 1


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
