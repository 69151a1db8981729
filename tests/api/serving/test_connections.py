"""Slow clients and long bodies, met before the application sees anything."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from api.serving.connections import Server
from api.serving.listening import listen, port_of
from api.settings import Settings

_LARGE = 200 * 2**20  # bytes that no socket's buffers hold
_SETTINGS = Settings(threads=1, connections=10, max_body=1000, max_upload=100_000)
_HASTY = replace(_SETTINGS, receive_time=1, send_time=1, idle_time=2)


class Application:
    """Answers at `/large` with many bytes and at `/` with few, and notes when it was left."""

    left = threading.Event()

    def __call__(self, environ, start_response) -> Iterable[bytes]:  # type: ignore[no-untyped-def]
        body = environ["wsgi.input"].read()
        large = environ["PATH_INFO"] == "/large"
        length = _LARGE if large else 2
        start_response("200 OK", [("Content-Length", str(length))])
        return self._large() if large else [b"%02d" % min(len(body), 99)]

    def _large(self) -> Iterator[bytes]:
        try:
            for _ in range(_LARGE // 2**16):
                yield b"x" * 2**16
        finally:
            self.left.set()


@contextmanager
def serving(settings: Settings) -> Iterator[int]:
    sockets = listen("127.0.0.1", 0)
    server = Server(Application(), sockets, settings)
    running = threading.Thread(target=server.run)
    running.start()
    yield port_of(sockets)
    server.stop(1)
    running.join(60)
    assert not running.is_alive()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with serving(_SETTINGS) as port:
        yield port


@pytest.fixture(scope="module")
def hasty() -> Iterator[int]:
    """The port of a server that gives its clients little time."""
    with serving(_HASTY) as port:
        yield port


def connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=60)


def answer(port: int, request: bytes) -> bytes:
    with connect(port) as client:
        client.sendall(request)
        said = b""
        while not _whole(said) and (more := client.recv(65536)):
            said += more
        return said


def _whole(said: bytes) -> bool:
    head, parted, body = said.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    return bool(parted) and length is not None and len(body) >= int(length[1])


def test_a_request_that_never_ends_is_broken_off(hasty: int) -> None:
    with connect(hasty) as client:
        begun = time.monotonic()
        with pytest.raises((ConnectionError, TimeoutError, EOFError)):
            for letter in b"GET / HTTP/1.1\r\nX: " + b"y" * 1000:
                client.sendall(bytes([letter]))
                time.sleep(0.1)
        assert time.monotonic() - begun < 60  # all of it would take longer


def test_who_does_not_read_an_answer_frees_the_thread(hasty: int) -> None:
    with connect(hasty) as client:
        client.sendall(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        assert client.recv(100).startswith(b"HTTP/1.1 200 OK")
        assert Application.left.wait(60)
        assert b" 200 OK" in answer(hasty, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")


def test_an_idle_connection_is_closed(hasty: int) -> None:
    with connect(hasty) as client:
        begun = time.monotonic()
        client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        said = b""
        while not said.endswith(b"\r\n\r\n00"):
            said += client.recv(1000)
        assert client.recv(1) == b""
        assert time.monotonic() - begun > 1.9


def test_long_bodies_only_of_who_says_who_it_is(port: int) -> None:
    request = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 50000\r\n%s\r\n" + b"b" * 50000
    assert answer(port, request % b"").startswith(b"HTTP/1.1 413 ")
    assert answer(port, request % b"Authorization: Bearer x\r\n").startswith(b"HTTP/1.1 200 ")
    chunked = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nC350\r\n" + b"b" * 50000
    assert answer(port, chunked).startswith(b"HTTP/1.1 413 ")


def test_long_headers_are_refused(port: int) -> None:
    request = b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 70000 + b"\r\n\r\n"
    assert b" 431 " in answer(port, request)


@pytest.mark.parametrize("request_", [b"GET\r\n\r\n", b"G@T / HTTP/1.1\r\nContent-Length: x\r\n\r\n"])
def test_what_is_no_request_is_a_problem(port: int, request_: bytes) -> None:
    said = answer(port, request_)
    assert b" 400 " in said and b"Content-Type: application/problem+json" in said
    assert json.loads(said.partition(b"\r\n\r\n")[2])["status"] == 400


def test_nothing_tells_what_the_server_is_made_of(port: int) -> None:
    assert b"\r\nServer:" not in answer(port, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
