"""A wheel holds everything the product needs, and nothing of the workshop."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
# `compression` came with Python 3.14; before, backports.zstd stands in for it.
LIBRARY = {*sys.stdlib_module_names, "compression"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> frozenset[str]:
    """The names of the files in a wheel built from this tree."""
    place = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(place),
        str(ROOT),
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (file,) = place.glob("kg-*.whl")
    with zipfile.ZipFile(file) as archive:
        return frozenset(archive.namelist())


def beside(folder: str, *, inside: str) -> set[str]:
    """The files of a folder of the checkout by the names they have in the wheel."""
    return {
        f"{inside}/{file.relative_to(ROOT / folder).as_posix()}"
        for file in (ROOT / folder).rglob("*")
        if file.is_file()
        and file.name != "conftest.py"
        and "__pycache__" not in file.parts
        and not file.name.startswith(".")
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("folder", "inside"),
    [("kg", "kg"), ("api", "api"), ("ontology", "kg/_data/ontology"), ("seeds", "kg/_data/seeds")],
)
def test_the_wheel_holds_every_file_of(wheel, folder, inside):
    expected = beside(folder, inside=inside)
    assert expected
    assert expected - wheel == set()


@pytest.mark.slow
def test_the_wheel_holds_weights_and_pages(wheel):
    assert any(name.startswith("kg/language/") and name.endswith(".onnx") for name in wheel)
    assert any(name.startswith("api/templates/") for name in wheel)


@pytest.mark.slow
def test_the_wheel_holds_no_tests(wheel):
    assert not [name for name in wheel if name.endswith("conftest.py")]
    assert not [
        name
        for name in wheel
        if name.split("/")[0] not in ("kg", "api", f"kg-{PROJECT['version']}.dist-info")
    ]


def test_every_dependency_is_pinned_and_constrained():
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    constrained = {line.lower().replace("_", "-") for line in lines if not line.startswith("#")}
    needed = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]
    pinned = {line.partition(";")[0].lower().replace("_", "-") for line in needed}
    assert pinned - constrained == set()
    assert all("==" in line for line in constrained)


def test_the_makefile_and_the_continuous_integration_run_the_same_tests():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert all(f"$(BIN)/{tool}" in makefile for tool in ("ruff", "mypy", "pytest"))
    assert "make test" in (ROOT / ".ci/run").read_text("utf-8")


def test_every_library_the_product_imports_is_a_dependency():
    declared = {name(line) for line in PROJECT["dependencies"]}
    offered = packages_distributions()
    files = [*(ROOT / "kg").rglob("*.py"), *(ROOT / "api").rglob("*.py")]
    missing = [
        f"{file.relative_to(ROOT)} imports {module}"
        for file in files
        if "training" not in file.parts and file.name != "conftest.py"
        for module in sorted(roots(file) - LIBRARY - {"kg", "api", "_typeshed"})
        if not declared & {source.lower().replace("_", "-") for source in offered.get(module, (module,))}
    ]
    assert missing == []


def name(requirement: str) -> str:
    return requirement.partition("==")[0].strip()


def roots(file: Path) -> set[str]:
    """The top-level modules a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.add(str(node.module))
    return {module.partition(".")[0] for module in found}
