from __future__ import annotations

import csv
import io
import zipfile

import pytest

from kg.export import csv as tables


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_folder_gets_two_tables_in_gephis_columns(graph, tmp_path):
    tables.write(graph, tmp_path / "out")
    nodes = rows((tmp_path / "out/nodes.csv").read_text("utf-8"))
    edges = rows((tmp_path / "out/edges.csv").read_text("utf-8"))
    assert [(row["Id"], row["Label"]) for row in nodes] == [(row.id, row.label) for row in graph.entities()]
    assert {"Source", "Target", "Type", "Label", "Weight"} <= set(edges[0])
    assert [(edge["Source"], edge["Label"], edge["Target"], edge["Weight"]) for edge in edges] == [
        (row.source, row.relation, row.target, str(row.weight)) for row in graph.edges()
    ]
    assert {edge["Type"] for edge in edges} == {"Directed"}


def test_an_archive_holds_the_same_tables_and_the_same_bytes_each_time(graph, tmp_path):
    tables.write(graph, tmp_path / "out")
    tables.write(graph, tmp_path / "out.zip")
    stream = io.BytesIO()
    tables.write(graph, stream)
    assert stream.getvalue() == (tmp_path / "out.zip").read_bytes()
    with zipfile.ZipFile(stream) as archive:
        for name in ("nodes.csv", "edges.csv"):
            assert archive.read(name) == (tmp_path / "out" / name).read_bytes()


def test_neither_table_appears_if_the_second_fails(graph, tmp_path, monkeypatch):
    def broken(self):
        raise OSError("no more")

    monkeypatch.setattr(type(graph), "edges", broken)
    with pytest.raises(OSError, match="no more"):
        tables.write(graph, tmp_path)
    assert list(tmp_path.iterdir()) == []
