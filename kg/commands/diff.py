"""`kg diff`: what two graphs differ in."""

from __future__ import annotations

import click

from kg.commands import output
from kg.commands.store_option import opened

_MARKS = {"added": "+", "removed": "-", "changed": "~"}


@click.command()
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
def diff(first: str, second: str, json_: bool) -> None:
    """Show what makes graph B of graph A.

    A and B are stores, backups, or servers as --store names them. Documents with “+” are in B only, with
    “-” in A only, with “~” in both but not alike; below them the claims that came or went.
    """
    from kg.maintenance.difference import difference

    with opened(first) as before, opened(second) as after:
        found = difference(before, after)
    if json_:
        output.as_json(found)
        return
    for change in found.documents:
        named = f"{change.title} ({change.source})" if change.title else change.source
        click.echo(f"{_MARKS[change.change]} {change.id} {output.one_line(named)}")
        for mark, statements in (("-", change.removed), ("+", change.added)):
            for statement in statements:
                click.echo(f"    {mark} {output.one_line(str(statement))}")
    counts = [sum(change.change == kind for change in found.documents) for kind in _MARKS]
    output.note("{} documents added, {} removed, {} changed, {} the same".format(*counts, found.same))
