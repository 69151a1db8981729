"""`kg serve`: the API and its pages."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

import click

from kg.commands.store_option import store_option
from kg.errors import KgError
from kg.location import Location


@click.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address or name to listen at; * is all."
)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any.")
@click.option(
    "--workers", type=click.IntRange(1), help="Processes that answer. By default one a CPU, at most 4."
)
@click.option("--threads", type=click.IntRange(1), help="Requests that each works on at once: 8.")
@click.option(
    "--timeout", type=click.FloatRange(0.001), help="Seconds for a query that asks for no time: 15."
)
@click.option("--grace", type=click.FloatRange(0), help="Seconds for running requests at the end: 10.")
@store_option
def serve(host: str, port: int, store: str | None, **options: float | None) -> None:
    """Serve the graph over HTTP, until interrupted.

    Documents built meanwhile show up. These and all other limits are read from the environment too:
    KG_TIMEOUT, KG_MAX_UPLOAD, KG_READ_TOKEN … (api/settings.py lists them).
    """
    listen(store, host, port, lambda at: [f"Serving at {address(host, at)} (stop with Ctrl-C)"], **options)


def address(host: str, port: int) -> str:
    """The URL a browser on this machine reaches the server at."""
    shown = "localhost" if host == "*" else f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}/"


def listen(
    store: str | Location | None,
    host: str,
    port: int,
    welcome: Callable[[int], Sequence[str]],
    **options: float | str | None,
) -> None:
    """Serves until interrupted; the lines that `welcome` makes of the port are shown once it can be reached.
    `options` are settings that go before those of the environment. Raises `KgError` where nothing can listen
    at that address, or the graph cannot be served."""
    from api.serving.serve import serve as answer
    from api.serving.serve import settings_of
    from kg import config

    def ready(at: int) -> None:
        for line in welcome(at):
            click.echo(line, err=True)

    try:
        answer(config.store(store), host, port, settings=settings_of(os.environ, options), ready=ready)
    except OSError as error:
        raise KgError(f"cannot listen at {host}:{port}: {error.strerror or error}") from error
