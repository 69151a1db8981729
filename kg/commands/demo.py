"""`kg demo`: the sample documents, read and served."""

from __future__ import annotations

from pathlib import Path
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
def demo(no_serve: bool, host: str, port: int, store: Path | None) -> int:
    """Read the sample documents and serve them.

    Without --store it goes into a folder of its own beside the default one.
    """
    from kg import config
    from kg.text import read

    seeds = config.resource("seeds")
    place = store or config.store().with_name("demo")
    with opened(place, read_only=False) as graph:
        intake = read_into(graph, read([seeds / "documents"], root=seeds))
        report(graph, intake)
        best = graph.top(1)
    if no_serve:
        return 1 if intake.failures else 0
    root = address(host, port)
    example = quote(best[0].id if best else "Russia", safe="")
    paths = ("", f"entity/{example}", f"v1/entities/{example}/relations?limit=5")
    with opened(place) as graph:
        welcome = ["Try, and stop with Ctrl-C:", *(f"  {root}{path}" for path in paths)]
        listen(graph, host, port, 8, welcome)
    return 0
