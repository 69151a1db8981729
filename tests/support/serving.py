"""`kg serve` in a process of its own, as tests and benchmarks start it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.waiting import LONG, until

ROOT = Path(__file__).parents[2]
KG = [sys.executable, "-m", "kg.cli"]
# `kg`, where a worker may take its time to start, and yet have died of that.
_CALM = """
import sys
from api.serving import supervisor
from kg.cli import main
supervisor._STARTING, supervisor._SHORT = 600.0, 300.0
sys.exit(main())
"""
_ADDRESS = re.compile(r"Serving at (http://\S+)/")


class Served:
    """A server that answers: its URL without the last slash, its supervisor's process, and the lines that it
    has logged since it answers."""

    def __init__(self, url: str, process: subprocess.Popen[str]) -> None:
        self.url = url
        self.process = process
        self.log: list[str] = []

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

    def helping(self, module: str) -> list[int]:
        """Those of them that run a module, “kg.export_process”."""
        return [pid for pid in self.family() if module.encode() in _command(pid)]

    def number(self, sample: str) -> float:
        """What /metrics says of a sample, which is named with its labels; 0 where it says nothing."""
        with urllib.request.urlopen(f"{self.url}/metrics", timeout=LONG) as answer:
            lines = answer.read().decode().splitlines()
        return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith(f"{sample} "))

    def running(self) -> float:
        """How many queries run. Of several workers, those not asked are a second behind."""
        return self.number('kg_queries_now{state="running"}')


@contextmanager
def serving(store: Path | str, *options: str, **settings: str) -> Iterator[Served]:
    """A server of the graph at `store`; `settings` are variables of its environment."""
    command = [sys.executable, "-c", _CALM, "serve", "--port", "0", "--store", str(store), *options]
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
        server = Served(found[1], process)
        # A full pipe would hold the server up.
        reading = threading.Thread(target=server.log.extend, args=(process.stderr,), daemon=True)
        reading.start()
        yield server
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(LONG)
        finally:
            process.kill()


def children(pid: int) -> list[int]:
    """The ids of the processes that a process has started and that are there."""
    try:
        text = "".join(path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children"))
    except OSError:
        return []
    return [int(one) for one in text.split()]


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""  # it has ended


def connects(port: int) -> bool:
    """Whether somebody listens at a port of this machine."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=LONG).close()
    except OSError:
        return False
    return True


def alive(pid: int) -> bool:
    """Whether a process is there and is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def gone(pids: list[int], seconds: float = 2 * LONG) -> None:
    """Returns once all these processes have ended. Raises AssertionError where they do not in that time."""
    until(lambda: not any(map(alive, pids)), seconds)
