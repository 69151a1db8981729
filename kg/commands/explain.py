"""`kg explain`: why a claim is in the graph."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands import output
from kg.commands.claim_line import edge
from kg.commands.store_option import opened, store_option
from kg.query.marks import pieces
from kg.query.rows import ClaimRow, HolderRow

_COLOURS = {"subject": "green", "relation": "yellow", "object": "cyan", "cue": "magenta"}


@click.command()
@click.argument("claim")
@store_option
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
def explain(claim: str, store: Path | None, json_: bool) -> None:
    """Show why a claim is in the graph.

    Prints the sentence with the words of subject, relation, object and cue marked, who holds the
    claim and how sure, and the rules that made it.
    """
    with opened(store) as graph:
        row = graph.claim(claim)
        source = graph.document(row.document).source
    if json_:
        output.as_json(row)
        return
    click.echo(f"{output.one_line(edge(row))}\n")
    click.echo(f"  {_marked(row)}\n")
    for name, value in _facts(row, source):
        click.echo(f"  {name:<11}{output.one_line(value)}")


def _marked(row: ClaimRow) -> str:
    """The sentence with colours, and with brackets too, which stay when colours are stripped."""
    shown = []
    for words, role in pieces(row):
        text = output.printable(words)
        shown.append(click.style(f"[{role}: {text}]", fg=_COLOURS[role]) if role else text)
    return "".join(shown).rstrip()


def _facts(row: ClaimRow, source: str) -> list[tuple[str, str]]:
    stance = f"{row.polarity}, {row.certainty}, {row.temporality}{', conditional' if row.conditional else ''}"
    edge_reason = "affirmed" if row.edge else "none: the claim is not affirmed"
    holders = "; ".join(_holder(holder) for holder in row.holders)
    document = ", ".join(part for part in (row.title or source, row.publisher, row.published) if part)
    facts = [
        ("document", f"{document} ({row.document})"),
        ("holders", holders or f"{row.publisher or 'the text'}, narrating"),
        ("stance", stance),
        ("plain edge", edge_reason),
        ("time", _time(row)),
        ("event type", row.event_type),
        ("contains", ", ".join(row.content)),
        ("rules", ", ".join(row.rules)),
        ("confidence", f"{row.confidence:.2f}"),
    ]
    return [(name, value) for name, value in facts if value]


def _holder(holder: HolderRow) -> str:
    cue = f"“{holder.cue}”, " if holder.cue else ""
    return f"{holder.label} ({cue}{holder.speech})"


def _time(row: ClaimRow) -> str | None:
    if row.when is None:
        return None
    if row.when_start is None:
        return f"“{row.when}”, date not known"
    until = "" if row.when_end in (None, row.when_start) else f" to {row.when_end}"
    return f"“{row.when}”: {row.when_start}{until}"
