"""`kg documents`: what has been read."""

from __future__ import annotations

import click

from kg.commands import output
from kg.commands.store_option import opened, store_option


@click.command()
@store_option
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
def documents(store: str | None, json_: bool) -> None:
    """List the documents in the graph."""
    with opened(store) as graph:
        rows = graph.documents()
    if json_:
        output.as_json(rows)
        return
    output.table(
        ("id", "published", "publisher", "claims", "title", "source"),
        [(row.id, row.published, row.publisher, row.claims, row.title, row.source) for row in rows],
    )
