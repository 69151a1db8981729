"""The options that say which part of the graph is wanted, one for each condition of a view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.commands.named import entity as named
from kg.commands.sparql_text import sparql_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.graph import KnowledgeGraph
    from kg.query.graph_view import GraphView

Command = TypeVar("Command", bound="Callable[..., object]")

_AROUND = ("depth", "limit")  # what says something only beside `entity`
_OPTIONS = (
    click.option("--entity", metavar="ENTITY", help="What lies around this entity, an id or a name."),
    click.option("--depth", type=click.IntRange(1, 3), help="How many edges away from it, by default 1."),
    click.option(
        "--limit", type=click.IntRange(1), help="At most so many entities around it, by default 1000."
    ),
    click.option("--holder", metavar="ENTITY", help="What this entity says; “publisher”: what is narrated."),
    click.option("--since", metavar="DAY", help="What is dated this day or later: 2022-02-15."),
    click.option("--until", metavar="DAY", help="What is dated this day or earlier."),
    click.option("--relation", metavar="RELATION", help="Only this relation and those narrower than it."),
    click.option("--document", metavar="ID", help="What this document says."),
    click.option("--event-type", metavar="CLASS", help="Only claims of this class of PLOVER: CONSULT."),
    click.option("--min-confidence", type=click.FloatRange(0, 1), help="Only claims at least so sure."),
    click.option("--min-weight", type=click.IntRange(1), help="Only edges that so many claims make."),
    click.option("--entities-only", is_flag=True, help="No concepts and propositions."),
    click.option("--all-claims", is_flag=True, help="Also edges that claims deny or merely suppose."),
    click.option(
        "--construct",
        metavar="FILE|-|STRING",
        help="The triples of a SPARQL CONSTRUCT, without other conditions but --entities-only.",
    ),
)


def view_options(command: Command) -> Command:
    """Adds the options, given to the command as keyword arguments for `view_of`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def view_of(
    graph: KnowledgeGraph, *, entities_only: bool, all_claims: bool, construct: str | None, **conditions: Any
) -> GraphView:
    """The view that the options describe. Raises `NotFoundError` for an entity that is not there,
    `InputError` for conditions that make no sense, `UsageError` for options that do not go together."""
    from kg.query.graph_view import GraphView

    given: dict[str, Any] = {name: value for name, value in conditions.items() if value is not None}
    for name in _AROUND:
        if name in given and "entity" not in given:
            raise click.UsageError(f"--{name} goes with --entity")
    for name in ("entity", "holder"):
        if name in given and (name, given[name]) != ("holder", "publisher"):
            given[name] = named(graph, given[name]).id
    if construct is not None:
        given["construct"] = sparql_text(construct)
    return GraphView(**given, concepts=not entities_only, affirmed=not all_claims)
