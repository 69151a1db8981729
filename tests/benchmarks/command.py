"""What the benchmark commands share: an argument parser and errors of one line, JSON lines in and out."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn

from kg.errors import KgError


class MalformedError(Exception):
    """Benchmark data that is not in the format asked for; the message names file and line."""


class Command(ArgumentParser):
    """An argument parser whose errors are one line on stderr and exit code 2."""

    def __init__(self, module: str, description: str | None) -> None:
        super().__init__(
            prog=f"python -m {module}", description=description, formatter_class=RawDescriptionHelpFormatter
        )

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (--help shows the usage)\n")


def run(main: Callable[[list[str]], int]) -> NoReturn:
    """Run a command's main and exit with its code, or with 2 and one line where it cannot go on."""
    try:
        sys.exit(main(sys.argv[1:]))
    except OSError as error:
        named = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        print(f"error: {named}", file=sys.stderr)
    except (MalformedError, KgError) as error:
        print(f"error: {' '.join(str(error).split())}", file=sys.stderr)
    sys.exit(2)


def read_text(path: Path) -> str:
    """The file's text, code point by code point (line ends as they are). Raises MalformedError."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedError(f"{path.name}: not UTF-8 at byte {error.start}") from None


def read_lines(path: Path) -> list[str]:
    """The lines of a text file without their ends; only \\n and \\r\\n end a line."""
    return [line.removesuffix("\r") for line in read_text(path).split("\n")]


def read_json_lines(path: Path, **fields: type) -> Iterator[dict[str, Any]]:
    """Objects, one a line, that have the given fields with the given types. Raises MalformedError."""
    for number, line in enumerate(read_lines(path), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise MalformedError(f"{path.name}:{number}: not JSON: {error}") from None
        for field, kind in fields.items():
            if not isinstance(row, dict) or not isinstance(row.get(field), kind):
                raise MalformedError(f"{path.name}:{number}: needs a {kind.__name__} “{field}”")
        yield row


def write_json_lines(path: Path, rows: Iterable[dict[str, Any]]) -> int:
    """Write one object a line as they come; returns how many."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count
