"""`kg relations`: the claims about an entity."""

from __future__ import annotations

import click

from kg.commands import output
from kg.commands.claim_line import line
from kg.commands.named import entity as named
from kg.commands.store_option import opened, store_option
from kg.model import Certainty, Polarity, Temporality


def _choice(kind: type[Polarity] | type[Certainty] | type[Temporality]) -> click.Choice[str]:
    return click.Choice([value.value for value in kind])


@click.command()
@click.argument("entity")
@click.option(
    "--direction",
    type=click.Choice(["out", "in", "both"]),
    default="both",
    show_default=True,
    help="The entity as subject, as object, or both.",
)
@click.option("--relation", help="Only this relation.")
@click.option("--holder", help="Only what this entity says; “publisher”: only what is narrated.")
@click.option("--polarity", type=_choice(Polarity))
@click.option("--certainty", type=_choice(Certainty))
@click.option("--temporality", type=_choice(Temporality))
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many.")
@store_option
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
def relations(
    entity: str,
    direction: str,
    relation: str | None,
    holder: str | None,
    polarity: str | None,
    certainty: str | None,
    temporality: str | None,
    limit: int,
    store: str | None,
    json_: bool,
) -> None:
    """List the claims about an entity.

    ENTITY is an id or a name. Each claim stands on a line of its own: its id, subject, relation and
    object, who says so and how sure, and the sentence.
    """
    with opened(store) as graph:
        page = graph.relations(
            named(graph, entity).id,
            direction=direction,
            relation=relation,
            holder=holder if holder in (None, "publisher") else named(graph, holder).id,
            polarity=polarity,
            certainty=certainty,
            temporality=temporality,
            limit=limit,
        )
    if json_:
        output.as_json(page.rows)
    else:
        for row in page.rows:
            click.echo(f"{row.id}  {line(row)}")
    if page.next:
        output.note(f"there are more than {limit}: raise --limit")
