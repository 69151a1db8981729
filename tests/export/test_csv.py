from __future__ import annotations

import csv
import io
import zipfile

import pytest
from hypothesis import given

from kg.export import attributes
from kg.export import csv as tables
from kg.export.attributes import plain
from kg.export.source import Source
from kg.export.xml_text import xml_text
from tests.support.portions import figure, made_up

Rows = list[dict[str, str]]


def read(text: str) -> Rows:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def written(source: Source) -> tuple[Rows, Rows]:
    stream = io.BytesIO()
    tables.write(source, stream)
    with zipfile.ZipFile(stream) as archive:
        nodes, edges = (read(archive.read(name).decode("utf-8")) for name in ("nodes.csv", "edges.csv"))
    return nodes, edges


def cells(listed, item) -> dict[str, str]:
    return {one.name: cell(plain(one.of(item))) for one in listed}


def cell(value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return xml_text("" if value is None else str(value))


def test_every_attribute_has_a_column_beside_those_of_gephi(graph):
    source = Source(graph, figure(4))
    nodes, edges = written(source)
    assert nodes == [
        {"Id": node.id, "Label": xml_text(node.label)}
        | cells([*attributes.NODE], node)
        | cells([*attributes.MARK], mark)
        | {"x": str(mark.x), "y": str(mark.y)}
        for node, mark in source.nodes()
    ]
    assert edges == [
        {"Id": edge.id, "Source": edge.source, "Target": edge.target, "Type": "Directed", "Kind": edge.kind}
        | {"Label": edge.label, "Weight": str(edge.weight)}
        | cells(attributes.EDGE, edge)
        for edge in graph.edges()
    ]


def test_columns_are_told_apart_whatever_the_case(graph):
    for rows in written(Source(graph, figure(4), True)):
        names = [name.lower() for name in rows[0]]
        assert len(names) == len(set(names))


def test_a_timeline_is_made_of_whole_days(graph):
    nodes, edges = written(Source(graph, dynamic=True))
    assert [row["Timeset"] for row in nodes][:2] == ["", "<[2022-02-15, 2022-02-16]>"]
    assert edges[3]["Timeset"] == "<[2022-02-15, 2022-02-16]; [2022-02-20, 2022-03-02]>"


@given(portion=made_up())
def test_any_text_comes_back(portion):
    nodes, edges = written(Source(portion))
    assert [row["Label"] for row in nodes] == [xml_text(node.label) for node in portion.nodes()]
    assert [row["type"] for row in nodes] == [xml_text(node.type) for node in portion.nodes()]
    assert len(edges) == portion.edge_count


def test_an_archive_holds_the_same_tables_and_the_same_bytes_each_time(graph, tmp_path):
    tables.write(Source(graph), tmp_path / "out")
    tables.write(Source(graph), tmp_path / "out.zip")
    stream = io.BytesIO()
    tables.write(Source(graph), stream)
    assert stream.getvalue() == (tmp_path / "out.zip").read_bytes()
    with zipfile.ZipFile(stream) as archive:
        for name in ("nodes.csv", "edges.csv"):
            assert archive.read(name) == (tmp_path / "out" / name).read_bytes()


def test_neither_table_appears_if_the_second_fails(graph, tmp_path, monkeypatch):
    def broken(self):
        raise OSError("no more")

    monkeypatch.setattr(type(graph), "edges", broken)
    with pytest.raises(OSError, match="no more"):
        tables.write(Source(graph), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
