"""What only a real process shows: start-up, signals, pipes, terminals."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.support.waiting import LONG, until

ROOT = Path(__file__).parents[2]
KG = [sys.executable, "-m", "kg.cli"]


def process(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*KG, *arguments], capture_output=True, text=True, timeout=120, cwd=ROOT)


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from kg.cli import main; main(['--help']); main(['build', '--help']);"
        "print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, cwd=ROOT)
    heavy = {
        "spacy",
        "rdflib",
        "pyoxigraph",
        "onnxruntime",
        "numpy",
        "networkx",
        "flask",
        "rich",
        "trafilatura",
        "lxml",
    }
    assert heavy & set(done.stderr.split()) == set()
    assert "relations" in done.stdout


@pytest.mark.parametrize(
    "command",
    ["build", "documents", "remove", "find", "relations", "explain", "query", "export", "serve", "demo"],
)
def test_every_command_has_help_and_a_store(run, command):
    outcome = run(command, "--help")
    assert outcome.code == 0
    assert "--store DIR" in outcome.out


@pytest.mark.parametrize("arguments", [["nonsense"], ["find"], ["find", "x", "--limit", "0"], ["query"]])
def test_wrong_usage_is_one_line_and_exit_code_two(run, arguments):
    outcome = run(*arguments)
    assert outcome.code == 2
    assert outcome.err.startswith("kg: error: ") and outcome.err.count("\n") == 1


def test_a_store_that_is_missing_is_one_line(run):
    outcome = run("find", "x", "--store", "nowhere")
    assert outcome.code == 1
    assert outcome.err.startswith("kg: error: ") and outcome.err.count("\n") == 1


def test_an_unexpected_error_is_one_line(built, monkeypatch):
    monkeypatch.setattr("kg.graph.KnowledgeGraph.documents", lambda self: 1 / 0)
    outcome = built("documents")
    assert (outcome.code, outcome.err) == (1, "kg: error: unexpected ZeroDivisionError: division by zero\n")


def test_an_interrupt_is_quiet(built, monkeypatch):
    def interrupt(self):
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.graph.KnowledgeGraph.documents", interrupt)
    outcome = built("documents")
    assert (outcome.code, outcome.err.strip()) == (130, "")


def test_a_broken_pipe_is_quiet(built, tmp_path):
    read, write = os.pipe()
    os.close(read)
    command = [*KG, "export", "--format", "nquads", "-o", "-", "--store", str(tmp_path / "store")]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True, timeout=120, cwd=ROOT)
    os.close(write)
    assert (done.returncode, done.stderr) == (141, "")


def test_a_terminal_without_arrows_is_no_failure(built, tmp_path):
    command = [*KG, "relations", "Russia", "--store", str(tmp_path / "store")]
    environment = os.environ | {"PYTHONIOENCODING": "latin-1"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=ROOT, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert r"Russia \u2014withdraws\u2192 troops" in done.stdout


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=LONG) as answer:
            return answer.status == 200
    except OSError:
        return False


def test_serve_answers_until_interrupted(built, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*KG, "serve", "--port", str(port), "--store", str(tmp_path / "store")]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        until(lambda: answers(port))
        taken = process("serve", "--port", str(port), "--store", str(tmp_path / "store"))
        assert taken.returncode == 1
        assert f"127.0.0.1:{port}" in taken.stderr and taken.stderr.count("\n") == 1
    finally:
        server.send_signal(signal.SIGINT)
        _, err = server.communicate(timeout=LONG)
    assert server.returncode in (0, 130)
    assert "Traceback" not in err


def test_a_host_that_is_none_is_one_line(built, tmp_path):
    done = process("serve", "--host", "256.0.0.1", "--port", "8000", "--store", str(tmp_path / "store"))
    assert done.returncode == 1
    assert done.stderr == "kg: error: cannot listen at 256.0.0.1:8000: no such address\n"
