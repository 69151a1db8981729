"""The threads of a worker: a slow answer holds up nobody else, whoever leads."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager

import pytest

from api.serving.connections import Server
from api.serving.listening import listen, port_of
from api.serving.loop import leave
from api.settings import Settings
from tests.support.waiting import until

_SOON = 20  # seconds in which even a busy machine gets round to it


class Application:
    """Answers `/` at once; `/slow` when it is let go, and `/waits` too, after saying that it waits."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.slow = 0
        self.threads: set[int] = set()

    def __call__(self, environ, start_response) -> Iterable[bytes]:  # type: ignore[no-untyped-def]
        path = environ["PATH_INFO"]
        self.threads.add(threading.get_ident())
        if path == "/waits":
            leave()
        if path != "/":
            self.slow += 1
            assert self.go.wait(_SOON)
        body = f"{path} {environ['QUERY_STRING']}".encode()
        start_response("200 OK", [("Content-Length", str(len(body)))])
        return [body]


class Client:
    """One connection that is kept open."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=_SOON)
        self._read = self._socket.makefile("rb")

    def ask(self, *paths: str) -> None:
        self._socket.sendall(b"".join(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode() for path in paths))

    def answer(self) -> bytes:
        length = 0
        while line := self._read.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name == b"Content-Length" else length
        return self._read.read(length)

    def close(self) -> None:
        self._read.close()
        self._socket.close()


Opened = tuple[Application, Callable[[], Client]]


@contextmanager
def serving(threads: int) -> Iterator[Opened]:
    app, sockets = Application(), listen("127.0.0.1", 0)
    server = Server(app, sockets, Settings(threads=threads, connections=500))
    running = threading.Thread(target=server.run)
    running.start()
    with ExitStack() as clients:

        def client() -> Client:
            one = Client(port_of(sockets))
            clients.callback(one.close)
            return one

        yield app, client
        app.go.set()
    server.stop(_SOON)
    running.join(2 * _SOON)
    assert not running.is_alive()


@pytest.mark.parametrize("path", ["/slow", "/waits"])
def test_a_slow_answer_holds_up_nobody_else(path: str) -> None:
    with serving(2) as (app, client):
        slow, quick = client(), client()
        slow.ask(path)
        until(lambda: app.slow == 1)
        for number in range(50):
            quick.ask(f"/?{number}")
            assert quick.answer() == f"/ {number}".encode()
        app.go.set()
        assert slow.answer().startswith(path.encode())
        slow.ask("/?again")
        assert slow.answer() == b"/ again"


def test_one_thread_is_left_for_the_connections() -> None:
    with serving(2) as (app, client):
        slow = [client() for _ in range(3)]
        for one in slow:
            one.ask("/slow")
        until(lambda: app.slow == 2)
        late = client()  # accepted, and read, although nobody can answer
        late.ask("/?late")
        time.sleep(0.1)
        assert app.slow == 2
        app.go.set()
        assert late.answer() == b"/ late"
        assert [one.answer() for one in slow] == [b"/slow "] * 3


def test_requests_sent_at_once_are_answered_in_their_order() -> None:
    with serving(3) as (app, client):
        one = client()
        one.ask("/?1", "/slow?2", "/?3")
        assert one.answer() == b"/ 1"
        app.go.set()
        assert [one.answer(), one.answer()] == [b"/slow 2", b"/ 3"]


def test_a_client_that_goes_while_it_is_answered_harms_nobody() -> None:
    with serving(2) as (app, client):
        gone, stays = client(), client()
        gone.ask("/slow")
        until(lambda: app.slow == 1)
        gone.close()
        before = time.process_time()
        time.sleep(0.3)
        assert time.process_time() - before < 0.2  # nobody is told of it over and over
        stays.ask("/")
        assert stays.answer() == b"/ "


def test_many_connections_and_long_pauses() -> None:
    with serving(2) as (app, client):
        many = [client() for _ in range(100)]
        for pause in (0, 1.2):  # after the second nobody looks any more whether a request takes long
            time.sleep(pause)
            for number, one in enumerate(many):
                one.ask(f"/?{number}")
            assert [one.answer() for one in many] == [f"/ {number}".encode() for number in range(100)]
        many[0].ask("/slow")
        until(lambda: app.slow == 1)
        many[1].ask("/?quick")
        assert many[1].answer() == b"/ quick"
