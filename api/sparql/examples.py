"""The queries that the SPARQL page offers: those of `ontology/queries`, each with its question."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from kg.config import BASE, resource

_FIRST = "who_says_what"


class Example(NamedTuple):
    """A query and the question it answers, which is its first line, a comment."""

    title: str
    query: str


@cache
def read(base: str) -> tuple[Example, ...]:
    """The queries, about the entities of a graph whose IRIs begin with `base`."""
    files = sorted(
        (resource("ontology") / "queries").glob("*.rq"), key=lambda file: (file.stem != _FIRST, file.stem)
    )
    examples = []
    for file in files:
        query = file.read_text(encoding="utf-8").strip().replace(f"<{BASE}entity/>", f"<{base}entity/>")
        examples.append(Example(query.partition("\n")[0].removeprefix("#").strip(), query))
    return tuple(examples)
