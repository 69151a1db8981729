"""Requests made at random from the API's own description, SPARQL and uploads made at random: whatever
comes, the server answers as it says it does, never with 500, and in time.

    python -m tests.benchmarks.fuzz --cases 3000                # of the description, in all
    python -m tests.benchmarks.fuzz --cases 0 --seconds 600     # SPARQL and uploads for ten minutes
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import hypothesis
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks

from api.app import create_app
from api.settings import Settings
from kg.graph import KnowledgeGraph
from kg.tokens import Scope
from tests.api.readings import READINGS
from tests.benchmarks.command import Command
from tests.benchmarks.fuzz_words import queries, uploads

SLOWEST = 20.0  # seconds; a query may take 2, and the machine may have more to do
# The test client does not decompress; and nobody waits for the language model.
_HEADERS = {"Accept-Encoding": "identity", "Prefer": "wait=0"}
_KNOWN = {"entities": "NATO", "claims": "c-unseen", "documents": "denial-1", "relations": "meets_in"}
_CHECKS = [
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
    not_a_server_error,
]


class WrongAnswersError(Exception):
    """What went wrong, one line for each kind."""


def application(folder: Path) -> tuple[Flask, KnowledgeGraph, str]:
    """An application over a small graph on disk, whose queries may take 2 s, and a token to write with."""
    graph = KnowledgeGraph.open(folder / "store")
    for reading in READINGS:
        graph.add(reading)
    app = create_app(graph, settings=Settings(timeout=2.0, max_timeout=2.0, max_body=64 * 1024))
    return app, graph, app.extensions["kg.tokens"].create("fuzz", Scope.WRITE)


def of_description(app: Flask, token: str, cases: int, seed: int = 0) -> Counter[int]:
    """Sends so many requests made from `/openapi.json`, a fifth of them on purpose wrong; returns how often
    each status came. Raises `WrongAnswersError`."""
    schema = schemathesis.openapi.from_wsgi("/openapi.json", app)
    operations = [result.ok() for result in schema.get_all_operations()]
    seen: Counter[int] = Counter()
    failed: dict[str, str] = {}
    for operation in operations:
        for mode, share in ((GenerationMode.POSITIVE, 0.8), (GenerationMode.NEGATIVE, 0.2)):
            number = max(1, round(cases * share / len(operations)))
            with suppress(hypothesis.errors.Unsatisfiable):  # nothing about it can be wrong
                _run(operation.as_strategy(generation_mode=mode), number, seed, _case(token, seen, failed))
    if failed:
        raise WrongAnswersError("\n".join(f"{name}: {words}" for name, words in sorted(failed.items())))
    return seen


def of_words(app: Flask, token: str, cases: int, seed: int = 0) -> Counter[int]:
    """Sends so many queries, updates and uploads made at random. Raises `WrongAnswersError`."""
    client = app.test_client()
    seen: Counter[int] = Counter()
    failed: dict[str, str] = {}

    def send(request: dict[str, Any]) -> None:
        headers = {"Authorization": f"Bearer {token}", **_HEADERS} | request.pop("headers", {})
        begun = time.monotonic()
        answer = client.open(headers=headers, **request)
        body = answer.get_data()
        seen[answer.status_code] += 1
        if answer.status_code >= 500 and not _honest(answer.status_code, body):
            failed.setdefault(f"{answer.status_code} {request['path']}", f"{request!r}: {body[:300]!r}")
        if time.monotonic() - begun > SLOWEST:
            failed.setdefault(f"slow {request['path']}", repr(request))

    for strategy in (queries(), uploads()):
        _run(strategy, cases // 2, seed, send)
    if failed:
        raise WrongAnswersError("\n".join(f"{name}: {words}" for name, words in sorted(failed.items())))
    return seen


def _case(token: str, seen: Counter[int], failed: dict[str, str]) -> Callable[[Any], None]:
    def send(case: Any) -> None:
        with suppress(AttributeError, TypeError):
            case.headers = {**(case.headers or {}), "Authorization": f"Bearer {token}", **_HEADERS}
        room = case.operation.path.removeprefix("/v1/").partition("/")[0]
        if room in _KNOWN and case.path_parameters and sum(seen.values()) % 2:
            case.path_parameters["id"] = _KNOWN[room]  # what is there, every other time
        begun = time.monotonic()
        response = case.call()
        seen[response.status_code] += 1
        where = f"{case.operation.method.upper()} {case.operation.path}"
        if time.monotonic() - begun > SLOWEST:
            failed.setdefault(f"slow {where}", str(case))
        if response.status_code == 503 and _honest(503, response.content):
            return
        # An address too long is refused before its parameters are looked at; and a text is not the less a
        # text for being made as a number.
        told = response.status_code < 413 and case.media_type in (None, "application/json")
        chosen = [one for one in _CHECKS if told or one is not checks.negative_data_rejection]
        try:
            case.validate_response(response, checks=chosen)
        except BaseException as error:  # groups of schemathesis are no Exceptions in each release
            if isinstance(error, KeyboardInterrupt):
                raise
            for one in getattr(error, "exceptions", [error]):
                failed.setdefault(f"{where} {type(one).__name__}", f"{one} {case.as_curl_command()[:600]}")

    return send


def _honest(status: int, body: bytes) -> bool:
    """Whether a 503 is the deadline that a query ran into, or the busy server that it says it is."""
    said = (b"#problem-deadline", b"#problem-busy", b"#problem-unavailable", b"Query deadline exceeded")
    return status == 503 and any(words in body for words in said)


def _run(strategy: Any, cases: int, seed: int, send: Callable[[Any], None]) -> None:
    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=cases,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.given(strategy)
    def each(made: Any) -> None:
        send(made)

    each()


def main(arguments: list[str]) -> int:
    command = Command("tests.benchmarks.fuzz", __doc__)
    command.add_argument("--cases", type=int, default=3000, help="requests of the description (default 3000)")
    command.add_argument("--seconds", type=float, default=0.0, help="how long to send queries and uploads")
    command.add_argument("--seed", type=int, default=0)
    given = command.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        app, graph, token = application(Path(folder))
        try:
            if given.cases:
                print(
                    "description:", dict(sorted(of_description(app, token, given.cases, given.seed).items()))
                )
            end, seed, seen = time.monotonic() + given.seconds, given.seed, Counter[int]()
            while time.monotonic() < end:
                seen += of_words(app, token, 500, seed := seed + 1)
            if given.seconds:
                print("queries and uploads:", dict(sorted(seen.items())))
        except WrongAnswersError as error:
            print(error, file=sys.stderr)
            return 1
        finally:
            graph.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
