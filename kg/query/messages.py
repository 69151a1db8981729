"""What a graph and its reader processes say to each other: pickles, each after its length in eight bytes."""

from __future__ import annotations

import pickle
import struct
from dataclasses import dataclass
from typing import IO

from kg.query.evaluation import Question

_LENGTH = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class Request:
    """A question, the state of the store it is about, and when to give up.

    Attributes:
        state: changes when the store has been written.
        deadline: seconds of the system's monotonic clock.
    """

    question: Question
    state: int
    deadline: float


def send(stream: IO[bytes], message: object) -> None:
    """Writes one message."""
    body = pickle.dumps(message)
    stream.write(_LENGTH.pack(len(body)) + body)
    stream.flush()


def receive(stream: IO[bytes]) -> object:
    """Reads one message. Raises `EOFError` where the other side has gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    body = stream.read(length)
    if len(body) < length:
        raise EOFError
    return pickle.loads(body)
