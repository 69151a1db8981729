"""waitress on sockets that are bound already, with clocks on slow clients and an end that is graceful.

waitress itself closes only connections that are idle. A client that sends a request byte by byte, or that
never reads its answer, would hold a connection or a thread for good.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Sequence
from copy import copy
from typing import TYPE_CHECKING, Any, ClassVar

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer

from api.serving.crowd import Crowd
from api.serving.loop import Loop
from api.serving.tasks import Answering, Refusal
from api.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

SLOWEST = 16 * 1024  # bytes a second at which the body of a request must come in
UNSENT = 512 * 1024  # bytes of an answer kept for a client that reads slowly; then the work waits for it
_LOOK = 1.0  # seconds between looks at the clocks
_DRAINING = 0.05  # seconds between looks when stopping
_PATIENCE = 0.004  # seconds that a connection is left to a worker that has one fewer; with two, twice that,
_AHEAD = 8  # and so on up to so many times
_LINE = b"\r\n"
_REMEMBERED = 1024  # bytes of headers that are worth remembering
_CLIENTS = 100  # whose headers are
_PASSING = frozenset({"AUTHORIZATION", "CONTENT_LENGTH", "EXPECT"})  # never remembered
_TAKEN_OUT = b"transfer-encoding"  # nor this, which waitress leaves in place for HTTP/1.0 alone

_thread = threading.local()  # `serving`: the connection that the thread is at


class Server:
    """An application behind some listening sockets, served by threads of this process."""

    def __init__(
        self,
        app: WSGIApplication,
        sockets: Sequence[socket.socket],
        settings: Settings,
        crowd: Crowd | None = None,
    ) -> None:
        """
        Args:
            crowd: what is known of other processes on the same sockets.
        """
        crowd = crowd or Crowd()
        self._loop = Loop(settings.threads, self._look)
        self._looked = 0.0
        self._stop_at: float | None = None
        self._left = 0  # connections that are still open at the end
        adjustments = Adjustments(
            sockets=list(sockets),
            threads=settings.threads,
            ident=None,
            expose_tracebacks=False,
            log_socket_errors=False,
            # Else the application takes from them what it trusts.
            clear_untrusted_proxy_headers=not settings.trusted_proxies,
            max_request_header_size=settings.max_headers,
            # Above our own limit, so that the refusal is our problem and not waitress's plain text.
            max_request_body_size=2 * max(settings.max_body, settings.max_upload),
            connection_limit=settings.connections,
            outbuf_high_watermark=UNSENT,
            outbuf_overflow=4 * UNSENT,
        )
        adjustments.of_readers = copy(adjustments)
        adjustments.of_readers.max_request_body_size = 2 * settings.max_body
        self._listeners = [_Listener(app, self._loop, one, adjustments) for one in sockets]
        for listener in self._listeners:
            listener.settings, listener.crowd = settings, crowd
            listener.count()

    def run(self) -> bool:
        """Serves until `stop`; whether all requests had been answered when that was over."""
        self._loop.run()
        return not self._left

    def stop(self, grace: float) -> None:
        """Ends `run`: no new connections at once, none at all in `grace` seconds. For any thread, and for
        signal handlers."""
        self._stop_at = time.time() + grace
        self._loop.wake()

    def _look(self) -> float | None:
        """What is to be done now and then, and for how long there will be no need to; None at the end."""
        now = time.time()
        if self._stop_at is not None:
            for listener in self._listeners:
                listener.refuse()
            self._left = self._end(idle=True)
            return _DRAINING if self._left and now < self._stop_at else None
        if now - self._looked >= _LOOK:
            self._looked = now
            self._end(late=now)
        return _PATIENCE if any([one.patient() for one in self._listeners]) else _LOOK

    def _end(self, *, late: float | None = None, idle: bool = False) -> int:
        """Closes connections whose time is over at `late`, or which have nothing to do; how many are left."""
        left = 0
        for listener in self._listeners:
            for channel in list(listener.active_channels.values()):
                if (idle and channel.idle()) or (late is not None and channel.late(late)):
                    channel.handle_close()
                else:
                    left += 1
        return left


class Parser(HTTPRequestParser):  # type: ignore[misc]
    """Takes in a long body only from who says who it is, before any of it is kept. A client that keeps its
    connection sends the same headers with each request: those of readers are taken apart once."""

    known: ClassVar[dict[bytes, dict[str, str]]] = {}  # headers as they are sent, and as they are read

    def parse_header(self, header_plus: bytes) -> None:
        start, _, fields = header_plus.partition(_LINE)
        known = self.known.get(fields)
        if known is not None:
            self.headers.update(known)
            super().parse_header(start + _LINE)  # adds none, and goes by those that there are
        else:
            super().parse_header(header_plus)
            passing = _PASSING & self.headers.keys() or _TAKEN_OUT in fields.lower()
            if 0 < len(fields) <= _REMEMBERED and not passing:
                if len(self.known) >= _CLIENTS:
                    self.known.clear()
                self.known[fields] = dict(self.headers)
        if "AUTHORIZATION" not in self.headers:
            self.adj = self.adj.of_readers  # type: ignore[has-type]


class _Channel(HTTPChannel):  # type: ignore[misc]
    """A connection that knows how long its client has taken."""

    parser_class = Parser
    task_class = Answering
    error_task_class = Refusal
    begun = 0.0  # when the request that is coming in began to

    def service(self) -> None:
        """Answers a request."""
        _thread.serving = self
        try:
            super().service()
        finally:
            _thread.serving = None

    def write_soon(self, data: Any) -> int:
        """Sends at once what the connection takes; only the rest is copied, and waits."""
        sent = self._sent(data) if isinstance(data, bytes) else 0
        if sent and sent == len(data):
            return sent
        return sent + int(super().write_soon(data[sent:] if sent else data))

    def _sent(self, data: bytes) -> int:
        with self.outbuf_lock:
            if self.total_outbufs_len or not self.connected:
                return 0
            try:
                sent = int(self.send(data, do_close=False))
            except OSError:
                return 0  # waitress meets it again, and knows what to do
        self.last_activity = time.time()
        return sent

    def check_client_disconnected(self) -> bool:
        """Whether the client has gone, asked while its request is worked on and nobody else reads."""
        try:
            return not self.connected or self.socket.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
        except BlockingIOError:
            return False
        except OSError:
            return True

    def add_channel(self, map: dict[int, Any] | None = None) -> None:
        super().add_channel(map)
        self.server.loop.watch(self)
        self.server.count()

    def del_channel(self, map: dict[int, Any] | None = None) -> None:
        self.server.loop.forget(self._fileno)
        super().del_channel(map)
        self.server.count()

    def received(self, data: bytes) -> bool:
        if self.request is None:
            self.begun = time.time()
        return bool(super().received(data))

    def idle(self) -> bool:
        """Whether it has neither a request nor an answer, nor a part of either."""
        return not (self.requests or self.request is not None or self.total_outbufs_len)

    def late(self, now: float) -> bool:
        """Whether its client has had its time."""
        coming, limits = self.request, self.server.settings
        if coming is not None:
            return bool(now > self.begun + limits.receive_time + coming.body_bytes_received / SLOWEST)
        if self.total_outbufs_len and self.outbuf_lock.acquire(False):
            # Whoever holds the lock is sending.
            try:
                return bool(self.total_outbufs_len and now > self.last_activity + limits.send_time)
            finally:
                self.outbuf_lock.release()
        return bool(self.idle() and now > self.last_activity + limits.idle_time)


class _Listener(TcpWSGIServer):  # type: ignore[misc]
    """One listening socket; its connections share the threads and the loop of the others."""

    channel_class = _Channel
    settings: Settings
    crowd: Crowd
    accepting: bool
    waiting = 0.0  # until when a connection is left to others

    def __init__(
        self,
        app: WSGIApplication,
        loop: Loop,
        listening: socket.socket,
        adjustments: Adjustments,
    ) -> None:
        self.loop = loop
        about = (listening.family, listening.type, listening.proto, listening.getsockname())
        super().__init__(app, loop.map, True, listening, loop, adjustments, sockinfo=about, bind_socket=False)

    def pull_trigger(self) -> None:
        """Lets the loop see to the connection that this thread is at."""
        if not self.loop.leads():  # else it will do so itself
            self.loop.watch(getattr(_thread, "serving", self))

    def refuse(self) -> None:
        """Takes no more connections."""
        if self.accepting:
            self.accepting = False
            self.loop.forget(self._fileno)
            self.del_channel()
            self.socket.close()

    def count(self) -> None:
        """Lets the other workers know how many connections there are here."""
        self.crowd.hold(len(self._map))
        self.loop.watch(self)

    def patient(self) -> bool:
        """Whether a connection was left to others, a moment ago."""
        if self.waiting:
            self.loop.watch(self)
            if time.monotonic() > self.waiting + _PATIENCE:
                self.waiting = 0.0
        return self.waiting > 0

    def readable(self) -> bool:
        return time.monotonic() >= self.waiting and bool(super().readable())

    def handle_accept(self) -> None:
        ahead = self.crowd.ahead()
        if ahead and not self.waiting:
            self.waiting = time.monotonic() + _PATIENCE * min(ahead, _AHEAD)
        else:
            self.waiting = 0.0
            super().handle_accept()

    def maintenance(self, now: float) -> None:
        """Left to `Server`, which looks at all listeners."""
