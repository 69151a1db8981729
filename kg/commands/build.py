"""`kg build`: reads documents into the graph."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING

import click

from kg.commands import output
from kg.commands.intake import Intake, take_in
from kg.commands.store_option import opened, store_option
from kg.model import Document

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph
    from kg.pipeline import Reader
    from kg.text import Failure


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@store_option
@click.option(
    "--pipeline",
    envvar="KG_PIPELINE",
    show_envvar=True,
    metavar="NAME",
    help="Another spaCy pipeline to read with, a package or a folder, with labels of Universal Dependencies.",
)
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
def build(paths: tuple[str, ...], store: str | None, pipeline: str | None, json_: bool) -> int:
    """Read documents into the graph.

    PATH is a file (.txt, .md, .html, .jsonl), a folder of such files, or “-” for text on stdin. A
    document whose text and metadata are in the graph already is not read again, whatever its path; one
    that changed replaces what was there under its path, as given from this
    folder. What cannot be read is named, the rest goes on, and the exit code is 1.
    """
    from kg import config
    from kg.graph import KnowledgeGraph
    from kg.text import read

    some, found = _begun(read(paths, stdin=sys.stdin.buffer))
    # Where there is nothing to put into it, no new store is made.
    kept = some or config.store(store).exists()
    with opened(store, read_only=False) if kept else KnowledgeGraph.open() as graph:
        intake = read_into(graph, found, pipeline)
        report(graph, intake, json_=json_)
    return 1 if intake.failures else 0


def read_into(
    graph: KnowledgeGraph, found: Iterable[Document | Failure], pipeline: str | None = None
) -> Intake:
    """Reads documents into the graph, with progress, and names on stderr what could not be read."""
    with _progress() as advance:
        intake = take_in(graph, found, lambda: _reader(pipeline), on_document=advance)
    for failure in intake.failures:
        click.echo(f"kg: {failure.source}: {failure.reason}", err=True)
    return intake


def report(graph: KnowledgeGraph, intake: Intake, *, json_: bool = False) -> None:
    """Prints what the graph holds and what this run did to it."""
    stats = graph.stats()
    speed = round(intake.words / intake.seconds) if intake.words and intake.seconds else None
    if json_:
        output.as_json(
            {
                "documents": stats.documents,
                "claims": stats.claims,
                "entities": stats.entities,
                "edges": stats.edges,
                "added": {"documents": intake.added, "claims": intake.claims, "words": intake.words},
                "unchanged": intake.unchanged,
                "failed": intake.failures,
                "seconds": round(intake.seconds, 3),
                "words_per_second": speed,
            }
        )
        return
    output.table(
        ("", "in the graph", "read now"),
        [
            ("documents", stats.documents, intake.added),
            ("claims", stats.claims, intake.claims),
            ("entities", stats.entities, None),
            ("edges", stats.edges, None),
            ("words", None, intake.words),
            ("seconds", None, f"{intake.seconds:.1f}"),
            ("words per second", None, speed),
        ],
        heading=True,
    )


def _begun(found: Iterator[Document | Failure]) -> tuple[bool, Iterator[Document | Failure]]:
    """Whether there is a document in `found`, and the same again."""
    seen: list[Document | Failure] = []
    for item in found:
        seen.append(item)
        if isinstance(item, Document):
            return True, chain(seen, found)
    return False, iter(seen)


def _reader(pipeline: str | None) -> Reader:
    from kg.pipeline import Reader

    return Reader(pipeline=pipeline)


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """A line on the terminal that counts documents; nothing where stderr is no terminal."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed:.0f} documents read"),
        TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("loading the language model", total=None)

        def advance(source: str) -> None:
            progress.update(task, advance=1, description=source)

        yield advance
