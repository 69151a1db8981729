"""Rows of a CSV table: UTF-8, commas, fields quoted where they must be, lines that end as RFC 4180 says.

Values are written as they are, also those that a spreadsheet would take for a formula: the tables are for
programs, which would take a mark put before such a value for a part of it. Spreadsheets that import the
columns as text compute nothing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO, TypeAlias

from kg.export.xml_text import xml_text

Cell: TypeAlias = str | int | float | bool | None


def write_rows(stream: BinaryIO, rows: Iterable[Sequence[Cell]]) -> None:
    """Writes the rows, the first of which names the columns. Raises `OSError`."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    # With these line ends, a carriage return within a field is quoted as well.
    csv.writer(text, lineterminator="\r\n").writerows([_cell(cell) for cell in row] for row in rows)
    text.detach()  # flushes, and leaves the stream to whoever opened it


def _cell(cell: Cell) -> str | int | float | None:
    if isinstance(cell, str):
        return xml_text(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell
