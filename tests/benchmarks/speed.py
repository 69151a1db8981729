"""Seconds, words per second and memory on a folder of texts, as one JSON line.

    {"words", "seconds_cold", "seconds_warm", "words_per_second": {"cold", "warm", "language", "extract",
     "resolve", "rdf", "store"}, "peak_memory_mb"}

Cold: `kg build` of the folder into a new store, from the start of the process to its end. Warm: the
same work in a process that has the model loaded, stage by stage. Peak memory is that of the cold process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import kg.text
from kg.config import BASE
from kg.model import Document
from kg.pipeline import Reader
from kg.rdf import quads
from kg.rdf.iris import Iris
from kg.store.quad_store import QuadStore
from tests.benchmarks.command import Command, MalformedError, run

_BUILD = "import sys; from kg.cli import main; sys.exit(main(sys.argv[1:]))"


class Clock:
    """Seconds spent in each named stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


def cold(folder: Path) -> tuple[float, float]:
    """Seconds and peak memory in MB of `kg build FOLDER` in a new process and a new store."""
    with tempfile.TemporaryDirectory() as store:
        command = [sys.executable, "-c", _BUILD, "build", "--store", str(Path(store) / "store"), str(folder)]
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        assert process.stderr is not None
        complaint = process.stderr.read().decode("utf-8", "replace").strip()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise MalformedError(f"kg build: {complaint.splitlines()[-1] if complaint else status}")
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, in KiB elsewhere
    return seconds, usage.ru_maxrss * unit / 1e6


def warm(folder: Path) -> tuple[int, dict[str, float]]:
    """Words read, and the seconds of each stage, with the model loaded and used once before."""
    documents = [read for read in kg.text.read([folder]) if isinstance(read, Document)]
    if not documents:
        raise MalformedError(f"{folder}: no documents in it")
    reader, iris, clock, words = Reader(), Iris(BASE), Clock(), 0
    reader.read(documents[0])
    with tempfile.TemporaryDirectory() as place:
        store = QuadStore(Path(place) / "store")
        for document in documents:
            with clock.stage("language"):
                doc = reader.annotate(document)
            with clock.stage("extract"):
                extraction = reader.extract(document, doc)
            with clock.stage("resolve"):
                reading = reader.resolve(document, doc, extraction)
            with clock.stage("rdf"):
                statements = quads.write(reading, iris)
            with clock.stage("store"):
                store.replace([], statements)
            words += reading.words
        store.close()
    return words, clock.seconds


def measure(folder: Path) -> dict[str, Any]:
    """The whole report. Raises MalformedError where the folder has nothing to read."""
    words, stages = warm(folder)
    seconds_cold, peak = cold(folder)
    seconds_warm = sum(stages.values())
    rates = {"cold": words / seconds_cold, "warm": words / seconds_warm}
    rates |= {stage: words / seconds for stage, seconds in stages.items()}
    return {
        "words": words,
        "seconds_cold": round(seconds_cold, 2),
        "seconds_warm": round(seconds_warm, 2),
        "words_per_second": {name: round(rate) for name, rate in rates.items()},
        "peak_memory_mb": round(peak),
    }


def main(arguments: list[str]) -> int:
    command = Command("tests.benchmarks.speed", __doc__)
    command.add_argument("folder", metavar="TEXTS_DIR", type=Path)
    given = command.parse_args(arguments)
    if not given.folder.is_dir():
        command.error(f"{given.folder}: no such folder")
    print(json.dumps(measure(given.folder)))
    return 0


if __name__ == "__main__":
    run(main)
