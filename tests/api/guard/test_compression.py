"""Answers compressed, whole and as streams."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Iterator

import pytest
from backports import zstd
from flask import Response
from flask.testing import FlaskClient

from tests.api.guarded import Guarded, guarded

LARGE = "/v1/claims"


class Source:
    """Rows that come slowly, and a note of being closed."""

    def __init__(self, rows: int, pause: float = 0.0, fail: bool = False) -> None:
        self.closed, self.given = False, 0
        self._rows, self._pause, self._fail = rows, pause, fail

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self.given == self._rows:
            if self._fail:
                raise RuntimeError("the query failed")
            raise StopIteration
        if self.given:
            time.sleep(self._pause)
        self.given += 1
        return f"row {self.given}\n".encode()

    def close(self) -> None:
        self.closed = True


SOURCES: list[Source] = []


@pytest.fixture(scope="module")
def made() -> Iterator[Guarded]:
    with guarded() as made:

        def stream(rows: int, pause: float, fail: int) -> Response:
            SOURCES.append(Source(rows, pause, bool(fail)))
            return Response(SOURCES[-1], content_type="text/csv")

        made.app.add_url_rule("/try/stream/<int:rows>/<float:pause>/<int:fail>", "try.stream", stream)
        made.app.add_url_rule(
            "/try/events",
            "try.events",
            lambda: Response(iter([b"data: 1\n\n"]), mimetype="text/event-stream"),
        )
        yield made


@pytest.fixture
def client(made: Guarded) -> FlaskClient:
    return made.client


def asked(client: FlaskClient, encodings: str, address: str = LARGE) -> Response:
    return client.get(address, headers={"Accept-Encoding": encodings})


@pytest.mark.parametrize(
    ("encodings", "chosen"),
    [
        ("gzip", "gzip"),
        ("zstd", "zstd"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip;q=1.0, zstd;q=0.5", "gzip"),
        ("*", "zstd"),
        ("x-gzip", "gzip"),
        ("br", None),
        ("", None),
        ("identity", None),
        ("gzip;q=0", None),
        ("identity;q=1, gzip;q=0.5", None),
        ("gzip;q=rubbish", None),
    ],
)
def test_the_client_chooses(client: FlaskClient, encodings: str, chosen: str | None) -> None:
    answer = asked(client, encodings)
    assert answer.headers.get("Content-Encoding") == chosen
    assert "Accept-Encoding" in answer.headers["Vary"] and "Accept" in answer.headers["Vary"].split(", ")
    plain = client.get(LARGE).data
    undone = {"gzip": gzip.decompress, "zstd": zstd.decompress, None: bytes}[chosen](answer.data)
    assert undone == plain
    assert int(answer.headers["Content-Length"]) == len(answer.data)


def test_the_same_answer_is_the_same_bytes(client: FlaskClient) -> None:
    assert asked(client, "gzip").data == asked(client, "gzip").data


def test_small_answers_and_errors_are_left_alone(client: FlaskClient) -> None:
    for address in ("/healthz", "/v1/nothing"):
        answer = asked(client, "gzip", address)
        assert "Content-Encoding" not in answer.headers
        assert "Accept-Encoding" in answer.headers["Vary"]


def test_what_the_client_has_is_not_sent_again_in_any_encoding(client: FlaskClient) -> None:
    for first in ("gzip", "zstd", "identity"):
        tag = asked(client, first).headers["ETag"]
        assert tag.startswith("W/") == (first != "identity")
        for second in ("gzip", "identity"):
            again = client.get(LARGE, headers={"Accept-Encoding": second, "If-None-Match": tag})
            assert (again.status_code, again.data) == (304, b"")
            assert "Accept-Encoding" in again.headers["Vary"]


def test_head_tells_of_the_compressed_answer(client: FlaskClient) -> None:
    head = client.head(LARGE, headers={"Accept-Encoding": "gzip"})
    get = asked(client, "gzip")
    for name in ("Content-Encoding", "Content-Length", "ETag", "Vary"):
        assert head.headers[name] == get.headers[name]


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_a_stream_stays_a_stream(made: Guarded, encoding: str) -> None:
    undo = zlib.decompressobj(zlib.MAX_WBITS + 16) if encoding == "gzip" else zstd.ZstdDecompressor()
    answer = made.client.get("/try/stream/4/0.3/0", headers={"Accept-Encoding": encoding}, buffered=False)
    assert answer.headers["Content-Encoding"] == encoding and "Content-Length" not in answer.headers
    parts = answer.iter_encoded()
    first = undo.decompress(next(parts))
    assert first == b"row 1\n" and SOURCES[-1].given == 1  # before the second row was made
    rest = b"".join(undo.decompress(part) for part in parts)
    assert first + rest == b"row 1\nrow 2\nrow 3\nrow 4\n"
    answer.close()
    assert SOURCES[-1].closed


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_a_fast_stream_is_compressed_well(made: Guarded, encoding: str) -> None:
    answer = made.client.get("/try/stream/20000/0.0/0", headers={"Accept-Encoding": encoding})
    undone = gzip.decompress(answer.data) if encoding == "gzip" else zstd.decompress(answer.data)
    assert undone.count(b"\n") == 20_000
    assert len(answer.data) < len(undone) / 3


@pytest.mark.parametrize("encoding", ["gzip", "zstd", "identity"])
def test_a_stream_that_breaks_is_never_a_whole_one(made: Guarded, encoding: str) -> None:
    with pytest.raises(RuntimeError):
        made.client.get("/try/stream/3/0.0/1", headers={"Accept-Encoding": encoding})


def test_a_stream_that_nobody_reads_is_closed(made: Guarded) -> None:
    answer = made.client.get("/try/stream/9/0.0/0", headers={"Accept-Encoding": "gzip"}, buffered=False)
    answer.close()
    assert SOURCES[-1].closed


def test_events_go_out_as_they_are(client: FlaskClient) -> None:
    assert "Content-Encoding" not in asked(client, "gzip", "/try/events").headers
