"""`kg export`: the graph, or a part of it, as a file."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg import export as exports
from kg.commands import output
from kg.commands.store_option import opened, store_option
from kg.commands.view_options import view_of, view_options
from kg.export import FORMATS

if TYPE_CHECKING:
    from kg.query.portion import Portion

_TABLES = ("csv", "neo4j")  # formats of two files


@click.command()
@click.option("--format", type=click.Choice(list(FORMATS)), help="By default what the suffix of FILE says.")
@click.option(
    "-o",
    "--output",
    "target",
    metavar="FILE",
    required=True,
    help="“-” for stdout. csv and neo4j make two tables: in a folder, archived for a .zip file and “-”.",
)
@view_options
@click.option(
    "--layout/--no-layout",
    default=None,
    help=f"Positions of the nodes, by default for up to {exports.LAID_OUT:,} of them.",
)
@click.option("--measures/--no-measures", default=None, help="Communities, PageRank and betweenness.")
@click.option("--dynamic", is_flag=True, help="The days of nodes and edges, for Gephi's timeline.")
@store_option
def export(
    format: str | None,
    target: str,
    store: str | None,
    layout: bool | None,
    measures: bool | None,
    dynamic: bool,
    **conditions: Any,
) -> None:
    """Write the graph, or a part of it, to a file.

    The conditions add up. FILE appears, or replaces an older one, only when it is complete.
    """
    format = _format(format, target)
    with _ended_cleanly(), opened(store) as graph:
        view = view_of(graph, **conditions)
        with _progress() as begin, graph.portion(view) as portion:
            exports.write(
                portion,
                format,
                sys.stdout.buffer if target == "-" else Path(target),
                layout=layout,
                measures=measures,
                dynamic=dynamic,
                progress=begin(portion, FORMATS[format].draws),
            )
            found = f"{portion.node_count:,} entities, {portion.edge_count:,} edges"
    if target != "-":
        output.note(f"wrote {target}: {found}")


def _format(given: str | None, target: str) -> str:
    """The format that is meant. Raises `UsageError`."""
    if Path(target).suffix.lower() == ".csv" and given in (None, *_TABLES):
        raise click.UsageError(
            f"{given or 'csv'} makes two tables: name a folder or a .zip file, not {target}"
        )
    format = given or exports.by_suffix(target)
    if format is None:
        raise click.UsageError(f"{target} does not say its format: name one with --format")
    return format


@contextmanager
def _ended_cleanly() -> Iterator[None]:
    """Lets SIGTERM end the command as Ctrl-C does: nothing half-written stays behind."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _progress() -> Iterator[Callable[[Portion, bool], Callable[[int], None]]]:
    """A line on the terminal that says how far it is; nothing where stderr is no terminal. What it gives is
    called when it is known what there is to write, and whether that is drawn first."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
    from rich.progress import TimeElapsedColumn as Elapsed

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Elapsed(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("choosing", total=None)

        def begin(portion: Portion, draws: bool) -> Callable[[int], None]:
            total = portion.node_count + portion.edge_count if draws else None
            progress.update(task, description="measuring and laying out" if draws else "writing", total=total)
            return lambda done: progress.update(task, description="writing", advance=done)

        yield begin
