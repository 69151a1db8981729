"""Small answers to SPARQL queries, kept by each worker until the graph changes: many clients ask the same.

Only what has one answer as long as the graph is the same is kept, which is what has an ETag.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import NamedTuple, cast

from flask import Flask

from api.current import extension
from api.settings import Settings

_BESIDES = 400  # bytes that an answer takes beside its body, about


class Kept(NamedTuple):
    """A whole answer: its bytes, and the Content-Type they are sent with."""

    body: bytes
    content_type: str


class KeptAnswers:
    """Answers of one version of the graph; those not asked for the longest go first when there is no room.

    >>> answers = KeptAnswers(1000)
    >>> answers.keep("v1", "a", Kept(b"yes", "text/csv"))
    >>> answers.find("v1", "a") is not None, answers.find("v2", "a") is not None
    (True, False)
    """

    def __init__(self, size: int) -> None:
        """`size` is what they may take of memory, in bytes; 0: none are kept."""
        self._size = self._room = size
        self._version = ""
        self._held: OrderedDict[str, Kept] = OrderedDict()
        self._lock = Lock()

    @property
    def on(self) -> bool:
        """Whether any are kept."""
        return self._size > 0

    @property
    def size(self) -> int:
        """Bytes that those kept take."""
        return self._size - self._room

    def find(self, version: str, name: str) -> Kept | None:
        """The answer of that name, if it is kept and of that version of the graph."""
        with self._lock:
            if version != self._version:
                return None
            found = self._held.get(name)
            if found is not None:
                self._held.move_to_end(name)
            return found

    def keep(self, version: str, name: str, answer: Kept) -> None:
        """Keeps an answer, where there is room for it, in place of all of another version."""
        taken = len(answer.body) + _BESIDES
        with self._lock:
            if version != self._version:
                self._version, self._room = version, self._size
                self._held.clear()
            if taken > self._size or name in self._held:
                return
            self._held[name] = answer
            self._room -= taken
            while self._room < 0:
                _, gone = self._held.popitem(last=False)
                self._room += len(gone.body) + _BESIDES


def register(app: Flask, settings: Settings) -> None:
    """Let `app` keep answers."""
    app.extensions["kg.kept_answers"] = KeptAnswers(settings.kept_answers)


def kept_answers() -> KeptAnswers:
    """Those of the current application."""
    return cast(KeptAnswers, extension("kg.kept_answers"))
