"""`kg query`: SPARQL."""

from __future__ import annotations

import json
import math
import sys
from typing import Any

import click

from kg.commands import output
from kg.commands.sparql_text import sparql_text
from kg.commands.store_option import opened, store_option

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
    text = sparql_text(sparql)
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


def _table(results: dict[str, Any]) -> None:
    """SPARQL JSON results as a table, or as yes or no."""
    if "boolean" in results:
        click.echo("yes" if results["boolean"] else "no")
        return
    columns = results["head"]["vars"]
    rows = [[row.get(name, {}).get("value") for name in columns] for row in results["results"]["bindings"]]
    output.table(columns, rows)
