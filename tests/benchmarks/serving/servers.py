"""The two servers that are compared, on the same files: `kg serve`, and Oxigraph's own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.command import MalformedError
from tests.support.serving import Served, serving


@contextmanager
def ours(store: Path, workers: int, **settings: str) -> Iterator[Served]:
    """`kg serve`, without a line for each request in its log."""
    options = ("--workers", str(workers), "--threads", "8")
    with serving(store, *options, **{"KG_LOG_LEVEL": "error"} | settings) as server:
        yield server


@contextmanager
def oxigraph(store: Path) -> Iterator[tuple[str, int]]:
    """Oxigraph's server on a copy of the quads, whose default graph is the same as ours; its URL and process.

    Raises:
        MalformedError: it is not installed, or does not start.
    """
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        raise MalformedError("the program “oxigraph” is missing: pip install oxigraph")
    copy = store.with_name(f"{store.name}.oxigraph")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(store / "quads", copy)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [program, "serve-read-only", "--location", str(copy), "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if process.poll() is not None:
                    raise MalformedError("Oxigraph's server has ended as it started") from None
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(copy, ignore_errors=True)


def memory(pid: int, what: str = "VmRSS") -> int:
    """Bytes of memory that a process has (VmRSS), or has had at most (VmHWM)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        name, _, value = line.partition(":")
        if name == what:
            return int(value.split()[0]) * 1024
    return 0


def processor(pids: list[int]) -> float:
    """Seconds of processor time that processes have taken, with those of theirs that have ended."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")
