"""`kg demo`: the sample documents, read and served."""

from __future__ import annotations

import os
from urllib.parse import quote

import click

from kg.commands.build import read_into, report
from kg.commands.serve import address, listen
from kg.commands.store_option import opened, store_option


@click.command()
@click.option("--no-serve", is_flag=True, help="Stop after building.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@store_option
def demo(no_serve: bool, host: str, port: int, store: str | None) -> int:
    """Read the sample documents and serve them.

    Without --store it goes into a folder of its own beside the default one.
    """
    from kg import config
    from kg.text import read

    seeds = config.resource("seeds")
    place = config.store(store) if store else config.own("demo")
    with opened(place, read_only=False) as graph:
        intake = read_into(graph, read([seeds / "documents"], root=seeds))
        report(graph, intake)
        best = graph.top(1)
    if no_serve:
        return 1 if intake.failures else 0
    example = quote(best[0].id if best else "Russia", safe="")
    paths = ("", f"entity/{example}", f"v1/entities/{example}/relations?limit=5")

    def welcome(at: int) -> list[str]:
        return ["Try, and stop with Ctrl-C:", *(f"  {address(host, at)}{path}" for path in paths)]

    # A line for each request would push the welcome off the screen.
    listen(place, host, port, welcome, log_level=os.environ.get("KG_LOG_LEVEL", "warning"))
    return 0
