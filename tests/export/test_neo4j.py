from __future__ import annotations

import csv
import io
import zipfile

from hypothesis import given

from kg.export import attributes, neo4j
from kg.export.source import Source
from kg.export.xml_text import xml_text
from tests.support.portions import figure, made_up


def written(source: Source) -> dict[str, str]:
    stream = io.BytesIO()
    neo4j.write(source, stream)
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def read(text: str) -> list[dict[str, object]]:
    """The rows as the importer takes them: by the types in the header, lists apart at “;”."""
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = [name.rpartition(":")[::2] if ":" in name else (name, "") for name in next(rows)]
    return [
        {name or type: _value(type, cell) for (name, type), cell in zip(header, row, strict=True) if cell}
        for row in rows
    ]


def _value(type: str, cell: str) -> object:
    if type in ("LABEL", "string[]"):
        return tuple(cell.split(";"))
    return {"int": int, "double": float, "boolean": "true".__eq__}.get(type, str)(cell)


def values(listed, item) -> dict[str, object]:
    found = {one.name: _safe(one.of(item)) for one in listed}
    return {name: one for name, one in found.items() if one not in (None, "", ())}


def _safe(value):
    if isinstance(value, tuple):
        return tuple(xml_text(one).replace(";", "；") for one in value)
    return xml_text(value) if isinstance(value, str) else value


def test_every_attribute_comes_with_its_type(graph):
    source = Source(graph, figure(4))
    tables = written(source)
    assert read(tables["nodes.csv"]) == [
        {"entityId": node.id, "name": xml_text(node.label)}
        | {"LABEL": ("Entity", node.type) if node.type else ("Entity",)}
        | values(attributes.NODE, node)
        | values(attributes.MARK, mark)
        for node, mark in source.nodes()
    ]
    assert read(tables["edges.csv"]) == [
        {"START_ID": edge.source, "END_ID": edge.target, "TYPE": edge.kind, "id": edge.id}
        | {"label": edge.label, "weight": edge.weight}
        | values(attributes.EDGE, edge)
        for edge in graph.edges()
    ]


def test_what_is_denied_is_of_another_type(graph):
    types = [row["TYPE"] for row in read(written(Source(graph))["edges.csv"])]
    assert types == ["accuse", "move_to", "move_to~denied", "empty"]


@given(portion=made_up())
def test_lists_keep_their_length_whatever_is_in_them(portion):
    rows = read(written(Source(portion))["nodes.csv"])
    for node, row in zip(portion.nodes(), rows, strict=True):
        assert row.get("aliases", ("",)) == (_safe(node.aliases) or ("",))
        assert row.get("name", "") == xml_text(node.label)


def test_beside_the_tables_lies_how_to_import_them(graph, tmp_path):
    neo4j.write(Source(graph), tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "README.txt",
        "edges.csv",
        "nodes.csv",
    ]
    said = (tmp_path / "out" / "README.txt").read_text("utf-8")
    assert "neo4j-admin database import full" in said
    assert '--array-delimiter=";"' in said
