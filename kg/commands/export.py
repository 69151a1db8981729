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
def export(format: str | None, target: str, store: Path | None) -> None:
    """Write the whole graph to a file.

    FILE appears, or replaces an older one, only when it is complete.
    """
    if format is None:
        suffixes = {known.suffix: name for name, known in FORMATS.items()}
        format = suffixes.get(Path(target).suffix)
        if format is None:
            raise click.UsageError(f"{target} does not say its format: name one with --format")
    with opened(store) as graph:
        graph.export(format, sys.stdout.buffer if target == "-" else Path(target))
    if target != "-":
        output.note(f"wrote {target}")
