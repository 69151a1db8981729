"""An answer as it comes: what it is at once, then its bytes in pieces, while the query still runs."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import Protocol

from kg.query.evaluation import Answer, Head


class Source(Protocol):
    """Where an answer comes from."""

    def piece(self) -> bytes | None:
        """The next bytes, None at the end. Raises `QueryError` where what came is not the whole."""

    def close(self) -> None:
        """Ends the query if it still runs. May be called again."""


class Ready:
    """The source of an answer that is there already."""

    def __init__(self, body: bytes) -> None:
        self._body: bytes | None = body

    def piece(self) -> bytes | None:
        body, self._body = self._body, None
        return body

    def close(self) -> None:
        self._body = None


class Stream(Iterator[bytes]):
    """The bytes of an answer. An error on the way means that what came so far is not the whole.

    To be closed, or read to its end: until then a query may be running.

    Attributes:
        head: what the answer is.
    """

    def __init__(self, head: Head, source: Source) -> None:
        self.head = head
        self._source = source
        self._begun = b""
        self._ended = False

    def begin(self, size: int) -> bytes | None:
        """The whole answer where it has fewer bytes than `size`; else None, and it may be read from its
        beginning. Raises as reading it."""
        pieces: list[bytes] = []
        length = 0
        while length < size:
            piece = self._piece()
            if piece is None:
                return b"".join(pieces)
            pieces.append(piece)
            length += len(piece)
        self._begun = b"".join(pieces)
        return None

    def whole(self) -> Answer:
        """All of it. Raises as reading it."""
        return Answer(self.head.kind, self.head.variables, self.head.media_type, b"".join(self))

    def close(self) -> None:
        """Ends the query if it still runs."""
        self._ended = True
        self._begun = b""
        self._source.close()

    def __enter__(self) -> Stream:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __next__(self) -> bytes:
        begun, self._begun = self._begun, b""
        piece = begun or self._piece()
        if piece is None:
            raise StopIteration
        return piece

    def _piece(self) -> bytes | None:
        """The next bytes of the source, which is closed after the last."""
        if self._ended:
            return None
        try:
            piece = self._source.piece()
        except BaseException:
            self.close()
            raise
        if piece is None:
            self.close()
        return piece
