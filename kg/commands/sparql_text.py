"""A query as commands are given it: a file, “-” for standard input, or the query itself."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from kg.errors import InputError


def sparql_text(given: str) -> str:
    """The query that was meant. Raises `InputError` for a file that is no UTF-8, `UsageError` for what is
    neither a file nor a query."""
    if given != "-" and not os.path.isfile(given):
        if not any(mark in given for mark in "{ \n"):
            raise click.UsageError(f"no such file, and no query either: {given}")
        return given
    try:
        return sys.stdin.read() if given == "-" else Path(given).read_text("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{given}: the query is not UTF-8") from error
