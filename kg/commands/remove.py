"""`kg remove`: takes a document back out."""

from __future__ import annotations

import click

from kg.commands import output
from kg.commands.store_option import opened, store_option


@click.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@store_option
def remove(ids: tuple[str, ...], store: str | None) -> None:
    """Remove documents from the graph.

    IDs are those that `kg documents` lists; all that came from these documents goes with them.
    """
    with opened(store, read_only=False) as graph:
        for id in ids:
            graph.remove(id)
            output.note(f"removed {id}")
