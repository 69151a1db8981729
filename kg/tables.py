"""Tables as the project writes them: cells with tabs between them, comments on lines that begin with #."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from kg.config import resource


def rows(path: Path) -> Iterator[list[str]]:
    """The rows as lists of cells, without comments and empty lines. Raises FileNotFoundError."""
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def seed_rows(name: str) -> Iterator[list[str]]:
    """`rows` of a table below `seeds/` (“lexicons/roles”)."""
    return rows(resource("seeds") / f"{name}.tsv")


@cache
def weights(path: Path) -> Mapping[str, float]:
    """Feature → weight, from a table of two columns. Raises FileNotFoundError."""
    return {feature: float(weight) for feature, weight in rows(path)}


def write_weights(path: Path, found: Mapping[str, float], comment: Iterable[str]) -> None:
    """Write weights, those of 0 left out, below lines of comment."""
    lines = [f"# {line}" for line in comment]
    lines += [f"{feature}\t{weight:.2f}" for feature, weight in sorted(found.items()) if abs(weight) >= 0.005]
    path.write_text("\n".join(lines) + "\n", "utf-8")
