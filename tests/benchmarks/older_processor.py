"""Run a command as if the processor were older, at its real speed: without the VNNI and AMX instructions that
multiply int8 numbers (`vnni`), or without AVX-512 as well (`avx512`).

    python -m tests.benchmarks.older_processor vnni python -m tests.benchmarks.annotation GOLD.conllu

Linux on x86-64 with a processor whose CPUID instruction can be made to fault (Intel since 2012, AMD since
Zen 3 or so), and a C compiler.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from tests.benchmarks.command import Command, MalformedError, run


def preload(folder: Path) -> Path:
    """The library that answers for CPUID, built into `folder`. Raises MalformedError."""
    library = folder / "older_processor.so"
    command = ["cc", "-O2", "-shared", "-fPIC", "-o", str(library), str(Path(__file__).with_suffix(".c"))]
    try:
        built = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise MalformedError("no C compiler: install gcc") from None
    if built.returncode:
        raise MalformedError(built.stderr.strip())
    return library


def main(arguments: list[str]) -> int:
    command = Command("tests.benchmarks.older_processor", __doc__)
    command.add_argument("without", choices=("vnni", "avx512"), help="the newest instructions to do without")
    command.add_argument("command", metavar="COMMAND", nargs="...", help="what to run")
    given = command.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        library = preload(Path(scratch))
        environment = os.environ | {"LD_PRELOAD": str(library), "KG_WITHOUT": given.without}
        return subprocess.run(given.command, env=environment, check=False).returncode


if __name__ == "__main__":
    run(main)
