"""`kg explain`: why a claim is in the graph, and what is read out of a text."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import click

from kg.commands import output
from kg.commands.claim_line import edge, stance_words, time_words
from kg.commands.sentence_lines import lines
from kg.commands.store_option import opened, store_option
from kg.errors import InputError
from kg.query.marks import pieces
from kg.query.rows import ClaimRow, HolderRow

_COLOURS = {"subject": "green", "relation": "yellow", "object": "cyan", "cue": "magenta"}
_CLAIM_ID = re.compile("[0-9a-f]{16}")


class IsoDate(click.ParamType[date]):
    """A day as ISO 8601 writes it."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date such as 2022-02-15", param, ctx)


@click.command()
@click.argument("asked", metavar="CLAIM|TEXT")
@click.option(
    "--published",
    type=IsoDate(),
    metavar="DATE",
    help="Day the text is from (2022-02-15), which “on Tuesday” is resolved against.",
)
@store_option
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
def explain(asked: str, published: date | None, store: str | None, json_: bool) -> None:
    """Show why a claim is in the graph, or what is read out of a text.

    CLAIM is an id, 16 hexadecimal digits. Prints the sentence with the words of subject, relation,
    object and cue marked, who holds the claim and how sure, and the rules that made it.

    TEXT is anything else: one or more sentences, which no store is needed for. Prints of each its
    dependency tree, its clauses, who says what, and its claims; of a clause that makes no claim, why.
    """
    if not _CLAIM_ID.fullmatch(asked):
        _text(asked, published, json_)
    elif published is not None:
        raise click.UsageError("--published goes with a text, not with the id of a claim")
    else:
        _claim(asked, store, json_)


def _text(text: str, published: date | None, json_: bool) -> None:
    from kg import explanation as explained
    from kg.pipeline import Reader
    from kg.text import document

    given = document(text, source="text", published=published)
    if not given.blocks:
        raise InputError("there is no text to explain")
    explanation = explained.explain(Reader(), given)
    if not explanation.sentences:
        raise InputError("there is no sentence in this text")
    if json_:
        output.as_json(explanation)
        return
    for line in lines(explanation):
        click.echo(line)


def _claim(id: str, store: str | None, json_: bool) -> None:
    with opened(store) as graph:
        row = graph.claim(id)
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
    stance = stance_words(row.polarity, row.certainty, row.temporality, row.conditional)
    edge_reason = "affirmed" if row.edge else "none: the claim is not affirmed"
    holders = "; ".join(_holder(holder) for holder in row.holders)
    document = ", ".join(part for part in (row.title or source, row.publisher, row.published) if part)
    facts = [
        ("document", f"{document} ({row.document})"),
        ("holders", holders or f"{row.publisher or 'the text'}, narrating"),
        ("stance", stance),
        ("plain edge", edge_reason),
        ("time", row.when and time_words(row.when, row.when_start, row.when_end)),
        ("event type", row.event_type),
        ("contains", ", ".join(row.content)),
        ("rules", ", ".join(row.rules)),
        ("confidence", f"{row.confidence:.2f}"),
    ]
    return [(name, value) for name, value in facts if value]


def _holder(holder: HolderRow) -> str:
    cue = f"“{holder.cue}”, " if holder.cue else ""
    return f"{holder.label} ({cue}{holder.speech})"
