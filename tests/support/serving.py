"""`kg serve` in a process of its own, as tests and benchmarks start it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
KG = [sys.executable, "-m", "kg.cli"]
_ADDRESS = re.compile(r"Serving at (http://\S+)/")


class Served:
    """A server that answers: its URL without the last slash, and its supervisor's process."""

    def __init__(self, url: str, process: subprocess.Popen[str]) -> None:
        self.url = url
        self.process = process

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def workers(self) -> list[int]:
        """The ids of the processes that answer."""
        return children(self.process.pid)

    def family(self) -> list[int]:
        """The ids of all processes below the supervisor."""
        found = self.workers()
        for pid in found:  # grows while it is read
            found += children(pid)
        return found


@contextmanager
def serving(store: Path | str, *options: str, **settings: str) -> Iterator[Served]:
    """A server of the graph at `store`; `settings` are variables of its environment."""
    command = [*KG, "serve", "--port", "0", "--store", str(store), *options]
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, **settings}
    )
    try:
        assert process.stderr is not None
        heard = ""
        for line in process.stderr:
            heard += line
            if found := _ADDRESS.search(line):
                break
        else:
            raise AssertionError(f"kg serve has ended: {heard}")
        yield Served(found[1], process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.communicate(timeout=30)
        finally:
            process.kill()


def children(pid: int) -> list[int]:
    """The ids of the processes that a process has started and that are there."""
    try:
        text = "".join(path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children"))
    except OSError:
        return []
    return [int(one) for one in text.split()]


def alive(pid: int) -> bool:
    """Whether a process is there and is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def gone(pids: list[int], seconds: float) -> bool:
    """Whether all these processes end in so many seconds."""
    end = time.monotonic() + seconds
    while any(map(alive, pids)):
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
