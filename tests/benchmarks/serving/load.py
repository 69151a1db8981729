"""Clients that keep their connections open and ask one thing after the other, in C: `wrk`. Clients in Python
would take the processors from the servers."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.command import MalformedError
from tests.benchmarks.serving.servers import processor

CLIENTS = 8
_SCRIPT = Path(__file__).with_name("load.lua")


@dataclass(frozen=True, slots=True)
class Load:
    """What clients met: requests a second, latencies in milliseconds, answers that were errors. And
    milliseconds of processor time that a request took of the server, which other work changes least."""

    rate: float
    p50: float
    p99: float
    longest: float
    requests: int
    errors: int
    processor: float


def program() -> str:
    """Where wrk is. Raises `MalformedError` where it is not."""
    found = shutil.which("wrk")
    if found is None:
        raise MalformedError("the program “wrk” is missing: apt-get install wrk")
    return found


def run(
    url: str,
    paths: Sequence[str],
    seconds: float,
    family: Callable[[], list[int]],
    *,
    clients: int = CLIENTS,
    headers: Mapping[str, str] | None = None,
) -> Load:
    """Asks a server for so many seconds.

    Args:
        family: gives the ids of the server's processes.

    Raises:
        MalformedError: wrk is missing, or failed.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listed:
        listed.write("\n".join(paths) + "\n")
        listed.flush()
        command = [program(), "-t1", f"-c{clients}", f"-d{max(round(seconds), 1)}", "--timeout", "60"]
        command += ["-s", str(_SCRIPT)]
        for name, value in (headers or {}).items():
            command += ["-H", f"{name}: {value}"]
        environment = {**os.environ, "WRK_PATHS": listed.name}
        before = processor(family())
        done = subprocess.run([*command, url], capture_output=True, text=True, env=environment)
        taken = processor(family()) - before
    figures = [line.split()[1:] for line in done.stdout.splitlines() if line.startswith("figures ")]
    if not figures:
        raise MalformedError(f"wrk: {(done.stderr or done.stdout).strip().splitlines()[-1]}")
    requests, duration, p50, p99, longest, errors = map(int, figures[0])
    return Load(
        rate=requests * 1e6 / duration,
        p50=p50 / 1e3,
        p99=p99 / 1e3,
        longest=longest / 1e3,
        requests=requests,
        errors=errors,
        processor=taken * 1e3 / max(requests, 1),
    )
