"""kill -9 at random moments: what was acknowledged is there and whole, nothing else is half there.

`KG_KILLS=100 pytest tests/durability/test_kill.py` kills oftener.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.graph import KnowledgeGraph
from kg.maintenance.backup import backup
from kg.maintenance.verify import verify
from tests.durability import work

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("KG_KILLS", "12"))
_OF_ONE_STORE = 12
_LONGEST = 0.5  # seconds of work before a kill


def killed(store: Path, first: int, seconds: float) -> int:
    """Works on the store from number `first` on in another process, and kills it `seconds` after the first
    thing was done; the number of the first thing that was not acknowledged."""
    command = [sys.executable, "-m", "tests.durability.work", str(store), str(first)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        acknowledged = child.stdout.readline()
        time.sleep(seconds)
        child.kill()
        acknowledged += child.stdout.read()
    # The last line may be cut off in the middle.
    whole = [int(line) for line in acknowledged.split("\n")[:-1]]
    assert whole, "it did nothing at all"
    assert whole == list(range(first, first + len(whole)))
    return first + len(whole)


@pytest.mark.parametrize("round_", range((KILLS + _OF_ONE_STORE - 1) // _OF_ONE_STORE))
def test_kills_at_any_moment(tmp_path: Path, round_: int) -> None:
    store, chance, done, in_flight = tmp_path / "store", random.Random(round_), 0, 0
    kills = min(_OF_ONE_STORE, KILLS - round_ * _OF_ONE_STORE)
    for number in range(kills):
        done = killed(store, done, chance.random() * _LONGEST)
        possible = {work.state_before(done): done, work.state_before(done + 1): done + 1}
        with KnowledgeGraph.open(store, read_only=True) as graph:
            seen = work.state_of(graph)
            assert seen in possible, f"after kill {number}"
            texts = {graph.text(name) for _, name in seen}
            assert texts <= {work.reading("d", "").document.text}
        assert verify(store, shapes=False).findings == ()
        with KnowledgeGraph.open(store) as graph:
            assert work.state_of(graph) == seen
        report = verify(store, shapes=False)
        assert (report.findings, report.notes) == ((), ())
        in_flight += possible[seen] > done
        done = possible[seen]
    assert verify(store).findings == ()
    print(f"{kills} kills, {done} changes, {in_flight} done but not acknowledged")


@pytest.mark.parametrize("seed", range(2))
def test_a_killed_backup_leaves_no_backup(tmp_path: Path, seed: int) -> None:
    store, target = tmp_path / "store", tmp_path / "copy"
    killed(store, 0, 0.3)
    with KnowledgeGraph.open(store) as graph:
        lines = list(graph.nquads())
    program = "import sys; from kg.cli import main; print(flush=True); sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "backup", "--store", str(store), str(target)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(random.Random(seed).random() * 0.6)
        child.kill()
    if not target.exists():
        backup(store, target)
        assert {path.name for path in tmp_path.iterdir()} == {"store", "copy"}
        assert not list(store.glob(".backup.*"))
    with KnowledgeGraph.open(target, read_only=True) as graph:
        assert list(graph.nquads()) == lines
