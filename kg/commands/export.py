"""`kg export`: the whole graph as a file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.commands import output
from kg.commands.store_option import opened, store_option
from kg.export import FORMATS


@click.command()
@click.option("--format", type=click.Choice(list(FORMATS)), help="By default what the suffix of FILE says.")
@click.option(
    "-o",
    "--output",
    "target",
    metavar="FILE",
    required=True,
    help="“-” for stdout. csv makes two tables, in a folder, or in an archive for a .zip file and “-”.",
)
@store_option
def export(format: str | None, target: str, store: str | None) -> None:
    """Write the whole graph to a file.

    FILE appears, or replaces an older one, only when it is complete.
    """
    suffix = Path(target).suffix.lower()
    if suffix == ".csv" and format in (None, "csv"):
        raise click.UsageError(f"csv makes two tables: name a folder or a .zip file, not {target}")
    if format is None:
        format = {known.suffix: name for name, known in FORMATS.items()}.get(suffix)
        if format is None:
            raise click.UsageError(f"{target} does not say its format: name one with --format")
    with opened(store) as graph:
        graph.export(format, sys.stdout.buffer if target == "-" else Path(target))
    if target != "-":
        output.note(f"wrote {target}")
