"""`kg find`: entities by name."""

from __future__ import annotations

import click

from kg.commands import output
from kg.commands.store_option import opened, store_option
from kg.errors import NotFoundError
from kg.model import EntityType

TYPES = click.Choice([type.value for type in EntityType], case_sensitive=False)


@click.command()
@click.argument("text")
@click.option("--type", "type_", type=TYPES, help="Only this type.")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="At most so many.")
@store_option
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
def find(text: str, type_: str | None, limit: int, store: str | None, json_: bool) -> None:
    """Find entities by a name or alias."""
    with opened(store) as graph:
        rows = graph.find(text, type=type_, limit=limit)
    if json_:
        output.as_json(rows)
    elif rows:
        output.table(
            ("id", "label", "type", "neighbours", "claims", "documents", "aliases"),
            [
                (row.id, row.label, row.type, row.degree, row.claims, row.documents, ", ".join(row.aliases))
                for row in rows
            ],
        )
    if not rows:
        raise NotFoundError(f"no entity is called {text!r}")
