"""Run a command as if the processor were older, at its real speed: without the VNNI and AMX instructions that
multiply int8 numbers (`vnni`), or without AVX-512 as well (`avx512`).

    python -m tests.benchmarks.older_processor vnni python -m tests.benchmarks.annotation GOLD.conllu

Linux on x86-64 with a C compiler, and a processor and kernel that let the CPUID instruction fault.
"""

from __future__ import annotations

import os
import platform
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.command import Command, MalformedError, run

INSTRUCTIONS = ("vnni", "avx512")
SOURCE = Path(__file__).with_suffix(".c")


@contextmanager
def without(instructions: str) -> Iterator[dict[str, str]]:
    """The environment for a command that shall not see `instructions`. Raises MalformedError: not here."""
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        raise MalformedError("only on Linux and x86-64")
    with tempfile.TemporaryDirectory() as scratch:
        library = Path(scratch, "older_processor.so")
        command = ["cc", "-O2", "-shared", "-fPIC", "-o", str(library), str(SOURCE)]
        try:
            built = subprocess.run(command, capture_output=True, text=True, check=False)
        except FileNotFoundError:
            raise MalformedError("no C compiler: install gcc") from None
        if built.returncode:
            raise MalformedError(built.stderr.strip())
        environment = os.environ | {"LD_PRELOAD": str(library), "KG_WITHOUT": instructions}
        tried = subprocess.run(["true"], env=environment, capture_output=True, text=True, check=False)
        if tried.returncode:
            raise MalformedError(tried.stderr.strip() or "the processor cannot be made to seem older")
        yield environment


def main(arguments: list[str]) -> int:
    command = Command("tests.benchmarks.older_processor", __doc__)
    command.add_argument("without", choices=INSTRUCTIONS, help="the newest instructions to do without")
    command.add_argument("command", metavar="COMMAND", nargs="...", help="what to run")
    given = command.parse_args(arguments)
    with without(given.without) as environment:
        return subprocess.run(given.command, env=environment, check=False).returncode


if __name__ == "__main__":
    run(main)
