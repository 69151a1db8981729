"""Raw text → annotated `Doc`: words a second and memory, in one process and in several.

    {"words", "one_process": {"words_per_second", "in_network", "peak_memory_mb"},
     "processes": {"count", "words_per_second", "peak_memory_mb"}}

One process runs on one thread; `in_network` is the share of its time that the neural network takes
(onnxruntime), which no code of ours can shorten. The others are `nlp.pipe(texts, n_process=count)`;
peak memory is that of the largest process. The texts are the documents of a treebank or JSON lines with
`text`; each figure is measured in a process of its own, after two documents to warm up.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import onnxruntime
from spacy.attrs import IS_SPACE

import kg.language
from tests.benchmarks import conll
from tests.benchmarks.command import Command, MalformedError, read_json_lines, run
from tests.benchmarks.parse import documents, raw_text

# spaCy imports torch where it is installed, as it is for training; at run time it is not needed.
_ALONE = """import sys
sys.modules["torch"] = None
from tests.benchmarks.annotation import main
sys.exit(main(sys.argv[1:]))"""
LEAST_WORDS = 60_000  # the texts are read again until so many words are


def texts(path: Path) -> list[str]:
    """The documents of a file. Raises MalformedError."""
    if path.suffix == ".conllu":
        found = [raw_text(group) for group in documents(conll.read(path))]
    else:
        found = [row["text"] for row in read_json_lines(path, text=str)]
    if not found:
        raise MalformedError(f"{path.name}: no documents in it")
    return found


def measure(path: Path, processes: int) -> dict[str, float]:
    """The figures of this process (and of its children, with more than one)."""
    nlp = kg.language.load(threads=1)
    some = texts(path)
    network = Stopwatch()
    network.wrap(onnxruntime.InferenceSession)
    for text in some[:2]:
        nlp(text)
    least = LEAST_WORDS * processes
    some *= 1 + least // sum(len(text.split()) for text in some)
    network.seconds = 0.0
    start = time.perf_counter()
    piped = nlp.pipe(some, batch_size=8, n_process=processes)
    words = sum(len(doc) - int(doc.to_array([IS_SPACE]).sum()) for doc in piped)
    seconds = time.perf_counter() - start
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    return {
        "words": words,
        "words_per_second": round(words / seconds),
        "in_network": round(network.seconds / seconds, 3),
        "peak_memory_mb": round(max(_peak(), workers) / 1e6),
    }


def _peak() -> int:
    """Peak resident memory of this process in bytes (Linux; its `getrusage` has the parent's in it)."""
    rows = (row.split() for row in Path("/proc/self/status").read_text("utf-8").splitlines())
    return next(int(row[1]) * 1024 for row in rows if row[0] == "VmHWM:")


class Stopwatch:
    """Sums the time spent in `run` of every session."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def wrap(self, session: Any) -> None:
        run_session = session.run

        def timed(*arguments: Any, **options: Any) -> Any:
            start = time.perf_counter()
            try:
                return run_session(*arguments, **options)
            finally:
                self.seconds += time.perf_counter() - start

        session.run = timed


def apart(path: Path, processes: int) -> dict[str, Any]:
    """`measure` in a process of its own."""
    command = [sys.executable, "-c", _ALONE, str(path), "--inside", str(processes)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise MalformedError(done.stderr.strip().splitlines()[-1])
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def report(path: Path, processes: int) -> dict[str, Any]:
    """The whole report."""
    alone, together = apart(path, 1), apart(path, processes)
    words = alone.pop("words")
    del together["words"], together["in_network"]
    return {"words": words, "one_process": alone, "processes": {"count": processes, **together}}


def main(arguments: list[str]) -> int:
    command = Command("tests.benchmarks.annotation", __doc__)
    command.add_argument("texts", metavar="TEXTS", type=Path, help="GOLD.conllu or JSON lines with `text`")
    command.add_argument("--processes", type=int, default=2)
    command.add_argument("--inside", type=int, help="measure this process with so many, and print that alone")
    given = command.parse_args(arguments)
    inside = given.inside
    print(json.dumps(measure(given.texts, inside) if inside else report(given.texts, given.processes)))
    return 0


if __name__ == "__main__":
    run(main)
