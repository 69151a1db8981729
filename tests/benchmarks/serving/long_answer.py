"""An answer of 80,000 rows as JSON: when its first byte comes, when its last, and what memory it takes."""

from __future__ import annotations

import json
import socket
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import quote, urlsplit

from tests.benchmarks.command import MalformedError
from tests.benchmarks.serving.servers import memory

ROWS = 80_000
_QUERY = f"SELECT ?s ?p ?o WHERE {{ ?s ?p ?o }} LIMIT {ROWS}"
_CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class LongAnswer:
    """Milliseconds, the median of some times of asking, and bytes."""

    first: float
    total: float
    size: int
    grown: int  # the most that a serving process had beyond what it had before


def measured(url: str, endpoint: str, pids: list[int], times: int) -> LongAnswer:
    """Asks a server `times` over, after once that does not count.

    Args:
        pids: the processes that serve, whose memory is looked at.

    Raises:
        MalformedError: the answer is not what was asked for.
    """
    _ask(url, endpoint, check=True)
    before = {pid: memory(pid) for pid in pids}
    for pid in pids:
        Path(f"/proc/{pid}/clear_refs").write_text("5")  # sets the peak to what there is now
    asked = [_ask(url, endpoint) for _ in range(times)]
    grown = max(memory(pid, "VmHWM") - before[pid] for pid in pids)
    return LongAnswer(
        median(first for first, _, _ in asked), median(total for _, total, _ in asked), asked[0][2], grown
    )


def told(figures: LongAnswer) -> str:
    """Figures as a cell of the table."""
    grown = f", memory +{figures.grown / 2**20:.0f} MB" if figures.grown >= 0 else ""
    return (
        f"first byte {figures.first:.0f} ms, total {figures.total:.0f} ms, {figures.size / 1e6:.0f} MB{grown}"
    )


def _ask(url: str, endpoint: str, *, check: bool = False) -> tuple[float, float, int]:
    """Milliseconds to the first byte of the body and to the last, and the bytes of all."""
    at = urlsplit(url)
    request = (
        f"GET {endpoint}?query={quote(_QUERY)} HTTP/1.1\r\nHost: {at.netloc}\r\n"
        "Accept: application/sparql-results+json\r\nConnection: close\r\n\r\n"
    )
    begun = time.perf_counter()
    with socket.create_connection((str(at.hostname), at.port or 80), timeout=300) as connection:
        connection.sendall(request.encode())
        head = b""
        while not (rest := head.partition(b"\r\n\r\n")[2]):
            read = connection.recv(_CHUNK)
            if not read:
                raise MalformedError(f"{url}: no answer to the query of {ROWS:,} rows: {head[:300]!r}")
            head += read
        first = time.perf_counter()
        size, kept = len(rest), [rest]
        while read := connection.recv(_CHUNK):
            size += len(read)
            if check:
                kept.append(read)
    total = time.perf_counter()
    if check:
        _check(url, head.partition(b"\r\n\r\n")[0], b"".join(kept))
    return (first - begun) * 1e3, (total - begun) * 1e3, size


def _check(url: str, head: bytes, body: bytes) -> None:
    if b"transfer-encoding: chunked" in head.lower():
        parts = []
        while body:
            length, _, rest = body.partition(b"\r\n")
            parts.append(rest[: int(length, 16)])
            body = rest[int(length, 16) + 2 :]
        body = b"".join(parts)
    try:
        rows = len(json.loads(body)["results"]["bindings"])
    except (ValueError, KeyError) as error:
        raise MalformedError(f"{url}: the answer is no whole result: {error}") from None
    if rows != ROWS:
        raise MalformedError(f"{url}: {rows:,} rows, not {ROWS:,}")
