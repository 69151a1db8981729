"""Run every benchmark whose data is at hand and print one table (`make bench`).

Scores are in percent. A benchmark that fails is named with its reason, the others run, and the exit
code is 2.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from kg.errors import KgError
from tests.benchmarks.command import Command, MalformedError, run
from tests.benchmarks.suite import benchmarks


def main(arguments: list[str]) -> int:
    command = Command("tests.benchmarks", __doc__)
    command.add_argument(
        "data", metavar="DATA", type=Path, nargs="?", default=Path("../shared"),
        help="folder with data/ and bin/ (default: %(default)s)",
    )  # fmt: skip
    command.add_argument(
        "--only", action="append", metavar="NAME", help="run only benchmarks so named; repeatable"
    )
    command.add_argument("--keep", metavar="FOLDER", type=Path, help="keep what was written for the scorers")
    given = command.parse_args(arguments)
    chosen = [
        b for b in benchmarks(given.data) if not given.only or any(b.name.startswith(o) for o in given.only)
    ]
    if not chosen:
        command.error(f"no benchmark is called {' or '.join(given.only)}")
    table = Table("benchmark", "data", "result")
    failed = False
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        progress = Console(stderr=True)
        for benchmark in chosen:
            with progress.status(f"{benchmark.name}: {benchmark.data}"):
                try:
                    figures = benchmark.measure(folder)
                    result = "  ".join(f"{name} {value}" for name, value in figures.items())
                except (KgError, MalformedError, OSError) as error:
                    failed, result = True, f"failed: {error}"
            table.add_row(benchmark.name, benchmark.data, result)
    Console(width=None if Console().is_terminal else 160).print(table)
    return 2 if failed else 0


if __name__ == "__main__":
    run(main)
