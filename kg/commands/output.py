"""What commands print: tables for people, tab-separated lines for programs, JSON on request."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import asdict, is_dataclass
from datetime import date
from typing import Any

import click

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def as_json(value: object) -> None:
    """Prints rows (dataclasses, also in lists) or plain values as indented JSON; dates as ISO 8601."""
    click.echo(json.dumps(_plain(value), ensure_ascii=False, indent=2, default=date.isoformat))


def table(columns: Sequence[str], rows: Sequence[Sequence[object]], *, heading: bool = False) -> None:
    """Prints rows: as a table on a terminal, otherwise as tab-separated lines, without a heading unless
    `heading` is set.

    None prints as nothing; a line break or tab inside a value prints as a blank.
    """
    cells = [["" if cell is None else one_line(str(cell)) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        for row in [list(columns), *cells] if heading else cells:
            click.echo("\t".join(row))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table

    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for index, column in enumerate(columns):
        numeric = bool(rows) and all(isinstance(row[index], int | float) for row in rows)
        shown.add_column(column, justify="right" if numeric else "left", overflow="fold", no_wrap=index == 0)
    for row in cells:
        shown.add_row(*row)
    Console(markup=False, emoji=False, highlight=False).print(shown)


def one_line(text: str) -> str:
    r"""`text` with each run of blanks and control characters as one blank.

    >>> one_line("red\x1b[31m\n text")
    'red [31m text'
    """
    return " ".join(printable(text).split())


def printable(text: str) -> str:
    """`text` with a blank for each control character, which a terminal would obey."""
    return _CONTROL.sub(" ", text)


def note(message: str) -> None:
    """Prints a remark that is not data."""
    click.echo(f"kg: {message}", err=True)


def _plain(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value
