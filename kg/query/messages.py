"""What a graph and its reader processes say to each other through two pipes.

Requests are pickles, each after its length in eight bytes. An answer is a row of frames, each a letter, a
length in four bytes, and so many bytes: what the answer is, its bytes in pieces, and its end; or an error,
which may come after some of the bytes. Before it, where the store has had to be opened for it, that it is.
"""

from __future__ import annotations

import os
import pickle
import struct
from typing import IO, NamedTuple

from kg.query.evaluation import Head, Question

STORE = "KG_READER_STORE"  # the variable that names a reader process the server it is to ask
_LENGTH = struct.Struct(">Q")
_FRAME = struct.Struct(">cI")
OPENED, HEAD, PIECE, END, ERROR = b"O", b"H", b"P", b"E", b"X"
PIECE_SIZE = 64 * 1024  # bytes that are gathered before they are sent
_READ = 256 * 1024  # bytes taken from a pipe at once


class Request(NamedTuple):
    """A question, the state of the store it is about, and when to give up.

    Attributes:
        state: changes when the store has been written.
        deadline: seconds of the system's monotonic clock.
    """

    question: Question
    state: int
    deadline: float


def send(stream: IO[bytes], message: object) -> None:
    """Writes one request."""
    body = pickle.dumps(message)
    stream.write(_LENGTH.pack(len(body)) + body)
    stream.flush()


def receive(stream: IO[bytes]) -> object:
    """Reads one request. Raises `EOFError` where the other side has gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    body = stream.read(length)
    if len(body) < length:
        raise EOFError
    return pickle.loads(body)


class Outgoing:
    """Sends one answer after the other into a pipe; a small one in a single piece, together with the rest.

    Attributes:
        sent: whether anything of the present answer has left.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._frames = bytearray()
        self._piece = bytearray()
        self.sent = False

    def opened(self) -> None:
        """Says that the store is open, and that work on the question begins."""
        self._add(OPENED, b"")
        self._finish()

    def head(self, head: Head) -> None:
        """Begins an answer, in place of one of which nothing has been sent."""
        self._frames, self._piece = bytearray(), bytearray()
        self._add(HEAD, pickle.dumps(head))

    def write(self, data: bytes) -> int:
        """Takes some bytes of the answer."""
        self._piece += data
        if len(self._piece) >= PIECE_SIZE:
            self._flush()
        return len(data)

    def flush(self) -> None:
        """Nothing: pieces go when they are large enough."""

    def end(self) -> None:
        """Ends the answer: it is whole."""
        if self._piece:
            self._add(PIECE, self._piece)
        self._add(END, b"")
        self._finish()

    def error(self, error: Exception) -> None:
        """Ends the answer with an error, which may be all there is of it."""
        if not self.sent:
            self._frames.clear()
        self._add(ERROR, pickle.dumps(error))
        self._finish()

    def _add(self, kind: bytes, body: bytes | bytearray) -> None:
        self._frames += _FRAME.pack(kind, len(body))
        self._frames += body

    def _flush(self) -> None:
        self._add(PIECE, self._piece)
        self._send()
        self._piece.clear()

    def _finish(self) -> None:
        self._send()
        self._piece.clear()
        self.sent = False

    def _send(self) -> None:
        self.sent = True
        rest = memoryview(self._frames)
        while rest:
            rest = rest[os.write(self._descriptor, rest) :]
        rest.release()
        self._frames = bytearray()


class Incoming:
    """Takes frames out of a pipe, as they come."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._held = bytearray()

    def frame(self) -> tuple[bytes, bytes] | None:
        """The next frame of what has been read: its letter and its bytes; None where more is to be read."""
        if len(self._held) < _FRAME.size:
            return None
        kind, length = _FRAME.unpack_from(self._held)
        end = _FRAME.size + length
        if len(self._held) < end:
            return None
        body = bytes(memoryview(self._held)[_FRAME.size : end])
        del self._held[:end]
        return kind, body

    def read(self) -> bool:
        """Waits for bytes and reads them; False where the other side has gone."""
        data = os.read(self._descriptor, _READ)
        self._held += data
        return bool(data)
