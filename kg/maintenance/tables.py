"""What two read indexes differ in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from kg.query.index import Index

_OWN = ("version",)  # of a name that nothing derives
_NUMBER = "number"
_SHOWN = 60  # characters of a row


def differences(expected: Index, held: sqlite3.Connection) -> Iterator[str]:
    """A line for each table that is not as expected, with the first row that differs.

    Raises:
        sqlite3.Error: `held` cannot be read.
    """
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    for (table,) in expected.rows(names):
        if table in _OWN:
            continue
        sql = _everything(table, [row[1] for row in expected.rows(f'PRAGMA table_info("{table}")')])
        wanted = (row for batch in expected.batches(sql) for row in batch)
        for row, found in zip_longest(wanted, held.execute(sql)):
            if row != found:
                yield f"the table {table} {_told(row, found)}"
                break


def _everything(table: str, columns: list[str]) -> str:
    """Asks for all rows in an order of their own. Claims are numbered as they come, so that their numbers
    differ in indexes that are alike: a place stands for a number."""
    asked = [f'"{column}"' for column in columns if column != _NUMBER]
    if _NUMBER in columns and table != "claim":
        asked.insert(0, f"(SELECT place FROM claim WHERE claim.number = {table}.number)")
    return f"SELECT {', '.join(asked)} FROM {table} ORDER BY {', '.join(map(str, range(1, len(asked) + 1)))}"


def _told(row: tuple[Any, ...] | None, found: tuple[Any, ...] | None) -> str:
    if row is None:
        return f"has a row too many: {str(found)[:_SHOWN]}"
    if found is None:
        return f"lacks a row: {str(row)[:_SHOWN]}"
    return f"has {str(found)[:_SHOWN]} where {str(row)[:_SHOWN]} should be"
