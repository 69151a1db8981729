"""`kg serve`: the API and its pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.store_option import opened, store_option
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--threads", type=click.IntRange(1), default=8, show_default=True, help="Requests at once.")
@store_option
def serve(host: str, port: int, threads: int, store: Path | None) -> None:
    """Serve the graph over HTTP.

    Read-only, until interrupted; documents built meanwhile show up.
    """
    with opened(store) as graph:
        listen(graph, host, port, threads, [f"Serving at {address(host, port)} (stop with Ctrl-C)"])


def address(host: str, port: int) -> str:
    """The URL a browser on this machine reaches the server at."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def listen(graph: KnowledgeGraph, host: str, port: int, threads: int, welcome: Sequence[str]) -> None:
    """Serves until interrupted; the lines of `welcome` are shown once it can be reached. Raises `KgError`
    where nothing can listen at that address."""
    from api.serve import serve as answer

    def ready() -> None:
        for line in welcome:
            click.echo(line, err=True)

    try:
        answer(graph, host, port, threads, ready=ready)
    except OSError as error:
        raise KgError(f"cannot listen at {host}:{port}: {error.strerror or error}") from error
