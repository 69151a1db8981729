"""`kg query`: SPARQL."""

from __future__ import annotations

import json
import math
import os
import sys
from pathlib import Path
from typing import Any

import click

from kg.commands import output
from kg.commands.store_option import opened, store_option
from kg.errors import InputError

_RESULTS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
_STATEMENTS = {
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "nquads": "application/n-quads",
    "trig": "application/trig",
}


class Seconds(click.FloatRange):
    """A finite number: neither “inf” nor “nan”."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        seconds = float(super().convert(value, param, ctx))
        if not math.isfinite(seconds):
            self.fail(f"{value!r} is not a number of seconds", param, ctx)
        return seconds


@click.command()
@click.argument("sparql", metavar="FILE|-|STRING")
@click.option(
    "--format",
    type=click.Choice([*_RESULTS, *_STATEMENTS]),
    help="By default a table on a terminal, otherwise tsv; ntriples for CONSTRUCT and DESCRIBE.",
)
@click.option("--timeout", type=Seconds(0, min_open=True), help="Give up after so many seconds.")
@store_option
def query(sparql: str, format: str | None, timeout: float | None, store: str | None) -> None:
    """Ask the graph a SPARQL query."""
    text = _text(sparql)
    media_type = (_RESULTS | _STATEMENTS)[format] if format else None
    with opened(store) as graph:
        result = graph.query(text, media_type=media_type, timeout=timeout)
    if format or result.kind == "construct":
        data = result.serialize()
    elif sys.stdout.isatty():
        _table(json.loads(result.serialize(_RESULTS["json"])))
        return
    else:
        data = result.serialize(_RESULTS["tsv"])
    sys.stdout.buffer.write(data if data.endswith(b"\n") or not data else data + b"\n")


def _text(sparql: str) -> str:
    if sparql != "-" and not os.path.isfile(sparql):
        if not any(mark in sparql for mark in "{ \n"):
            raise click.UsageError(f"no such file, and no query either: {sparql}")
        return sparql
    try:
        return sys.stdin.read() if sparql == "-" else Path(sparql).read_text("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{sparql}: the query is not UTF-8") from error


def _table(results: dict[str, Any]) -> None:
    """SPARQL JSON results as a table, or as yes or no."""
    if "boolean" in results:
        click.echo("yes" if results["boolean"] else "no")
        return
    columns = results["head"]["vars"]
    rows = [[row.get(name, {}).get("value") for name in columns] for row in results["results"]["bindings"]]
    output.table(columns, rows)
