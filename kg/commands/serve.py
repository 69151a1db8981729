"""`kg serve`: the API and its pages."""

from __future__ import annotations

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
        click.echo(f"Serving at {address(host, port)} (stop with Ctrl-C)", err=True)
        listen(graph, host, port, threads)


def address(host: str, port: int) -> str:
    """The URL a browser on this machine reaches the server at."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def listen(graph: KnowledgeGraph, host: str, port: int, threads: int) -> None:
    """Serves until interrupted. Raises `KgError` where nothing can listen at that address."""
    from api.serve import serve as answer

    try:
        answer(graph, host, port, threads)
    except OSError as error:
        raise KgError(f"cannot listen at {host}:{port}: {error.strerror}") from error
