"""The picture of the design, held to the code: text flows one way, and who may see what."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STAGES = ("text", "language", "extract", "resolve", "rdf", "store", "query", "export")
NOUNS = {"kg.model", "kg.errors", "kg.config", "kg.location", "kg.tables"}
# The training stands beside the flow: it reads gazetteers as resolution does.
WORKSHOP = {"kg.resolve.names"}
# What the API and the command line may see: the face of the library, and the rows it answers with.
FACE = NOUNS | {
    "kg",
    "kg.explanation",
    "kg.graph",
    "kg.maintenance.backup",
    "kg.maintenance.difference",
    "kg.maintenance.restore",
    "kg.maintenance.verify",
    "kg.jobs",
    "kg.pipeline",
    "kg.text",
    "kg.tokens",
    "kg.query.graph_view",
    "kg.query.portion",
    "kg.query.reader_limits",
    "kg.query.rows",
    "kg.query.claim_page",
    "kg.query.stream",
    "kg.rdf.iris",
    "kg.rdf.vocabulary",
    "kg.query.marks",
    "kg.export",
}


def imports(file: Path) -> Iterator[str]:
    """Every module a file imports, at its top or inside a function, by its full name."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if _is_module(whole) else str(node.module)


def _is_module(name: str) -> bool:
    place = ROOT.joinpath(*name.split("."))
    return place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()


def files(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


@pytest.mark.parametrize("stage", STAGES)
def test_no_stage_imports_a_later_one_or_the_recipe(stage):
    allowed = [f"kg.{earlier}" for earlier in STAGES[: STAGES.index(stage) + 1]]
    wrong = [
        f"{file.relative_to(ROOT)} imports {module}"
        for file in files(f"kg/{stage}")
        for module in imports(file)
        if within(module, "kg") and module not in NOUNS
        if not any(within(module, package) for package in allowed)
        if not (file.is_relative_to(ROOT / "kg/language/training") and module in WORKSHOP)
    ]
    assert wrong == []


@pytest.mark.parametrize("outside", ["api", "kg/commands", "kg/cli.py"])
def test_api_and_command_line_see_only_the_public_face(outside):
    own = {
        "api": ("api",),
        "kg/commands": ("kg.commands", "api.serving.serve"),
        "kg/cli.py": ("kg.commands",),
    }[outside]
    wrong = [
        f"{file.relative_to(ROOT)} imports {module}"
        for file in (files(outside) or [ROOT / outside])
        for module in imports(file)
        if (within(module, "kg") or within(module, "api")) and module not in FACE
        if not any(within(module, package) for package in own)
    ]
    assert wrong == []


def test_the_library_knows_neither_api_nor_command_line():
    wrong = [
        f"{file.relative_to(ROOT)} imports {module}"
        for file in files("kg")
        if file.name != "cli.py" and "commands" not in file.parts
        for module in imports(file)
        if any(within(module, outer) for outer in ("api", "kg.cli", "kg.commands", "flask", "click", "rich"))
    ]
    assert wrong == []


def test_only_the_language_stage_imports_spacy():
    wrong = [
        str(file.relative_to(ROOT))
        for file in [*files("kg"), *files("api")]
        if not file.is_relative_to(ROOT / "kg/language")
        if any(within(module, "spacy") for module in imports(file))
    ]
    assert wrong == []


def test_only_the_training_imports_torch():
    wrong = [
        str(file.relative_to(ROOT))
        for file in [*files("kg"), *files("api")]
        if not file.is_relative_to(ROOT / "kg/language/training")
        if any(within(module, "torch") for module in imports(file))
    ]
    assert wrong == []
