"""Gephi Lite and sigma read GEXF by the npm package graphology-gexf: what it reads is what was written."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from kg.export import attributes, gexf
from kg.export.source import Source
from tests.support.portions import Listed, figure

_HERE = Path(__file__).parent / "graphology"


@pytest.fixture(scope="module")
def packages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the packages are in: kept in pytest's own cache, until other versions are asked for."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("needs node and npm")
    wanted = (_HERE / "package.json").read_bytes()
    cache = getattr(request.config, "cache", None)  # missing where its plugin is turned off
    place = cache.mkdir("graphology") if cache else tmp_path_factory.mktemp("graphology")
    if not (place / ".installed").is_file() or (place / ".installed").read_bytes() != wanted:
        (place / "package.json").write_bytes(wanted)
        options = ("--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts")
        command = ["npm", "install", *options, "--prefix", str(place)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        except subprocess.TimeoutExpired:
            pytest.skip("the registry of npm does not answer")
        if done.returncode:
            pytest.skip(f"npm cannot install graphology-gexf: {done.stderr.strip()[-200:]}")
        (place / ".installed").write_bytes(wanted)
    return place


def read(portion: Listed, packages: Path, *, dynamic: bool) -> dict[str, Any]:
    stream = io.BytesIO()
    gexf.write(Source(portion, figure(portion.node_count), dynamic), stream)
    command = ["node", str(_HERE / "read.js"), str(packages)]
    done = subprocess.run(command, input=stream.getvalue(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def values(listed, item) -> dict[str, Any]:
    found = {one.name: one.of(item) for one in listed}
    lists = {name: [*value] if isinstance(value, tuple) else value for name, value in found.items()}
    return {name: value for name, value in lists.items() if value not in (None, [])}


@pytest.mark.parametrize("dynamic", [False, True])
def test_nodes_edges_kinds_weights_and_attributes_are_read_back(graph, packages, dynamic):
    found = read(graph, packages, dynamic=dynamic)
    assert (found["type"], found["multi"]) == ("directed", True)
    marks = figure(graph.node_count).marks()
    assert {node["key"]: node["attributes"] for node in found["nodes"]} == {
        node.id: values(attributes.NODE, node)
        | values(attributes.MARK, mark)
        | {"label": node.label.replace("\x07", ""), "size": mark.size, "x": mark.x, "y": mark.y}
        | {"color": f"rgb({','.join(map(str, mark.colour))})"}
        for node, mark in zip(graph.nodes(), marks, strict=True)
    }
    assert {edge["key"]: edge for edge in found["edges"]} == {
        edge.id: {
            "key": edge.id,
            "source": edge.source,
            "target": edge.target,
            "attributes": values(attributes.EDGE, edge)
            | {"label": edge.label, "kind": edge.kind, "weight": edge.weight},
        }
        for edge in graph.edges()
    }
    assert found["attributes"]["creator"] == "kg"
